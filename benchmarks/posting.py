"""The worker's letters beside a loop over `smtplib`: the same messages, one after the other over one connection."""

import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import func, select

from pet.db.models import Letter
from pet.jobs import sending
from pet.jobs.work import Work
from pet.mail.message import Parcel
from pet.services.letters import composing
from pet.settings import from_environment
from tests.support.server import Server

_PATIENCE = 20  # seconds for the mail server to begin


def both(site: Server, round_id: int, port: int, number: int) -> tuple[float, float]:
    """Seconds in which the worker sends this round's letters, and in which the loop hands the same ones over."""
    work = Work(settings=from_environment(site.environ), database=site.database)
    with site.database.reading() as session:
        ids = session.scalars(select(Letter.id).where(Letter.round_id == round_id)).all()
        composed = composing.compose(session, work.post, ids, sender=work.settings.mail_from)
    assert len(composed) == number
    ours = _seconds(lambda: sending.send_due(work))
    with site.database.reading() as session:
        sent = (Letter.round_id == round_id, Letter.state == "sent")
        assert session.scalar(select(func.count()).where(*sent)) == number
    return ours, _seconds(lambda: _loop(port, [one.parcel for one in composed]))


def _loop(port: int, parcels: Sequence[Parcel]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for parcel in parcels:
            connection.sendmail(parcel.sender, [parcel.to], parcel.content)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@contextmanager
def mail_server() -> Iterator[int]:
    """A server in a process of its own that takes every message and forgets it; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "aiosmtpd",
        "-n",
        "-l",
        f"127.0.0.1:{port}",
        "-c",
        "aiosmtpd.handlers.Sink",
    ]
    process = subprocess.Popen(command)  # noqa: S603 -- our own command
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    patient_until = time.monotonic() + _PATIENCE
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < patient_until, "the mail server does not begin"
        time.sleep(0.05)
