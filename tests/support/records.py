"""Records of invented rounds, for tests of everything that is made from one; each is made once per process.

`riverside()` has it all: an earlier round, a chosen agenda, a note of the talk, actions in every status and what became
of those before. `harbour()` is small, `four_heads()` open, `plain()` has a result and nothing else, `too_few()` shows
nothing. The bytes of `source` are those of a real framework file, so an archive can be made of each.
"""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from pet.analysis.agenda_choice import Choice, Pick
from pet.analysis.answers import ColumnNames, read
from pet.analysis.change import Earlier
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import WordsKind
from pet.analysis.options import Mode, Options
from pet.analysis.ratings import Comment
from pet.frameworks import loader
from pet.frameworks.forms import of_form
from pet.frameworks.model import CORE, FULL, PULSE
from pet.record.model import Action, Record, Status
from pet.untrusted import Problems, parse_csv
from tests.support import reports, results

EXAMPLES = Path(__file__).parents[2] / "examples"
AS_OF = date(2026, 11, 20)
SECOND = "riverside-framework-2.yaml"

AGREED = (
    Action(
        what="Set aside half a day of cover each term for joint planning",
        aim="Staff can take part without giving up their own time",
        owner="Dana Osprey",
        due=date(2027, 1, 15),
        resource="£2,400 from the joint fund",
        theme="voice.time",
        is_priority=True,
        status=Status.UNDER_WAY,
        note="Seven of nine schools have agreed their dates.",
        note_on=date(2026, 11, 12),
    ),
    Action(
        what="Write down who decides what, on one page, and send it to every school",
        owner="Robin Example",
        due=date(2026, 10, 30),
        resource="Nothing but two evenings",
        theme="leadership.clarity",
        is_priority=True,
        status=Status.DONE,
        note="Sent to all schools.",
        note_on=date(2026, 10, 28),
        ended_on=date(2026, 10, 28),
    ),
    Action(
        what="Ask staff which training they miss, then plan two sessions with outside speakers",
        aim="Training that people come to because it helps them",
        owner="Jo Kestrel",
        due=date(2026, 11, 6),
        resource="About £900 for two speakers",
        theme="learning.development",
        is_priority=True,
    ),
    Action(
        what="Invite the two schools that come least to choose what the next meeting is about",
        owner="Kim Sample",
        theme="voice.edge",
        is_priority=True,
    ),
    Action(
        what="Read the goals aloud at the start of each board meeting",
        aim="Everybody can name the same few goals",
        theme="purpose.few_goals",
        due=date(2027, 3, 31),
    ),
)
BEFORE = (
    Action(
        what="Open each meeting with one thing that did not work",
        owner="Robin Example",
        due=date(2026, 3, 1),
        theme="trust.candour",
        is_priority=True,
        status=Status.DONE,
        note="It has become a habit.",
        note_on=date(2026, 3, 2),
        ended_on=date(2026, 3, 1),
    ),
    Action(
        what="Find a second source of money for the time after the grant",
        owner="Dana Osprey",
        due=date(2026, 9, 30),
        resource="Four days of the coordinator",
        theme="capacity.future",
        is_priority=True,
        status=Status.UNDER_WAY,
        note="One trust has said no, one has not answered yet.",
        note_on=date(2026, 6, 18),
    ),
    Action(
        what="Share one calendar of joint events",
        owner="Chris Wader",
        due=date(2027, 2, 1),
        partner="Kingfisher Primary",
        theme="capacity.early_word",
    ),
    Action(
        what="Print a newsletter for families every month",
        owner="Jo Kestrel",
        due=date(2026, 5, 1),
        theme="capacity.useful_news",
        status=Status.DROPPED,
        note="Nobody read it.",
        note_on=date(2026, 5, 20),
        ended_on=date(2026, 5, 20),
    ),
)
TALK = (
    "We had taken the quiet about joint planning for consent. It was lack of time.\n"
    "On the goals we found that each school had been reading a different version. "
    "Nobody changed their mind about money, but we now know why some are worried."
)


@cache
def riverside():
    """Riverside a year later, with the conversation behind it and everything that a record can hold."""
    return Record(
        framework=_riverside_framework(),
        source=_text(SECOND),
        computed=_riverside_result(),
        choice=Choice(
            meeting=90,
            picks=tuple(
                Pick(theme=theme, minutes=minutes)
                for theme, minutes in (
                    ("purpose.common_reason", 10),
                    ("purpose.few_goals", 20),
                    ("learning.development", 15),
                    ("voice.time", 20),
                )
            ),
            note="Only the facilitator reads this.",
        ),
        partnership="Riverside Learning Partnership",
        title="Second look",
        opened_on=date(2026, 5, 4),
        closed_on=date(2026, 5, 26),
        met_on=date(2026, 6, 17),
        as_of=AS_OF,
        talk_note=TALK,
        actions=AGREED,
        became_of="First look",
        became=BEFORE,
    )


@cache
def plain():
    """The same result and nothing else: no source, dates, choice, note or actions, as for a file of answers."""
    return Record(framework=_riverside_framework(), computed=_riverside_result())


@cache
def harbour():
    """Sixteen people, the pulse form, no earlier round; two actions of which none is marked as a priority."""
    return _first_round(
        "harbour.csv",
        "outreach-hubs",
        form=PULSE,
        mode=Mode.ANONYMOUS,
        invited=20,
        partnership="Harbour Outreach Hub",
        title="How it goes",
        actions=(
            Action(what="Meet every second month", owner="Lee Fictional", due=date(2027, 1, 31)),
            Action(what="Give new volunteers a mentor"),
        ),
    )


