"""Riverside a year later, asked with the second version of its framework: most of its invented people, and new ones.

Nobody in it exists. The story: since the joint visits candour has grown, and the page "what we decided and why" has
made decisions clear; views on how disagreement is handled have come together; the new plan is known to one half and
not to the other; training has suffered from the cuts; time and money are as short as before.
"""

# Who has left since `riverside.SCHOOLS`, and who has come.
LEFT = {
    "Riverbend Academy": "LTGPF",
    "Millrace High School": "LTG",
    "Kingfisher Primary": "LTG",
    "Weir Street Primary": "HT",
    "Marsh End Primary": "F",
    "Otter Lane Primary": "T",
    "Alder Road Primary": "H",
    "Heron Way School": "L",
    "Reedbank Infants": "HG",
}
CAME = {
    "Riverbend Academy": "LTPF",
    "Millrace High School": "LTGF",
    "Kingfisher Primary": "LTG",
    "Weir Street Primary": "HTT",
    "Otter Lane Primary": "TG",
    "Alder Road Primary": "H",
    "Heron Way School": "LT",
    "Reedbank Infants": "HG",
}

# What changed since `riverside.SHAPES`, and what was not asked then; in percent, as there.
CHANGED = {
    "trust.candour": {"all": "2 10 14 50 24 | 0 0 0"},  # reworded, and up
    "trust.disagreement": {"all": "0 16 62 20 2 | 0 0 0"},  # closer together
    "leadership.clarity": {"leads": "0 0 0 36 64 | 0 0 0", "all": "0 0 12 54 28 | 4 0 2"},  # reworded, and up
    "leadership.answering": {"all": "4 30 56 10 0 | 0 0 0"},
    "purpose.few_goals": {"all": "20 26 8 26 20 | 0 0 0"},  # further apart
    "learning.development": {"all": "6 34 34 20 4 | 0 2 0"},  # down
    "impact.follow_through": {"all": "6 30 36 22 4 | 2 0 0"},  # reworded
    "impact.measures": {"all": "4 24 36 28 4 | 4 0 0"},  # by now it has collected something
    # Put together from the say of pupils and of communities:
    "voice.served": {"all": "6 24 34 28 6 | 2 0 0"},
    # New:
    "voice.hearing_back": {"family": "25 38 25 12 0 | 0 0 0", "all": "8 34 34 18 2 | 4 0 0"},
    # Taken apart from the flow of information:
    "capacity.early_word": {"all": "6 28 34 28 4 | 0 0 0"},
    "capacity.useful_news": {"all": "0 6 18 54 22 | 0 0 0"},
}

# As `riverside.COMMENTS`.
COMMENTS = """
trust.candour 45:HL Since the joint visits I hear about other schools’ bad weeks, and they hear about mine.
trust.candour 45 A year ago nobody went first. Now somebody always does.
trust.candour 45 It helps that nobody takes notes in the first half hour.
trust.candour 12 Open about small things. The big ones still stay at home.
trust.disagreement 3 We no longer avoid it, and we do not enjoy it either.
leadership.clarity 45:TG The page “what we decided and why” comes on the Monday after. I read it every time.
leadership.clarity 45 I may not like a decision, but I know where it came from.
leadership.clarity 3 Clear once it has been made. Not before.
purpose.few_goals 45 Three goals on one page, and it hangs in our staff room.
purpose.few_goals 12 There is a new plan, I am told.
purpose.few_goals 12 I know last year’s goals by heart. The new ones have not reached us.
learning.development 12:T Four training days have become one.
learning.development 12 What was left of the training was meant for somebody else.
learning.development 45 Less of it than before, and still the best there is.
voice.hearing_back 12 We asked, they answered, and then it was the holidays.
voice.hearing_back 45 The notice by the door says what was asked and what was done.
voice.served 12 Invited late, thanked warmly.
capacity.early_word 12:TF By the time I hear of it the day is full.
capacity.useful_news 45 Short, once a month, and something in it for me.
voice.time 12:LT Still after six in the evening, only more of it.
capacity.future 12 Another year of the grant. We know no more than that.
impact.follow_through 12 The list of actions is shorter now. It is still a list.
"""
