"""What comes by the clock: rounds that close by themselves, reminders on their day, what is not kept any longer."""

from pet.jobs.work import Work
from pet.language import use


def tick(work: Work) -> None:
    """Do what is due."""
    from pet.services.clock import tick as do_what_is_due  # noqa: PLC0415 -- pages, which only wake the worker, need none of it

    with use(work.settings.language):
        do_what_is_due(work.database, now=work.clock(), post=work.post)
        _drop_what_is_of_no_round(work)


def _drop_what_is_of_no_round(work: Work) -> None:
    """What was made of rounds that have gone goes too, also where it was made while they went."""
    from pet.services import deleting  # noqa: PLC0415 -- as above
    from pet.services.shelf import shelf  # noqa: PLC0415 -- as above

    on = shelf(work.settings.instance)
    there = on.rounds()
    if there:
        with work.database.reading() as session:
            on.drop_all(deleting.gone(session, there))
