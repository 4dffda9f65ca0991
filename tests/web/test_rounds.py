"""A lead's pages: what stands on them in each state, who may open them, and what happens when they decide."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.db.models import Account, Comment, Membership, Partnership, Response, Round, StoredResult
from pet.language import PSEUDO
from pet.services import comments, responses, results, rounds
from pet.services.comments import Decided, Decision
from pet.web.app import create_app
from tests.support import factories
from tests.support.client import StrictClient
from tests.support.factories import NOW
from tests.support.pages import words
from tests.support.pseudo import missed
from tests.support.statements import noted

PARTNERS = ("Ash School", "Beech School", "Cedar School")
THEME = "c1.a1.t1"
SAID = ("It helps.", "Mr Heron never comes.", "We meet too late.")
ACTIONS = (
    "Read the comments",
    "See the comments again",
    "See the results",
    "Download the booklet for the conversation",
    "Close the round",
    "Release the results",
)


@dataclass(frozen=True)
class Scene:
    """A round and everybody around it; ids of accounts."""

    round_id: int
    public_id: str
    partnership: str
    open_code: str
    lead: int
    facilitator: int
    member: int
    elsewhere: int
    admin: int

    @property
    def url(self):
        return f"/rounds/{self.public_id}/"


@pytest.fixture
def scene(database):
    """Makes a round in which so many people answered; the facilitator reads comments."""

    def make(*, people=12, words=SAID, unsent=2, quotable=True, reader="facilitator", **fields):
        with database.writing() as session:
            partnership = factories.make_partnership(session, partners=PARTNERS)
            other = factories.make_partnership(session, name="Hill Partnership", partners=("Hill School",))
            ids = {}
            for name, role, where in (
                ("lead", Role.LEAD, partnership),
                ("facilitator", Role.FACILITATOR, partnership),
                ("member", Role.MEMBER, partnership),
                ("elsewhere", Role.LEAD, other),
            ):
                account = factories.make_account(session, f"{name}@example.org", f"{name.title()} Invented")
                factories.make_member(session, account, where, role)
                ids[name] = account.id
            ids["admin"] = factories.make_account(session, "admin@example.org", "Admin", is_admin=True).id
            made = factories.make_round(session, partnership, invited=20, reader_id=ids.get(reader), **fields)
            answer_all(session, made, people, words, unsent, quotable=quotable)
        return Scene(
            round_id=made.id,
            public_id=made.public_id,
            partnership=partnership.public_id,
            open_code=made.open_code or "",
            **ids,
        )

    return make


def answer_all(session, made, people, words, unsent, *, quotable):
    signed = made.mode == Mode.OPEN
    for number in range(people + unsent):
        started = factories.make_response(
            session, made, partner=PARTNERS[number % 3], role=None if signed else "teacher"
        )
        if number < people:
            said = {f"comment:{THEME}": words[number]} if number < len(words) else {}
            factories.answer(session, started, 4, said)
    if quotable:
        for row in session.scalars(select(Comment)):
            row.quotable = True


@pytest.fixture
def close(database):
    def act(scene):
        with database.writing() as session:
            rounds.close(session, round_id=scene.round_id, now=NOW)

    return act


@pytest.fixture
def release(database):
    def act(scene):
        with database.writing() as session:
            rounds.release(session, round_id=scene.round_id, now=NOW)

    return act


def read_all(database, scene, decision=Decision.KEEP):
    with database.writing() as session:
        reading = comments.to_read(session, scene.round_id)
        decided = {item.id: Decided(decision=decision, text=item.text) for item in reading.items}
        comments.decide(session, round_id=scene.round_id, decided=decided)
        comments.finish(session, round_id=scene.round_id, now=NOW)


def labels(page):
    return [text for text, _href in page.offers]


def table_of(page):
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in page.root.iter("tr")]


# ---- The page of a partnership ----


def test_a_partnership_lists_its_rounds_with_state_date_and_next_step(client, scene, database):
    made = scene()
    with database.writing() as session:
        row = session.get_one(Round, made.round_id)
        factories.make_round(
            session,
            state="draft",
            title="Next spring",
            partnership=partnership_of(session, row),
            opens_at=NOW + timedelta(days=90),
            closes_at=NOW + timedelta(days=100),
        )
    client.sign_in(made.lead)
    page = client.page(f"/partnerships/{made.partnership}/")
    assert page.h1 == "Riverside Partnership"
    assert page.text.index("Next spring") < page.text.index("Autumn 2026")
    assert "Takes answers until Monday 19 October 2026 at 09:00 (UTC)." in page.text
    assert "Next: Pass the link on, and wait for answers." in page.text
    assert ("Autumn 2026", made.url) in page.links
    client.sign_in(made.member)
    page = client.page(f"/partnerships/{made.partnership}/")
    assert "Next spring" not in page.text
    assert "Autumn 2026" not in labels(page)


def partnership_of(session, row):
    return session.get_one(Partnership, row.partnership_id)


def test_a_member_is_led_to_the_results_once_they_are_released(client, scene, close, release):
    made = scene()
    close(made)
    client.sign_in(made.member)
    assert "Autumn 2026" not in labels(client.page(f"/partnerships/{made.partnership}/"))
    release(made)
    page = client.page(f"/partnerships/{made.partnership}/")
    assert ("Autumn 2026", f"{made.url}results/") in page.links


def test_a_partnership_without_rounds_says_so(client, scene):
    made = scene(people=0)
    client.sign_in(made.elsewhere)
    home = client.page("/")
    [address] = [href for text, href in home.links if text == "Hill Partnership"]
    assert "No round yet." in client.page(address).text


# ---- The page of a round, state by state ----


def test_while_it_is_open_the_lead_sees_how_many_and_the_link(client, scene):
    made = scene()
    client.sign_in(made.lead)
    page = client.page(made.url)
    assert page.h1 == "Autumn 2026"
    facts = [
        [" ".join("".join(one.itertext()).split()) for one in fact]
        for fact in page.root.iter("div")
        if fact.get("class") == "fact"
    ]
    assert facts == [["Sent", "12"], ["Started, not sent", "2"], ["Asked", "20"], ["Response rate", "60%"]]
    assert table_of(page) == [
        ["Partner", "Sent", "Started, not sent"],
        ["Ash School", "4", "1"],
        ["Beech School", "4", "1"],
        ["Cedar School", "4", "0"],
        ["By", "Sent", ""],
        ["Monday 5 October 2026", "12", ""],
    ]
    [link] = [field.get("value") for field in page.all("input") if field.get("id") == "open-link"]
    assert link == f"http://localhost/o/{made.open_code}"
    [qr] = page.all("img")
    assert qr.get("src").startswith("data:image/svg+xml")
    assert "Results are shown only for groups of five or more" in page.text
    assert "Facilitator Invented" in page.text
    assert [text for text in labels(page) if "result" in text.lower() or "report" in text.lower()] == []
    assert "Close the round" in labels(page)


def test_an_anonymous_round_shows_totals_only(client, scene, database):
    made = scene()
    with database.writing() as session:
        session.get_one(Round, made.round_id).mode = Mode.ANONYMOUS.value  # such a round cannot be made yet
    client.sign_in(made.lead)
    page = client.page(made.url)
    assert table_of(page) == [["By", "Sent", ""], ["Monday 5 October 2026", "12", ""]]
    assert "only totals are shown" in page.text
    assert "Ash School" not in page.text


def test_a_signed_round_speaks_of_sheets(client, scene):
    made = scene(people=2, unsent=1, mode=Mode.OPEN, smallest_group=1)
    client.sign_in(made.lead)
    page = client.page(made.url)
    assert table_of(page)[0] == ["Partner", "Sheet sent", "Started, not sent"]
    page = client.page(f"{made.url}close")
    assert "2 partners have sent their sheets." in page.text
    assert "One more partner has started and not sent its sheet." in page.text
    assert "Each partner’s sheet will be shown with its name." in page.text


def test_after_the_closing_date_the_lead_is_told_to_close_it(client, scene, clock):
    made = scene()
    clock.move(days=14)
    client.sign_in(made.lead)
    page = client.page(made.url)
    assert "It has not been closed." in page.text
    assert "Close it, and see what came out of it." in page.text
    assert all(field.get("id") != "open-link" for field in page.all("input"))
    client.sign_in(made.facilitator)
    page = client.page(made.url)
    assert "A lead closes it." in page.text
    assert "Close the round" not in labels(page)


def test_before_the_first_day_it_says_when(client, scene):
    made = scene(people=0, unsent=0, opens_at=NOW + timedelta(days=2))
    client.sign_in(made.lead)
    assert "Takes answers from Wednesday 7 October 2026 at 09:00 (UTC) on." in client.page(made.url).text


def test_after_closing_come_comments_then_results_then_release(client, scene, close, database):
    made = scene()
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(made.url)
    assert "Read the comments first: none is shown before." in page.text
    assert [text for text in labels(page) if text in ACTIONS] == [
        "Read the comments",
        "See the results",
        "Download the booklet for the conversation",
    ]
    client.sign_in(made.lead)
    page = client.page(made.url)
    assert (
        "Facilitator Invented reads the comments first. Results that are released before get the comments once "
        "Facilitator Invented has read them." in page.text
    )
    assert [text for text in labels(page) if text in ACTIONS] == [
        "See the results",
        "Download the booklet for the conversation",
        "Release the results",
    ]
    read_all(database, made)
    page = client.page(made.url)
    assert "Look at the results, then release them to everybody who answered." in page.text
    assert "Comments are shown as their reader let them through" in page.text


def test_after_release_it_says_when_and_what_next(client, scene, close, release):
    made = scene(words=())
    close(made)
    release(made)
    client.sign_in(made.lead)
    page = client.page(made.url)
    assert "Released on Monday 5 October 2026." in page.text
    assert "Talk about the results" in page.text
    assert [text for text in labels(page) if text in ACTIONS] == [
        "See the results",
        "Download the booklet for the conversation",
    ]


def test_that_answers_are_compared_is_said_before_anybody_starts_and_to_the_lead(
    client, new_client, scene, database
):
    made = scene(title="First look")
    with database.writing() as session:
        rounds.close(session, round_id=made.round_id, now=NOW)
        partnership = session.get(Round, made.round_id).partnership_id
        second = factories.make_round(
            session,
            session.get(Partnership, partnership),
            title="Second look",
            follows=made.round_id,
        )
        code, url = second.open_code, f"/rounds/{second.public_id}/"
    told = "If you also answered “First look” and PET can tell, it sets your two answers side by side"
    person = new_client()
    assert told in person.page(f"/o/{code}").text
    started = person.submit(f"/o/{code}").location
    assert told in person.page(started.replace("way-back", "promise")).text
    client.sign_in(made.lead)
    assert told in client.page(url).text
    assert "PET can tell" not in client.page(made.url).text


# ---- Closing ----


@pytest.mark.parametrize(
    ("people", "small", "shown"),
    [
        (0, False, "Nobody has sent answers, so there will be nothing to show."),
        (
            4,
            False,
            "Fewer than five people have sent their answers. Nothing will be shown but how many they were.",
        ),
        (5, False, "the typical answer and a word for how close together the answers lie"),
        (9, True, "how many answers are low, in the middle and high"),
        (10, False, "The answers of everybody together will be shown"),
    ],
)
@pytest.mark.engine("sqlite")
def test_the_page_before_closing_says_what_will_be_shown(client, scene, people, small, shown):
    made = scene(people=people, small_partnership=small)
    client.sign_in(made.lead)
    page = client.page(f"{made.url}close")
    assert page.h1 == "Close the round"
    assert shown in page.text
    assert "2 more people have started and not sent their answers. They will be left out." in page.text
    assert "People were told that they have until Monday 19 October 2026 at 09:00 (UTC)." in page.text


def test_closing_stores_a_result_and_twice_is_harmless(client, scene, database, clock):
    made = scene()
    client.sign_in(made.lead)
    client.page(f"{made.url}close")
    first = client.submit(f"{made.url}close")
    assert (first.status_code, first.location) == (303, f"{made.url}?done=closed")
    with database.reading() as session:
        [before] = session.scalars(select(StoredResult)).all()
        assert results.stored(session, made.round_id).result.respondents == 12
    clock.move(minutes=5)
    assert client.submit(f"{made.url}close").status_code == 303
    with database.reading() as session:
        [after] = session.scalars(select(StoredResult)).all()
        assert session.get_one(Round, made.round_id).closed_at == NOW
    assert (after.id, after.sha256, after.created_at) == (before.id, before.sha256, before.created_at)
    page = client.page(f"{made.url}close")
    assert "Closed on Monday 5 October 2026. Not released." in page.text
    assert all(form.get("action") != f"{made.url}close" for form in page.all("form"))


def test_a_closing_that_fails_leaves_the_round_open(client, scene, database, monkeypatch):
    made = scene()
    client.sign_in(made.lead)
    client.page(f"{made.url}close")

    def broken(*_arguments, **_named):
        raise OSError("no room left")

    monkeypatch.setattr(results, "compute_and_store", broken)
    with pytest.raises(OSError, match="no room left"):
        client.submit(f"{made.url}close")
    with database.reading() as session:
        assert session.get_one(Round, made.round_id).state == "open"


# ---- Releasing ----


def test_the_page_before_release_says_who_sees_what(client, scene, close):
    made = scene()
    client.sign_in(made.lead)
    assert "Takes answers until" in client.page(f"{made.url}release").text
    close(made)
    page = client.page(f"{made.url}release")
    assert page.h1 == "Release the results"
    assert "12 people have sent their answers." in page.text
    assert "Facilitator Invented has not finished reading the comments." in page.text
    assert "get them then, released or not." in page.text
    assert "This cannot be taken back." in page.text


def test_releasing_twice_is_harmless_and_too_early_is_refused(client, scene, close, database, clock):
    made = scene()
    client.sign_in(made.lead)
    client.page(f"{made.url}release")
    assert client.submit(f"{made.url}release").status_code == 409
    close(made)
    for _time in range(2):
        assert client.submit(f"{made.url}release").location == f"{made.url}?done=released"
        clock.move(minutes=5)
    with database.reading() as session:
        row = session.get_one(Round, made.round_id)
        assert (row.state, row.released_at) == ("released", NOW)


# ---- Reading comments ----


def fields_of(page):
    """What the form on the page would send untouched."""
    sent = {}
    for area in page.all("textarea"):
        sent[area.get("name")] = (area.text or "").removeprefix("\n")
    for field in page.all("input"):
        is_chosen = field.get("type") == "radio" and field.get("checked") is not None
        if is_chosen or (
            field.get("type") == "hidden" and field.get("name", "").startswith(("words-", "edition", "seen-"))
        ):
            sent[field.get("name")] = field.get("value")
    return sent


def choose(page, **choices):
    """The form with a choice for each comment, by its text; `else_` for all others."""
    sent = fields_of(page)
    for name in [name for name in sent if name.startswith("words-")]:
        comment_id = name.removeprefix("words-")
        chosen = choices.get(sent[name], choices.get("else_"))
        if chosen:
            sent[f"choice-{comment_id}"] = chosen
    return sent


def test_the_reader_sees_no_name_no_partner_and_no_role(client, scene, close):
    made = scene()
    client.sign_in(made.facilitator)
    assert "Comments can be read once the round is closed" in client.page(f"{made.url}comments").text
    close(made)
    page = client.page(f"{made.url}comments")
    quotes = [words(quote) for quote in page.all("blockquote")]
    assert sorted(quotes) == sorted([SAID[0], "Mr Heron (a person’s name) never comes.", SAID[2]])
    assert "3 comments wait for you." in page.text
    assert "The statement 1.1.1 holds here." in page.text
    assert [name for name in (*PARTNERS, "Teacher", "2026-10") if name in page.text] == []


def test_decisions_are_kept_as_one_goes_and_come_back_as_they_were(client, scene, close, database):
    made = scene()
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(f"{made.url}comments")
    sent = choose(page, **{SAID[0]: "keep", SAID[2]: "leave_out"})
    assert client.submit(f"{made.url}comments", {**sent, "then": "1"}).status_code == 303
    page = client.page(f"{made.url}comments")
    assert "One comment waits for you." in page.text
    assert sorted(value for name, value in fields_of(page).items() if name.startswith("choice-")) == [
        "keep",
        "leave_out",
    ]
    with database.reading() as session:
        assert results.stored(session, made.round_id).result.comments == ()


def test_all_that_are_undecided_are_left_out_at_once_and_can_still_be_changed(client, scene, close, database):
    made = scene()
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(f"{made.url}comments")
    sent = choose(page, **{SAID[0]: "keep"})
    assert client.submit(f"{made.url}comments", {**sent, "then": "leave-out-rest"}).status_code == 303
    with database.reading() as session:
        reading = comments.to_read(session, made.round_id)
    assert sorted(str(item.decision) for item in reading.items) == ["keep", "leave_out", "leave_out"]
    page = client.page(f"{made.url}comments")
    assert "You have decided on every comment." in page.text
    assert "Leave out all that are undecided" not in page.text
    assert not reading.finished


def test_where_no_comment_can_be_shown_reading_is_not_the_next_step(client, scene, close):
    made = scene(words=SAID[:2])  # three have to write
    close(made)
    client.sign_in(made.lead)
    page = client.page(made.url)
    assert "Look at the results, then release them to everybody who answered." in page.text
    assert "Too few people answered or wrote for any comment to be shown" in page.text
    client.sign_in(made.facilitator)
    assert "Read the comments" not in labels(client.page(made.url))


def test_after_saving_the_reader_is_told_so_and_what_may_not_be_shown(client, scene, close):
    made = scene()
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(f"{made.url}comments")
    assert "Saved." not in page.text
    assert "at least ten of those who sent answers were asked about it and three wrote" in page.text
    buttons = [
        (button.text, button.get("class"))
        for button in page.all("button")
        if button.get("name") == "then" and button.get("aria-hidden") is None
    ]
    assert buttons == [
        ("Save", "btn btn-primary"),
        ("I have read them all", "btn btn-secondary"),
        ("Leave out all that are undecided", "btn btn-quiet"),
    ]
    answer = client.submit(f"{made.url}comments", {**choose(page, else_="keep"), "then": "1"})
    assert "Saved. You can still change every decision." in client.page(answer.location).text


def test_a_signed_round_shows_every_comment_that_is_let_through(client, scene, close):
    made = scene(people=3, unsent=0, mode=Mode.OPEN, smallest_group=1)
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(f"{made.url}comments")
    assert len(page.all("blockquote")) == 3
    assert "may not be shown" not in page.text


def test_finishing_asks_first_and_nothing_is_final_before(client, scene, close, database):
    made = scene()
    close(made)
    client.sign_in(made.facilitator)
    path = f"{made.url}comments"
    assert client.page(f"{path}?then=finish").h1 == "Read the comments"  # some wait
    sent = choose(client.page(path), **{SAID[0]: "leave_out", "else_": "keep"})
    answer = client.submit(path, {**sent, "then": "finish"})
    assert (answer.status_code, answer.location) == (303, f"{path}?then=finish")
    page = client.page(answer.location)
    assert page.h1 == "Finish the reading"
    assert "You keep 2 comments as they are. You leave one comment out." in page.text
    assert "This is final" in page.text
    assert ("Not yet", f"{path}?page=1") in page.links
    with database.reading() as session:
        assert session.get_one(Round, made.round_id).comments_read_at is None
    assert client.submit(path, {"then": "finish-now"}).location == f"{made.url}?done=read"
    with database.reading() as session:
        assert session.get_one(Round, made.round_id).comments_read_at == NOW
    page = client.page(f"{path}?then=finish")
    assert "The reading is finished, and that is final." in page.text
    assert "as they stand here" not in page.text


def test_results_that_are_released_first_get_the_comments_once_they_are_read(
    client, scene, close, release, database
):
    made = scene()
    close(made)
    release(made)
    client.sign_in(made.facilitator)
    page = client.page(made.url)
    assert "Read the comments first: none is shown before." in page.text
    assert labels(page).index("Read the comments") < labels(page).index("See the results")
    sent = choose(client.page(f"{made.url}comments"), else_="keep")
    answer = client.submit(f"{made.url}comments", {**sent, "then": "finish-now"})
    assert answer.location == f"{made.url}?done=read"
    with database.reading() as session:
        [group] = results.stored(session, made.round_id).result.comments
    assert set(group.texts) == set(SAID)


def test_a_facilitator_is_not_told_to_do_what_a_lead_does(client, scene):
    made = scene()
    client.sign_in(made.facilitator)
    page = client.page(made.url)
    assert "Wait for answers. A lead passes the link on, and closes the round." in page.text
    assert "A lead sends it to the people who are asked" in page.text
    client.sign_in(made.lead)
    page = client.page(made.url)
    assert "Pass the link on, and wait for answers." in page.text
    assert "Send it to the people you want to ask" in page.text


def test_finishing_shows_what_was_let_through(client, scene, close, database):
    made = scene()
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(f"{made.url}comments")
    sent = choose(page, **{SAID[1]: "reword", "else_": "keep"})
    for name, value in sent.items():
        if value == SAID[1]:
            sent[name] = "One of us\r\nnever comes."
    answer = client.submit(f"{made.url}comments", {**sent, "then": "finish-now"})
    assert (answer.status_code, answer.location) == (303, f"{made.url}?done=read")
    with database.reading() as session:
        [group] = results.stored(session, made.round_id).result.comments
    assert set(group.texts) == {SAID[0], "One of us\nnever comes.", SAID[2]}
    again = client.page(f"{made.url}comments")
    assert "The reading is finished, and that is final." in again.text
    assert "One of us never comes." in again.text
    assert (again.all("textarea"), [form for form in again.all("form") if form.get("action") == ""]) == (
        [],
        [],
    )
    assert client.submit(f"{made.url}comments", {**sent, "then": "finish-now"}).status_code == 303


def test_a_change_after_finishing_is_refused_and_its_words_stay_in_sight(client, scene, close, database):
    made = scene()
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(f"{made.url}comments")
    sent = choose(page, else_="reword")
    sent = {name: "Typed too late." if value == SAID[0] else value for name, value in sent.items()}
    read_all(database, made)
    page = client.submitted(f"{made.url}comments", {**sent, "then": "1"}, status=422)
    assert "Nothing can be changed any more." in page.text
    assert "You typed this too late, so it is not kept: Typed too late." in page.text
    with database.reading() as session:
        [group] = results.stored(session, made.round_id).result.comments
    assert set(group.texts) == set(SAID)


def test_where_too_few_answered_the_reader_is_told_why_there_is_nothing_to_read(client, scene, close):
    made = scene(people=4)
    client.sign_in(made.lead)
    assert "has read it" not in client.page(f"{made.url}close").text
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(f"{made.url}comments")
    assert "Fewer than five people sent their answers." in page.text
    assert (page.all("blockquote"), page.all("textarea")) == ([], [])
    page = client.page(made.url)
    assert "Read the comments" not in labels(page)
    assert "nobody reads it" in page.text


def test_after_the_close_a_withdrawal_shows_on_no_page(client, scene, close, database):
    made = scene(people=5, words=SAID)
    close(made)
    client.sign_in(made.lead)
    pages = ("", "release", f"/partnerships/{made.partnership}/")
    texts = [client.page(page if page.startswith("/") else made.url + page).text for page in pages]
    with database.writing() as session:
        for response_id in session.scalars(select(Response.id)).all():
            responses.withdraw(session, response_id=response_id)
    again = [client.page(page if page.startswith("/") else made.url + page).text for page in pages]
    assert again == texts
    assert "Fewer than" not in again[1]
    assert "the typical answer and a word" in again[1]


def test_whether_the_result_shows_nothing_is_said_by_the_result(client, scene, close, database):
    made = scene(people=5)
    close(made)
    with database.writing() as session:
        row = session.get_one(Round, made.round_id)
        row.counts = {**row.counts, "hidden": True}
    client.sign_in(made.lead)
    page = client.page(f"{made.url}release")
    assert "Too few answered to show a result." in page.text
    assert "the typical answer" not in page.text


def test_somebody_without_a_partner_has_a_row(client, scene, database):
    made = scene()
    with database.writing() as session:
        factories.make_response(session, session.get_one(Round, made.round_id), role="teacher")
    client.sign_in(made.lead)
    assert ["No partner given", "0", "1"] in table_of(client.page(made.url))


def test_finishing_too_early_says_what_is_left_and_keeps_the_rest(client, scene, close):
    made = scene()
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(f"{made.url}comments")
    sent = choose(page, **{SAID[0]: "keep"})
    page = client.submitted(f"{made.url}comments", {**sent, "then": "finish"}, status=422)
    assert "2 comments still wait for you." in page.text
    assert "2 comments wait for you." not in page.text
    assert [value for name, value in fields_of(page).items() if name.startswith("choice-")] == ["keep"]


def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(client, scene, close):
    made = scene(quotable=False)
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(f"{made.url}comments")
    assert "did not agree to be quoted word for word" in page.text
    assert "Keep it as it is" not in page.text
    sent = choose(page, **{SAID[0]: "reword", SAID[1]: "reword", SAID[2]: "leave_out"})
    for name, value in sent.items():
        if value == SAID[1]:
            sent[name] = "Somebody\nnever comes."
    page = client.submitted(f"{made.url}comments", {**sent, "then": "finish"}, status=422)
    assert "These are still the words that were written." in page.text
    assert {name: value for name, value in fields_of(page).items() if not name.startswith("seen-")} == {
        name: value for name, value in sent.items() if name.startswith(("words-", "choice-"))
    }
    [summary] = [
        link for text, link in page.links if text.startswith("Comment ") and "still the words" in text
    ]
    assert summary.startswith("#comment-")


def test_many_comments_come_in_pages(client, scene, close):
    made = scene(people=45, unsent=0, words=tuple(f"Number {n:02}." for n in range(45)))
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(f"{made.url}comments")
    assert len(page.all("blockquote")) == 20
    sent = choose(page, else_="keep")
    answer = client.submit(f"{made.url}comments?page=1", {**sent, "then": "2"})
    assert answer.location == f"{made.url}comments?page=2&saved=1"
    page = client.page(answer.location)
    assert "25 comments wait for you." in page.text
    assert [text for text in labels(page) if text.startswith("Page")] == ["Page 1", "Page 3"]
    page = client.page(f"{made.url}comments")
    assert [span.text for span in page.all("span") if span.get("aria-current")] == ["2"]


@pytest.mark.parametrize("choice", ["", "everything", "keep\x00"])
def test_a_choice_that_nobody_offered_decides_nothing(client, scene, close, choice, database):
    made = scene(words=SAID[:1])
    close(made)
    client.sign_in(made.facilitator)
    page = client.page(f"{made.url}comments")
    assert (
        client.submit(f"{made.url}comments", {**choose(page, else_=choice), "then": "1"}).status_code == 303
    )
    with database.reading() as session:
        assert comments.to_read(session, made.round_id).waiting == 1


def test_a_round_without_comments_has_nothing_to_read(client, scene, close):
    made = scene(words=())
    close(made)
    client.sign_in(made.facilitator)
    assert "There is no comment to read." in client.page(f"{made.url}comments").text
    answer = client.submit(f"{made.url}comments", {"then": "finish-now"})
    assert answer.location == f"{made.url}?done=read"


# ---- Who may ----


PAGES = ("", "close", "release", "comments")
ALLOWED = {
    "lead": {"": 200, "close": 200, "release": 200, "comments": 403},
    "facilitator": {"": 200, "close": 403, "release": 403, "comments": 200},
    "member": {"": 403, "close": 403, "release": 403, "comments": 403},
    "elsewhere": {"": 404, "close": 404, "release": 404, "comments": 404},
}


@pytest.mark.parametrize("who", ALLOWED)
def test_who_may_open_what(client, scene, close, who):
    made = scene(people=5, unsent=0)
    close(made)
    client.sign_in(getattr(made, who))
    assert {page: client.get(made.url + page).status_code for page in PAGES} == ALLOWED[who]
    posted = {page: client.submit(made.url + page).status_code for page in PAGES[1:]}
    assert posted == {page: 303 if status == 200 else status for page, status in ALLOWED[who].items() if page}


@pytest.mark.engine("sqlite")
def test_nobody_is_asked_to_sign_in_and_an_administrator_sees_nothing(client, scene):
    made = scene(people=5)
    for page in PAGES:
        answer = client.get(made.url + page)
        assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/sign-in")
    client.sign_in(made.admin)
    assert [client.get(made.url + page).status_code for page in PAGES] == [403] * 4


@pytest.mark.engine("sqlite")
def test_a_lead_who_does_not_read_is_told_that_it_is_not_for_them(client, scene, close):
    made = scene()
    close(made)
    client.sign_in(made.lead)
    page = client.page(f"{made.url}comments", status=403)
    assert "not" in page.h1.lower()


@pytest.mark.engine("sqlite")
def test_without_a_named_reader_a_lead_reads(client, scene, close):
    made = scene(reader="nobody")
    close(made)
    client.sign_in(made.lead)
    assert len(client.page(f"{made.url}comments").all("blockquote")) == 3
    client.sign_in(made.facilitator)
    client.page(f"{made.url}comments", status=403)
    page = client.page(made.url)
    assert "A lead reads the comments first. Results that are released before" in page.text
    assert "Read the comments" not in labels(page)


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize("how", ["leaves", "is disabled"])
def test_where_the_named_reader_reads_no_more_a_lead_does(client, scene, close, database, how):
    made = scene()
    close(made)
    with database.writing() as session:
        if how == "leaves":
            session.execute(delete(Membership).where(Membership.account_id == made.facilitator))
        else:
            session.get_one(Account, made.facilitator).disabled_at = NOW
    client.sign_in(made.lead)
    assert len(client.page(f"{made.url}comments").all("blockquote")) == 3
    assert "Read the comments first: none is shown before." in client.page(made.url).text


# ---- In another language ----

NAMES = (
    *("PET", "Riverside Partnership", "Autumn 2026", "Lead Invented", "Facilitator Invented", *PARTNERS),
    *(*SAID, "Mr Heron", "never comes.", "Theme 1.1.1", "The statement 1.1.1 holds here."),
)


@pytest.mark.engine("sqlite")
def test_no_sentence_was_missed(settings, database, clock, scene, close, release):
    app = create_app(replace(settings, language=PSEUDO), database=database, clock=clock)
    app.test_client_class = StrictClient
    client = app.test_client()
    made = scene()
    client.sign_in(made.lead)
    found = [client.page(path) for path in (made.url, f"{made.url}close", f"{made.url}release")]
    found.append(client.page(f"/partnerships/{made.partnership}/"))
    close(made)
    found += [client.page(path) for path in (made.url, f"{made.url}close", f"{made.url}release")]
    client.sign_in(made.facilitator)
    found += [client.page(path) for path in (made.url, f"{made.url}comments")]
    found.append(client.submitted(f"{made.url}comments", {"then": "finish"}, status=422))
    sent = choose(found[-1], else_="reword")
    sent = {name: "" if name.startswith("words-") else value for name, value in sent.items()}
    found.append(client.submitted(f"{made.url}comments", sent, status=422))
    kept = client.submit(f"{made.url}comments", choose(client.page(f"{made.url}comments"), else_="keep"))
    found += [client.page(path) for path in (kept.location, f"{made.url}comments?then=finish")]
    read_all(database, made)
    found.append(client.page(f"{made.url}comments"))
    release(made)
    found += [client.page(path) for path in (made.url, f"/partnerships/{made.partnership}/")]
    with database.reading() as session:
        code = session.get_one(Round, made.round_id).short_code
    names = (*NAMES, code[:4], code[4:])
    assert [words for page in found if (words := missed(page, *names))] == []


# ---- How much is asked of the database ----


@pytest.mark.parametrize("path", ["", "close", "release"])
def test_statements_do_not_grow_with_the_round(client, scene, database, path):
    made = scene(people=6)
    client.sign_in(made.lead)
    client.pauses = False  # else being seen is written down, too
    client.page(made.url + path)
    with noted(database) as statements:
        client.page(made.url + path)
    assert len(statements) <= 12


def test_the_comments_ask_little_of_the_database(client, scene, close, database):
    made = scene()
    close(made)
    client.sign_in(made.facilitator)
    client.pauses = False  # as above
    client.page(f"{made.url}comments")
    with noted(database) as statements:
        client.page(f"{made.url}comments")
    assert len(statements) <= 12


def test_one_round_and_three_cost_the_same(client, scene, database):
    made = scene(people=2)
    client.sign_in(made.lead)
    client.pauses = False  # as above
    path = f"/partnerships/{made.partnership}/"
    client.page(path)
    with noted(database) as one:
        client.page(path)
    with database.writing() as session:
        partnership = partnership_of(session, session.get_one(Round, made.round_id))
        for title in ("Second", "Third"):
            answer_all(
                session, factories.make_round(session, partnership, title=title), 2, SAID, 0, quotable=True
            )
    with noted(database) as three:
        client.page(path)
    assert len(one) == len(three) <= 12
