"""One respondent's answers, in parts: how they begin, as whom, what is asked, what is held, how a change gets in.

`pet.services.responses` is the way in.
"""
