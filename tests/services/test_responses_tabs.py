"""Two tabs, lost replies and retries, at random (design: fault test 7).

Nothing acknowledged is lost, nothing is overwritten by a tab that had not seen it, and different places merge.
"""

import uuid
from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pet.services import responses
from pet.services.responses import Answer, Change, Held, Kind, Words
from tests.support.effort import EFFORT
from tests.support.factories import NOW, key, make_response, make_round

PLACES = [key(place) for place in ("rating:c1.a1.t1", "rating:c1.a1.t2", "comment:c1.a1.t1", "open:help")]
TABS = st.sampled_from(["phone", "desk"])
POINTS = st.sampled_from([1, 2, "dont_know", None])
TEXTS = st.sampled_from(["", "First", "Second"])


@dataclass
class Save:
    """What a tab sends, until it has heard what became of it."""

    changes: tuple[Change, ...]
    op_id: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass
class Tab:
    """A window: what it shows at each place, and saves of which it has not heard."""

    shows: dict[object, Held] = field(default_factory=dict)
    unheard: list[Save] = field(default_factory=list)

    def at(self, place):
        return self.shows.get(place, nothing(place))


def nothing(place):
    return Answer() if place.kind is Kind.RATING else Words()


class Tabs(RuleBasedStateMachine):
    """The model: what is stored at each place, and what was said to be stored."""

    def __init__(self, database, made):
        super().__init__()
        self.database = database
        with database.writing() as session:
            self.response_id = make_response(session, made, role="head").response_id
        self.tabs = {"phone": Tab(), "desk": Tab()}
        self.stored = {}
        self.carried_out = {}
        self.sent = False

    def now_at(self, place):
        return self.stored.get(place, nothing(place))

    def send(self, save):
        with self.database.writing() as session:
            return responses.save(
                session, response_id=self.response_id, op_id=save.op_id, changes=save.changes, now=NOW
            )

    def carry_out(self, tab, save):
        """The site gets a save for the first time: held against what this tab shows, not against its versions."""
        saved = self.send(save)
        for change in save.changes:
            place, wanted, now = change.key, change.held, self.now_at(change.key)
            conflict = next((one for one in saved.conflicts if one.key == place), None)
            if wanted.says(now):
                assert saved.versions[str(place)] == now.version
            elif tab.at(place) == now:
                assert saved.versions[str(place)] == now.version + 1
                self.stored[place] = self.held(wanted, now.version + 1)
            else:
                assert (conflict.yours, conflict.stored) == (wanted, now)
                assert str(place) not in saved.versions
        self.carried_out[save.op_id] = saved
        return saved

    @staticmethod
    def held(wanted, version):
        if isinstance(wanted, Answer):
            return Answer(wanted.value, version)
        return Words(wanted.text, wanted.quotable, version)

    @staticmethod
    def hear(tab, save, saved):
        """The reply arrives: the tab shows what is stored, its own or, where it collided, the other's."""
        for change in save.changes:
            if str(change.key) in saved.versions:
                tab.shows[change.key] = Tabs.held(change.held, saved.versions[str(change.key)])
        for conflict in saved.conflicts:
            tab.shows[conflict.key] = conflict.stored

    @rule(
        name=TABS,
        places=st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True),
        data=st.data(),
        reply_arrives=st.sampled_from([True, True, False]),
    )
    def edit(self, name, places, data, reply_arrives):
        tab = self.tabs[name]
        save = Save(
            tuple(
                Change(
                    kind=place.kind,
                    part_id=place.part_id,
                    value=data.draw(POINTS if place.kind is Kind.RATING else TEXTS),
                    quotable=place.kind is not Kind.RATING and data.draw(st.booleans()),
                    base_version=tab.at(place).version,
                )
                for place in places
            )
        )
        saved = self.carry_out(tab, save)
        if reply_arrives:
            self.hear(tab, save, saved)
        else:
            tab.unheard.append(save)

    @precondition(lambda self: any(tab.unheard for tab in self.tabs.values()))
    @rule(data=st.data(), reply_arrives=st.booleans())
    def try_again(self, data, reply_arrives):
        tab = data.draw(st.sampled_from([tab for tab in self.tabs.values() if tab.unheard]))
        save = tab.unheard[0]
        first, again = self.carried_out[save.op_id], self.send(save)
        assert first.versions.items() <= again.versions.items()
        settled = {conflict.key for conflict in first.conflicts} - {one.key for one in again.conflicts}
        for change in save.changes:
            if change.key in settled:
                assert change.held.says(self.now_at(change.key))
        for conflict in again.conflicts:
            assert conflict.stored == self.now_at(conflict.key)
        if reply_arrives:
            self.hear(tab, tab.unheard.pop(0), again)

    @rule(name=TABS)
    def load_anew(self, name):
        self.tabs[name] = Tab(shows=dict(self.sheet().held))

    @precondition(lambda self: any(held.is_given for held in self.stored.values()))
    @rule()
    def submit(self):
        with self.database.writing() as session:
            responses.submit(session, response_id=self.response_id, now=NOW)
        self.sent = True

    def sheet(self):
        with self.database.reading() as session:
            return responses.sheet(session, self.response_id)

    @invariant()
    def everything_acknowledged_is_there(self):
        sheet = self.sheet()
        assert sheet.held == self.stored
        assert sheet.submitted is self.sent


@pytest.mark.parametrize(
    "often",
    [pytest.param(13, id="briefly"), pytest.param(13 * EFFORT, id="at_length", marks=pytest.mark.long)],
)
def test_two_tabs_lose_nothing_and_overwrite_nothing_silently(database, often):
    with database.writing() as session:
        made = make_round(session)
    run_state_machine_as_test(
        lambda: Tabs(database, made), settings=settings(max_examples=often, stateful_step_count=40)
    )
