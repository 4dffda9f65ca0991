"""docs/frameworks.md and the format say the same."""

import re
from pathlib import Path

import pytest

from pet.frameworks import loader, rules
from pet.frameworks.kinds import Words
from pet.frameworks.structures import ListOf, MapOf
from pet.untrusted import Limits

GUIDE = (Path(__file__).parents[3] / "docs" / "frameworks.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[1]
RECORDS = {
    "## The file": rules.FRAMEWORK,
    "### scale": rules.SCALE,
    "### role": rules.ROLE,
    "### component": rules.COMPONENT,
    "### area": rules.AREA,
    "### theme": rules.THEME,
    "### forms": rules.FORMS,
    "### open question": rules.OPEN_QUESTION,
}


def rows(heading):
    section = GUIDE.split(f"\n{heading}\n")[1].split("\n#")[0]
    return re.findall(r"^\| `(\w+)` \| (yes|no) \| (.*) \|$", section, re.MULTILINE)


def limits(kind):
    """The numbers that a row must name."""
    if isinstance(kind, MapOf):
        return limits(kind.kind)
    if isinstance(kind, Words):
        return f"up to {kind.most} characters"
    if isinstance(kind, ListOf):
        return f"{kind.least} to {kind.most}"
    return ""


@pytest.mark.parametrize("heading", RECORDS)
def test_every_field_has_its_row(heading):
    fields = RECORDS[heading].fields
    assert [(name, needed) for name, needed, _about in rows(heading)] == [
        (name, "yes" if field.required else "no") for name, field in fields.items()
    ]


@pytest.mark.parametrize("heading", RECORDS)
def test_every_limit_is_named(heading):
    fields = RECORDS[heading].fields
    assert [name for name, _needed, about in rows(heading) if limits(fields[name].kind) not in about] == []


def test_the_example_uses_every_field():
    framework = loader.load(EXAMPLE.encode())
    assert framework.themes[1].statement.to("en") == "There is time for what we plan: nothing is squeezed in."
    unused = [
        name for record in RECORDS.values() for name in record.fields if not re.search(rf"\b{name}:", EXAMPLE)
    ]
    assert unused == []


def test_the_limits_of_a_file_are_true():
    limits = Limits()
    assert f"is larger than {limits.size // 1024**2} MB, holds more than\n  {limits.nodes:,} values" in GUIDE
    assert f"nests deeper than {limits.depth} levels" in GUIDE
    assert f"{rules.MOST_THEMES} themes in all" in GUIDE
