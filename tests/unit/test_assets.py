"""Static files are read once, named by their content, and lead to each other by name and hash."""

import gzip

import pytest

from pet.web import assets


def folder(tmp_path, **files):
    for name, content in files.items():
        file = tmp_path / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return assets.read(tmp_path)


def test_a_change_reaches_all_that_lead_to_it(tmp_path):
    def hashes(content):
        found = folder(
            tmp_path,
            css__a_css="@font-face { src: url('../fonts/f.woff2') }",
            fonts__f_woff2=content,
            js__a_js='import { x } from "./deep/b.js";\nexport * from "./c.js";',
            js__deep__b_js='import "../c.js";',
            js__c_js="export const x = 1;",
            js__alone_js="// no import from here",
        )
        return {name: asset.hash for name, asset in found.items()}

    before, after = hashes("one"), hashes("two")
    assert {name for name in before if before[name] != after[name]} == {"css/a.css", "fonts/f.woff2"}


def test_references_carry_the_hash(tmp_path):
    found = folder(tmp_path, js__a_js='import { x } from "./b.js";', js__b_js="1")
    assert found["js/a.js"].body == f'import {{ x }} from "./b.js?v={found["js/b.js"].hash}";'.encode()


@pytest.mark.parametrize("outside", ["data:image/png;base64,AA==", "#mark", "https://example.org/x.css"])
def test_what_is_no_file_of_ours_stays(tmp_path, outside):
    found = folder(tmp_path, a_css=f"a {{ background: url({outside}) }}")
    assert found["a.css"].body == f"a {{ background: url({outside}) }}".encode()


def test_a_reference_to_nothing_stops_the_start(tmp_path):
    with pytest.raises(
        RuntimeError, match=r"^the static file a\.css refers to b\.woff2, which does not exist$"
    ):
        folder(tmp_path, a_css="a { src: url(b.woff2) }")


def test_a_circle_stops_the_start(tmp_path):
    with pytest.raises(RuntimeError, match="in a circle"):
        folder(tmp_path, a_js='import "./b.js"', b_js='import "./a.js"')


def test_only_what_browsers_need_is_served(tmp_path):
    found = folder(tmp_path, a_css="", b_py="", c_ttf="", d_woff2="", e_txt="", f_scss="")
    assert sorted(found) == ["a.css", "d.woff2", "e.txt"]


def test_texts_are_compressed_and_the_same_each_time(tmp_path):
    first, second = (folder(tmp_path, a_css="a { color: red }" * 99, b_woff2="x" * 99) for _time in range(2))
    assert gzip.decompress(first["a.css"].small) == first["a.css"].body
    assert (first["b.woff2"].small, first) == (None, second)