@cache
def four_heads():
    """Four signed sheets: an open round, with one action of one partner."""
    return _first_round(
        "four-heads.csv",
        "school-partnerships",
        mode=Mode.OPEN,
        invited=4,
        partnership="Valley Schools Partnership",
        title="Four signed sheets",
        actions=(
            Action(
                what="Show the others how the reading club works",
                owner="Ada Dale",
                due=date(2026, 12, 18),
                partner="Upper Dale Primary",
                is_priority=True,
            ),
        ),
    )


@cache
def core():
    """The core form of Riverside, answered by fourteen."""
    return _first_round(
        "riverside-autumn.csv",
        SECOND,
        form=CORE,
        partnership="Riverside Learning Partnership",
        title="Autumn check",
    )


@cache
def too_few():
    """Three people: nothing but their number may be shown."""
    return _first_round("lantern.csv", "volunteer-networks", form=PULSE, people=3, title="A quick look")


@cache
def hostile(points=7, people=30):
    """Twelve components of seven points; every text is long or bad, and there are thirty actions, so many before."""
    framework = reports.reworded(results.framework(points=points, components=12, themes=1), _bad)
    many = tuple(
        Action(
            what=_bad(number),
            aim=_bad(number + 1),
            owner=_bad(number + 2)[:120],
            due=date(2026, 1 + number % 12, 1) if number % 4 else None,
            resource=_bad(number + 3)[:200],
            theme=framework.theme_ids[number % 12] if number % 3 else "gone.long.ago",
            partner="Kingfisher Primary" if number % 5 == 0 else "",
            is_priority=number % 4 == 0,
            status=tuple(Status)[number % 4],
            note=_bad(number + 4),
            note_on=AS_OF,
        )
        for number in range(30)
    )
    return Record(
        framework=framework,
        computed=reports.result(framework, people, partners=("North", "South")),
        partnership=_bad(1)[:200],
        title=_bad(4)[:160],
        opened_on=date(2026, 9, 1),
        closed_on=date(2026, 9, 22),
        met_on=date(2026, 10, 1),
        as_of=AS_OF,
        talk_note="\n".join(_bad(number) for number in range(20)),
        actions=many,
        became_of=_bad(2),
        became=many[::-1],
    )


def _bad(number):
    """Three hundred characters: plain ones, and those that a page may stumble over."""
    return (reports.HOSTILE[number % len(reports.HOSTILE)] + f" number {number} and so on" * 20)[:300]


def with_actions(record, *actions, **fields):
    """The record with these actions in place of its own."""
    return replace(record, actions=actions, **fields)


def _first_round(file, framework, *, form=FULL, mode=Mode.CONFIDENTIAL, people=None, invited=None, **fields):
    own = framework.endswith(".yaml")
    found = loader.find(str(EXAMPLES / framework) if own else framework)
    answers = _answers(file, found, mode=mode, person=False, people=people)
    asked = of_form(found, form)
    options = Options(title=fields["title"], mode=mode, invited=invited)
    return Record(
        framework=asked,
        source=_text(framework) if own else loader.builtin_file(framework).decode(),
        form=form,
        computed=evaluate(_of_form(answers.ratings, asked), answers.comments, options),
        opened_on=date(2026, 9, 1),
        closed_on=date(2026, 9, 22),
        as_of=AS_OF,
        **fields,
    )


def _of_form(ratings, asked):
    columns = [ratings.framework.theme_ids.index(theme) for theme in asked.theme_ids]
    return replace(ratings, framework=asked, values=ratings.values[:, columns])


@cache
def _riverside_framework():
    return loader.find(str(EXAMPLES / SECOND))


@cache
def _riverside_result():
    first = _answers("riverside.csv", loader.builtin("school-partnerships"))
    later = _answers("riverside-later.csv", _riverside_framework())
    before = evaluate(first.ratings, first.comments, Options(title="First look", invited=61))
    now = Options(title="Second look", invited=62)
    return evaluate(later.ratings, (*later.comments, *_said()), now, Earlier(first.ratings, before))


def _said():
    said = (
        ("one_sentence", "To give every child by the river what no school can give alone."),
        ("one_sentence", "So that no school has to work out everything by itself."),
        ("one_sentence", "To learn from each other, and to be honest about it."),
        ("helps_most", "That somebody always answers the phone."),
        ("helps_most", "Going to see each other at work."),
        ("helps_most", "The joint training days, when they happen."),
        ("would_help_most", "Half a day of cover each term, paid from the joint fund."),
        ("would_help_most", "One calendar."),
        ("would_help_most", "Knowing who decides."),
    )
    return [Comment(question, text, kind=WordsKind.OPEN) for question, text in said]


def _answers(file, framework, *, mode=Mode.CONFIDENTIAL, person=True, people=None):
    data = (EXAMPLES / file).read_bytes()
    if people is not None:
        data = b"".join(data.splitlines(keepends=True)[: people + 1])
    problems = Problems(file)
    table = parse_csv(data, problems=problems)
    names = ColumnNames(partner="partner", role="role", person="person" if person else None)
    return read(table, framework, names, mode=mode, problems=problems)


def _text(file):
    return (EXAMPLES / file).read_text(encoding="utf-8")
