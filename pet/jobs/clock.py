"""What comes by the clock: rounds that close by themselves, reminders on their day, what is not kept any longer."""

from pet.jobs.work import Work
from pet.language import use


def tick(work: Work) -> None:
    """Do what is due."""
    from pet.services.clock import tick as do_what_is_due  # noqa: PLC0415 -- pages, which only wake the worker, need none of it

    with use(work.settings.language):
        do_what_is_due(work.database, now=work.clock(), post=work.post)
