"""What a lead may send to people about results that are released."""

from flask import url_for

from pet.language import gettext as _
from pet.services.rounds import RoundFacts
from pet.web.results.model import Body
from pet.web.site import site


def text(facts: RoundFacts, body: Body) -> str:
    """What a lead may paste into a letter or a newsletter: what everybody sees at a glance, and where."""
    address = site().settings.base_url + url_for("results.show", round_id=facts.public_id)
    return "\n\n".join(
        [
            _("{round}: {finding}", round=facts.title, finding=body.headline),
            *(_("{title}: {sentence}", title=title, sentence=sentence) for title, sentence in body.sentences),
            _(
                "All results: {address}\nWho answered by a letter opens them with the link in it; who has an account "
                "signs in.",
                address=address,
            ),
        ]
    )
