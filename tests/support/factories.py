"""Rows for tests: invented partnerships, rounds and responses, made by the services that make real ones.

All take a session of `database.writing()`; times are around `NOW`.
"""

import uuid
from datetime import UTC, datetime, timedelta

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.db.models import Account, Membership
from pet.paths import DEFINITIONS
from pet.services import frameworks, partnerships, responses, rounds
from pet.services.responses import Change, Key, Kind

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)  # where the fixture `clock` stands
PARTNERS = ("Ash School", "Beech School", "Cedar School")

_HEAD = """\
format: pet.framework/1
key: invented
version: {version}
language: en
title: Invented framework
purpose: For tests only.
scale:
  points: [Strongly disagree, Disagree, In between, Agree, Strongly agree]
roles:
  - {{id: head, label: Headteacher, plural: headteachers, leads: true}}
  - {{id: teacher, label: Teacher, plural: teachers}}
open_questions:
  - {{id: purpose, text: "In one sentence: what is this partnership for?"}}
  - {{id: help, text: What would help most?}}
"""


def framework_source(components=2, areas=2, themes=2, *, version=1):
    """The file of an invented framework: components `c1`, …, areas `c1.a1`, …, themes `c1.a1.t1`, ….

    The very last theme is asked of heads only. The first theme of each area is the core form, the first of
    each component the pulse.
    """
    lines = [_HEAD.format(version=version), "components:"]
    ids = []
    for c in range(1, components + 1):
        lines += [
            f"  - id: c{c}",
            f"    title: Component {c}",
            f"    purpose: Why {c} matters.",
            "    areas:",
        ]
        for a in range(1, areas + 1):
            lines += [
                f"      - id: c{c}.a{a}",
                f"        title: Area {c}.{a}",
                f"        question: What about area {c}.{a}?",
                "        themes:",
            ]
            for t in range(1, themes + 1):
                theme_id = f"c{c}.a{a}.t{t}"
                ids.append((theme_id, t == 1, t == 1 and a == 1))
                lines += [
                    f"          - id: {theme_id}",
                    f"            title: Theme {c}.{a}.{t}",
                    f"            topic: the topic {c}.{a}.{t}",
                    f"            statement: The statement {c}.{a}.{t} holds here.",
                ]
    lines.append("            asked_of: [head]")
    lines += ["forms:", "  core:", *[f"    - {theme_id}" for theme_id, core, _pulse in ids if core]]
    lines += ["  pulse:", *[f"    - {theme_id}" for theme_id, _core, pulse in ids if pulse]]
    return ("\n".join(lines) + "\n").encode()


def builtin_source(key="school-partnerships"):
    """The file of a framework that comes with PET."""
    return (DEFINITIONS / f"{key}.yaml").read_bytes()


def make_framework(session, source=None):
    """A published framework version, of the small invented framework unless `source` is given."""
    return frameworks.publish(session, source or framework_source(), now=NOW)


def make_partnership(session, name="Riverside Partnership", partners=PARTNERS):
    return partnerships.create(session, name=name, partners=partners, now=NOW)


def make_account(session, email="lead@example.org", name="Ada Lead", *, is_admin=False):
    """An account that cannot sign in by a password; `pet.services.accounts.add` makes one that can."""
    account = Account(email=email, email_proven=True, name=name, is_admin=is_admin, created_at=NOW)
    session.add(account)
    session.flush()
    return account


def make_member(session, account, partnership, role=Role.LEAD, partner_id=None):
    """Make the account a lead of the partnership, or whatever `role` says."""
    session.add(
        Membership(
            account_id=account.id, partnership_id=partnership.id, role=role.value, partner_id=partner_id
        )
    )
    session.flush()


def make_round(session, partnership=None, *, source=None, state="open", **fields):
    """A round, open from yesterday for two weeks; `fields` as in `rounds.create`.

    `state` is `draft` or `open`: the other states come from `rounds.close` and `rounds.release`.
    """
    partnership = partnership or make_partnership(session)
    given = {
        "partnership_id": partnership.id,
        "framework_version_id": make_framework(session, source).id,
        "title": "Autumn 2026",
        "opens_at": NOW - timedelta(days=1),
        "closes_at": NOW + timedelta(days=14),
        "mode": Mode.CONFIDENTIAL,
    }
    row = rounds.create(session, **{**given, **fields})
    return row if state == "draft" else rounds.open_(session, round_id=row.id)


def make_response(session, round_, *, partner=None, role=None, person=None, now=NOW):
    """A started response, identified as one of the partner of this name (or none) in this role: a `Started`."""
    started = responses.start(session, round_id=round_.id, now=now, person=person)
    names = {one.name: one.id for one in partnerships.partners(session, round_.partnership_id)}
    responses.identify(
        session,
        response_id=started.response_id,
        partner_id=names[partner] if partner else None,
        role_id=role,
        now=now,
    )
    return started


def change(place, value=None, *, base=0, quotable=False):
    """A `Change` at a place written like `rating:c1.a1.t1`."""
    kind, _colon, part_id = place.partition(":")
    return Change(kind=Kind(kind), part_id=part_id, value=value, quotable=quotable, base_version=base)


def answer(session, started, values, words=(), *, submit=True, now=NOW, since=None):
    """Answer over whatever is there: `values` by theme, `words` by place as in `change`; then send.

    `values` may also be one value for every theme that is asked.
    """
    sheet = responses.sheet(session, started.response_id)
    if not isinstance(values, dict):
        values = {theme.id: values for theme in sheet.themes}
    held = sheet.held
    changes = [change(f"rating:{theme_id}", value) for theme_id, value in values.items()]
    changes += [change(place, text) for place, text in dict(words).items()]
    saved = responses.save(
        session,
        response_id=started.response_id,
        op_id=str(uuid.uuid4()),
        changes=tuple(
            Change(
                kind=one.kind,
                part_id=one.part_id,
                value=one.value,
                base_version=held[one.key].version if one.key in held else 0,
            )
            for one in changes
        ),
        now=now,
        since=since,
    )
    if submit:
        responses.submit(session, response_id=started.response_id, now=now)
    return saved


def make_answered(session, round_, people, *, words=()):
    """Submitted responses of people given as (partner name or None, role id or None, values as in `answer`).

    A fourth entry is what tells the person from others in every round.
    """
    made = []
    for partner, role, values, *person in people:
        started = make_response(session, round_, partner=partner, role=role, person=(person or [None])[0])
        answer(session, started, values, words)
        made.append(started)
    return made


def key(place):
    """The `Key` of a place written like `rating:c1.a1.t1`."""
    kind, _colon, part_id = place.partition(":")
    return Key(Kind(kind), part_id)
