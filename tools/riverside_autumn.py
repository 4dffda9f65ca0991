"""Riverside half a year after `riverside_later.py`: fourteen of its people have answered the core form so far.

Nobody in it exists. The story: what was won is kept, and hardly anybody is unsure how decisions are reached any more;
time and money are as short as before.
"""

SCHOOLS = {
    "Riverbend Academy": "HTT",
    "Millrace High School": "LTG",
    "Kingfisher Primary": "HTF",
    "Weir Street Primary": "HT",
    "Marsh End Primary": "T",
    "Otter Lane Primary": "L",
    "Heron Way School": "F",
}

# What changed since `riverside_later.CHANGED`; in percent, as there.
CHANGED = {
    "leadership.clarity": {"leads": "0 0 14 56 30 | 0 0 0", "all": "0 8 18 56 18 | 0 0 0"},
    "leadership.answering": {"all": "7 35 29 29 0 | 0 0 0"},
}

# As `riverside.COMMENTS`.
COMMENTS = """
trust.candour 45 Since the joint visits it has become easier to say what does not work.
trust.candour 45 We now begin each meeting with something that went wrong. It helps.
trust.candour 12 Easier than it was. Not easy.
leadership.clarity 45 Even the families’ letter now says what was decided and why.
voice.time 12 Still after six in the evening.
voice.time 12 Half a day of cover a term would change everything.
voice.time 12 I gave up my place in the group because there is no cover.
capacity.future 12 The grant ends in the summer and nobody has said what comes then.
"""
