"""One respondent's answers: what is asked, what is held, and how a change gets in. `pet.services.responses` is the way in."""
