"""Files as a person gets them: asked for with the button, made by a worker, downloaded."""

from sqlalchemy import delete

from pet.db.models import Production
from pet.jobs import producing
from pet.jobs.work import Work
from pet.web.site import EXTENSION


def got(browser, address):
    """The answer with the file; where it is not made yet, it is asked for and made, and no other with it."""
    answer = browser.get(address, follow_redirects=True)
    if (answer.status_code, answer.mimetype) != (200, "text/html"):
        return answer
    site = browser.application.extensions[EXTENSION]
    place = answer.request.full_path.replace("/making", "").rstrip("?")
    with site.database.writing() as session:
        session.execute(delete(Production))  # what was asked for by itself takes too long here
    browser.get(place)
    assert browser.submit(place).status_code == 303
    assert producing.make_due(Work(settings=site.settings, database=site.database, clock=site.clock)) == 1
    return browser.get(place)
