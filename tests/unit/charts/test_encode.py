"""The same chart gives the same bytes, and an SVG says what it shows."""

import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from xml.etree import ElementTree as ET

from PIL import Image

from pet.charts import encode
from pet.charts.draw import figure
from tests.support.charts import everything

NAME = "{http://www.w3.org/2000/svg}"
SCRIPT = """
from hashlib import sha256
from pet.charts import encode
from pet.charts.draw import figure
from tests.support.charts import everything
for spec in everything().values():
    drawn = figure(spec, width=400)
    print(sha256(encode.svg(drawn, spec)).hexdigest(), sha256(encode.png(drawn)).hexdigest())
"""


def parsed(written):
    return ET.fromstring(written)  # noqa: S314 -- our own bytes


def run(seed):
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": seed},
    )
    return ran.stdout


def test_other_processes_give_the_same_bytes():
    assert run("1") == run("2")


def test_drawing_twice_gives_the_same_bytes():
    for spec in everything().values():
        drawn = figure(spec, width=400)
        first = encode.svg(drawn, spec), encode.png(drawn)
        again = figure(spec, width=400)
        assert first == (encode.svg(again, spec), encode.png(again))
        assert first == (encode.svg(drawn, spec), encode.png(drawn))


def test_an_svg_is_an_image_with_a_title_and_a_description():
    spec = everything()["radar"]
    root = parsed(encode.svg(figure(spec, width=400), spec))
    assert root.tag == f"{NAME}svg"
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "radar-title radar-desc")
    assert [(part.tag, part.get("id"), part.text) for part in list(root)[:2]] == [
        (f"{NAME}title", "radar-title", spec.finding),
        (f"{NAME}desc", "radar-desc", spec.description),
    ]


def test_letters_are_outlines_and_nothing_tells_when_or_with_what_it_was_made():
    spec = everything()["bars"]
    written = encode.svg(figure(spec, width=400), spec).decode()
    tags = {part.tag.removeprefix(NAME) for part in parsed(written).iter()}
    assert tags == {"svg", "title", "desc", "defs", "style", "g", "path", "use"}
    assert "atplotlib" not in written
    assert "<!--" not in written


def test_a_hostile_finding_stays_text():
    spec = replace(
        everything()["radar"], finding="</title><script>alert(1)</script>\x00\ufffe&amp;", description="<b>"
    )
    root = parsed(encode.svg(figure(spec, width=400), spec))
    assert root[0].text == "</title><script>alert(1)</script>\ufffd\ufffd&amp;"
    assert not [part for part in root.iter() if "script" in str(part.tag)]


def test_a_png_has_two_pixels_per_point_and_a_background_on_request():
    drawn = figure(everything()["one bar"], width=400)
    with Image.open(BytesIO(encode.png(drawn))) as clear:
        assert (clear.width, clear.getpixel((0, clear.height - 1))[3]) == (800, 0)
    with Image.open(BytesIO(encode.png(drawn, scale=1, background="#fcfaf7"))) as solid:
        assert (solid.width, solid.getpixel((0, solid.height - 1))) == (400, (252, 250, 247, 255))


def test_different_answers_give_different_bytes():
    seen = set()
    for spec in everything().values():
        seen.add(sha256(encode.svg(figure(spec, width=400), spec)).hexdigest())
    assert len(seen) == len(everything())
