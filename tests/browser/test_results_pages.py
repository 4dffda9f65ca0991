"""The page of a result in a browser: links open what they lead into, all works by keyboard, paper shows everything."""

import io
import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from sqlalchemy import select

from pet.db.models import Round
from pet.services import made, productions
from pet.services.productions import Wish
from tests.browser import steps
from tests.support import browser as browsers

pytestmark = pytest.mark.enable_socket
THEME = "part-trust.candour"
SIZES = ({"width": 320, "height": 740}, browsers.PHONE, browsers.DESK)


@pytest.fixture
def results(people, rounds, lead):
    """The results of a round, as its lead sees them."""

    def opened(name="full", place="results/", **options):
        page = people(storage_state=lead, **options).page
        # Without scripts a browser fetches all pictures at once, and each is drawn when it is first asked for.
        until = "load" if options.get("javascript", True) else "domcontentloaded"
        page.goto(f"/rounds/{rounds.rounds[name].public_id}/{place}", wait_until=until)
        return page

    return opened


def is_seen(page, theme=THEME):
    expect(page.locator(f"[id='{theme}']")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_link_to_a_theme_opens_the_part_that_holds_it(results, javascript):
    page = results(place=f"results/#{THEME}", javascript=javascript)
    is_seen(page)
    assert page.locator("details.part[open]").count() == 1


def test_a_link_on_the_page_opens_it_and_opens_it_again(results):
    page = results()
    expect(page.locator(f"[id='{THEME}']")).not_to_be_visible()
    for _time in range(2):
        page.locator(f".map-key a[href='#{THEME}']").click()
        is_seen(page)
        steps.press(page, "Close all parts")
        expect(page.locator(f"[id='{THEME}']")).not_to_be_visible()


def test_what_stands_under_on_this_page_opens_too(results):
    page = results()
    page.locator(".on-this-page a[href='#people']").click()
    expect(page.get_by_role("heading", name="What is not shown, and why")).to_be_in_viewport()


def test_a_dot_on_the_map_says_its_theme_and_leads_to_it_by_keyboard(results):
    for at, kind in (("phone", "phone"), ("desk", "page")):
        page = results(at=at)
        dot = page.locator(f".map-spots-{kind} a[href='#{THEME}']")
        dot.focus()
        expect(dot.locator("text")).to_have_css("opacity", "1")
        expect(dot).to_contain_text(re.compile(r"2\.1a .+: (close|mixed|far apart)"))
        assert browsers.sideways(page) == []
        page.keyboard.press("Enter")
        is_seen(page)


def test_each_dot_lies_where_the_picture_has_it(results):
    """The links share the picture's coordinates: both are as large, at every width, light and dark."""
    page = results()
    for size in SIZES:
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            boxes = [
                page.locator(place).bounding_box()
                for place in ("#map img", "#map .map-spots:not([style]) >> visible=true")
            ]
            assert all(abs(boxes[0][side] - boxes[1][side]) < 1 for side in boxes[0]), (size, scheme, boxes)


def test_folded_it_is_short_on_a_phone(results):
    page = results()
    assert page.evaluate("document.documentElement.scrollHeight") < 12_000


def test_printed_it_has_every_chart_and_no_furniture(results):
    page = results(at="desk")
    page.evaluate("() => { window.print = () => { document.title = 'printed'; }; }")
    page.get_by_role("button", name="Print this page, with all parts").click()
    expect(page).to_have_title("printed", timeout=60_000)  # every picture is drawn first
    drawn = page.evaluate(
        "[...document.querySelectorAll('.main img')].map((image) => image.naturalWidth > 0)"
    )
    assert drawn.count(True) == len(drawn) > 20
    page.emulate_media(media="print")
    assert page.locator(".main img >> visible=true").count() == len(drawn)
    expect(page.locator(".site-header")).not_to_be_visible()
    assert page.evaluate("document.querySelectorAll('details.part:not([open])').length") == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.querySelectorAll('details.part[open]').length") == 0


def test_on_paper_the_heading_stands_whole_above_the_picture(results):
    page = results(at="desk")
    heading = page.get_by_role("heading", level=1).inner_text()
    first = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages[0].extract_text()
    assert "".join(heading.split()) in "".join(first.split())
    assert "What we share" in first, "the sentences begin on the page of the picture"


def test_the_plan_on_paper_says_of_what_it_is_and_keeps_the_private_note(results):
    page = results(place="agenda", at="desk")
    page.get_by_label("Note for whoever leads the meeting").fill("Ask Ada to begin.")
    expect(page.locator(".agenda-plan")).not_to_be_visible()
    page.emulate_media(media="print")
    plan = page.locator(".agenda-plan")
    expect(plan).to_be_visible()
    expect(plan).to_have_text(re.compile(r"^Plan of the conversation · .+ · .+$"))
    for hidden in ("h1", "#note", "label[for='note']"):
        expect(page.locator(hidden)).not_to_be_visible()
    expect(page.locator(".agenda-box").first).to_be_visible()


def test_once_a_file_is_ready_nothing_says_that_the_page_may_be_closed(results, rounds, site):
    page = results(place="files/posters.pdf")
    steps.press(page, "Make this file")
    expect(page.get_by_text("You can close this page")).to_be_visible()
    lay_on_the_shelf(site, rounds, "posters.pdf")
    expect(page.get_by_text("It is ready.")).to_be_visible()
    expect(page.get_by_text("You can close this page")).not_to_be_visible()


def lay_on_the_shelf(site, rounds, name):
    """Make a file as the worker would, which does not run beside this site."""
    with site.database.reading() as session:
        number = session.scalar(select(Round.id).where(Round.public_id == rounds.rounds["full"].public_id))
        ground = productions.ground(session, Wish(round_id=number, file=name), now=datetime.now(UTC))
    made.file(made.shelf(site.folder), ground.stored, ground.copy, lambda: b"as the worker made it")


def test_one_press_has_a_file_made_and_downloaded(results, rounds, site):
    page = results(at="desk")
    page.get_by_text("More files").click()
    steps.press(page, "Slides: Download")
    expect(page.get_by_text("You can close this page")).to_be_visible()
    with page.expect_download() as download:
        lay_on_the_shelf(site, rounds, "slides.pptx")
    assert download.value.suggested_filename.endswith("slides.pptx")
    assert download.value.path().read_bytes() == b"as the worker made it"
    expect(page.get_by_text("It is ready.")).to_be_visible()
    expect(page.get_by_role("link", name="Download the file")).to_be_focused()
    page.go_back()
    page.reload()
    page.get_by_text("More files").click()
    with page.expect_download():
        steps.follow(page, "Slides: Download")


def test_without_a_script_the_page_leads_to_the_file(results, rounds, site):
    page = results(javascript=False)
    page.get_by_text("More files").click()
    steps.press(page, "Workbook: Download")
    expect(page.get_by_text("You can close this page")).to_be_visible()
    lay_on_the_shelf(site, rounds, "workbook.xlsx")
    with page.expect_download(timeout=20_000) as download:
        page.get_by_role("link", name="Download the file").click(timeout=20_000)  # it loads itself again
    assert download.value.suggested_filename.endswith("workbook.xlsx")


@pytest.mark.parametrize("javascript", [True, False])
def test_on_paper_all_parts_are_open_even_without_a_script(results, javascript):
    page = results(at="desk", javascript=javascript)
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    said = " ".join(" ".join(leaf.extract_text() for leaf in paper.pages).split())
    assert said.count("By area:") == 7
    assert "What is not shown, and why" in said
    assert "/rounds/" not in said
    assert [n for n, leaf in enumerate(paper.pages) if not leaf.extract_text().strip()] == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_axe_finds_nothing_in_forced_colours_with_all_parts_open(results, size):
    page = results(forced_colors="active", at=size)
    steps.press(page, "Open all parts")
    assert browsers.faults(page) == []
    assert browsers.sideways(page) == []


def test_themes_are_put_in_order_by_keyboard_alone(results):
    page = results("small", "agenda")
    titles = page.locator(".agenda-title")
    before = titles.all_inner_texts()
    assert len(before) > 1
    page.get_by_role("button", name=re.compile("^Down")).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("is number 2 of")
    after = titles.all_inner_texts()
    assert [text.split(maxsplit=1)[1] for text in after[:2]] == [
        text.split(maxsplit=1)[1] for text in (before[1], before[0])
    ]
    assert page.evaluate("document.activeElement.value").startswith(("up:", "down:"))


def test_the_plan_has_boxes_to_write_in_on_paper_alone(results):
    page = results("full", "agenda")
    expect(page.locator(".agenda-box").first).not_to_be_visible()
    page.emulate_media(media="print")
    assert (
        page.locator(".agenda-box >> visible=true").count() == 3 * page.locator(".agenda-title").count() > 0
    )


def test_a_text_to_tell_people_is_for_leads_once_it_is_released(results):
    assert results("full").get_by_text("A text to tell people about it").count() == 0
    page = results("released")
    page.get_by_text("A text to tell people about it").click()
    told = page.get_by_role("textbox").input_value()
    assert page.get_by_role("heading", level=1).inner_text() in told
    assert page.url.split("#")[0] in told
    expect(page.get_by_role("button", name="Copy")).to_be_visible()
