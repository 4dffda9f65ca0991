"""A few rows in every table, for tests of the tables themselves."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from pet.db.models import (
    Account,
    Action,
    Appointment,
    AuditEvent,
    Comment,
    Digest,
    FrameworkVersion,
    ImportBatch,
    Invitation,
    InvitationLink,
    Letter,
    Membership,
    OneTimeLink,
    Operation,
    Partner,
    Partnership,
    Person,
    Production,
    Response,
    ResultSnapshot,
    ReturnLink,
    Round,
    StoredResult,
    Throttle,
    WebSession,
)

NOW = datetime(2026, 10, 5, 9, 30, 15, 250_000, tzinfo=UTC)
TODAY = date(2026, 10, 5)


def fill(session: Session) -> None:
    """Put at least one row into every table."""
    people = _people(session)
    round_ = _round(session, *people)
    for number in range(3):
        _response(session, round_, number)
    _asked(session, round_, *people)
    session.add(Throttle(key="k" * 64, failures=3, since=NOW, blocked_until=None))
    session.flush()


def _people(session: Session) -> tuple[Partnership, Partner, Account]:
    partnership = Partnership(name="Riverside – “Zusammen” 🤝", created_at=NOW)
    lead = Account(email="lead@example.org", name="Ada", created_at=NOW, disabled_at=NOW)
    session.add_all([partnership, lead])
    session.flush()
    partner = Partner(partnership_id=partnership.id, name="Hill Farm", position=0)
    session.add(partner)
    session.flush()
    session.add(
        Membership(
            account_id=lead.id, partnership_id=partnership.id, role="partner_lead", partner_id=partner.id
        )
    )
    session.add(WebSession(sha256="a" * 64, account_id=lead.id, created_at=NOW, seen_at=NOW))
    return partnership, partner, lead


def _round(session: Session, partnership: Partnership, partner: Partner, lead: Account) -> Round:
    del partner
    framework = FrameworkVersion(key="one", version=1, sha256="f" * 64, source="key: one\n", created_at=NOW)
    session.add(framework)
    session.flush()
    round_ = Round(
        partnership_id=partnership.id,
        framework_version_id=framework.id,
        title="Autumn 2026",
        mode="confidential",
        smallest_group=5,
        reader_id=lead.id,
        state="closed",
        open_code="code",
        opens_at=NOW,
        closes_at=NOW + timedelta(days=14),
        closed_at=NOW + timedelta(days=13),
    )
    session.add(round_)
    session.flush()
    session.add(StoredResult(round_id=round_.id, document="{}", sha256="0" * 64, created_at=NOW))
    session.add_all(
        [
            Action(
                partnership_id=partnership.id,
                round_id=round_.id,
                position=0,
                what="Visit one another",
                created_at=NOW,
                updated_at=NOW,
            ),
            Digest(round_id=round_.id, area_id="candour", text="Easier than last year."),
            Production(
                round_id=round_.id,
                file="full-report.pdf",
                page="a4",
                language="en",
                edition="6" * 64,
                asked_at=NOW,
            ),
        ]
    )
    session.add(ResultSnapshot(round_id=round_.id, taken={"people": [["1", "a"]], "groups": {}}))
    return round_


def _response(session: Session, round_: Round, number: int) -> None:
    response = Response(
        round_id=round_.id,
        role_id="teacher",
        identified=True,
        state="submitted",
        ratings={"T1": {"rating": number + 1, "v": 1}, "T2": {"no_rating": "dont_know", "v": 2}},
        started_on=TODAY,
        submitted_on=TODAY,
    )
    session.add(response)
    session.flush()
    session.add_all(
        [
            Comment(response_id=response.id, kind="theme", part_id="T1", text="Tea helps ☕", v=1),
            Operation(
                response_id=response.id, op_id=f"{number:036}", sha256="1" * 64, outcome={"v": [1, None]}
            ),
            ReturnLink(sha256=f"{number:064}", response_id=response.id),
            WebSession(sha256=f"{number:064}", response_id=response.id, created_at=NOW, seen_at=NOW),
        ]
    )


def _asked(
    session: Session, round_: Round, partnership: Partnership, partner: Partner, lead: Account
) -> None:
    """Somebody who was imported, invited and written to, an offer, a link that works once, and what was done."""
    person = Person(
        partnership_id=partnership.id,
        partner_id=partner.id,
        name="Anna Ash",
        email="anna@example.org",
        role_id="teacher",
        created_on=TODAY,
    )
    session.add(person)
    session.flush()
    invitation = Invitation(
        round_id=round_.id,
        person_id=person.id,
        partner_id=partner.id,
        role_id="teacher",
        anonymous=False,
        invited_on=TODAY,
    )
    session.add(invitation)
    session.flush()
    session.add_all(
        [
            InvitationLink(sha256="2" * 64, invitation_id=invitation.id),
            Letter(
                message_id="<1@example.org>",
                kind="invitation",
                partnership_id=partnership.id,
                round_id=round_.id,
                invitation_id=invitation.id,
                to_address="anna@example.org",
                sealed=b"\x00\xff",
                next_at=NOW,
                created_at=NOW,
            ),
            OneTimeLink(sha256="3" * 64, account_id=lead.id, purpose="reset", expires_at=NOW),
            Appointment(
                sha256="4" * 64,
                partnership_id=partnership.id,
                role="lead",
                email="next@example.org",
                name="Next Lead",
                invited_by=lead.id,
                created_at=NOW,
                expires_at=NOW + timedelta(days=14),
            ),
            ImportBatch(
                partnership_id=partnership.id, account_id=lead.id, document={"rows": []}, created_at=NOW
            ),
            AuditEvent(
                partnership_id=partnership.id,
                chain=partnership.public_id,
                number=1,
                at=NOW,
                account_id=lead.id,
                who="Ada",
                act="create_partnership",
                about={"name": "Riverside"},
                before="",
                sha256="5" * 64,
            ),
        ]
    )
