"""The table of settings in docs/operating.md names what pet/settings reads, with its defaults."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `(PET_[A-Z_]+)` \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)


def read_by_settings():
    tree = ast.parse((ROOT / "pet" / "settings" / "__init__.py").read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"PET_[A-Z_]*[A-Z]", node.value)
    }


def test_every_setting_has_its_row_and_every_row_its_setting():
    rows = ROW.findall((ROOT / "docs" / "operating.md").read_text(encoding="utf-8"))
    assert sorted(name for name, _default in rows) == sorted(read_by_settings())


def test_the_defaults_are_those_of_a_site_without_settings(tmp_path):
    from pet.settings import from_environment

    settings = from_environment({"PET_INSTANCE": str(tmp_path)})
    rows = dict(ROW.findall((ROOT / "docs" / "operating.md").read_text(encoding="utf-8")))
    told = {name: default.strip() for name, default in rows.items() if default.startswith("`")}
    assert told == {
        "PET_DATABASE_URL": "`pet.sqlite3` in the instance folder",
        "PET_SECRET_KEY": "`secret-key` in the instance folder, made at the first start",
        **{
            name: f"`{getattr(settings, name.removeprefix('PET_').lower())}`"
            for name in (
                *("PET_BASE_URL", "PET_LANGUAGE", "PET_PROXIES", "PET_WORKERS", "PET_THREADS"),
                "PET_TIME_ZONE",
            )
        },
    }
