"""What stands in the letters that a site has written, before they are sent."""

from sqlalchemy import select

from pet.db.models import Letter
from pet.services.letters import post_of, sealing
from pet.web.site import EXTENSION


def written(app, kind=None):
    """Address and token of each letter of a kind that waits, in no order."""
    site = app.extensions[EXTENSION]
    with site.database.reading() as db:
        rows = [row for row in db.scalars(select(Letter)) if kind in (None, row.kind)]
    post = post_of(site.settings)
    return [(row.to_address, sealing.open_(post, row.sealed, public_id=row.public_id).token) for row in rows]


def token_in(app, kind):
    """The token of the one letter of this kind."""
    [(_address, token)] = written(app, kind)
    return token
