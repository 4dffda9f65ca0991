"""Valley Schools Partnership: four invented heads with one signed sheet each, answered in an open round.

Nobody in it exists. The story: a warm and reliable circle that knows why it meets; two views on sharing staff and
on going beyond the four; nobody has time or money; three of four cannot tell what it does for pupils' learning.
"""

SCHOOLS = ("Fell View Primary", "Lower Dale Primary", "Stonebridge School", "Upper Dale Primary")
ROLE = "headteacher"

# Per theme the answers of the four schools, in the order above; ? don't know, - doesn't apply.
SHEETS = {
    "purpose.common_reason": "5454",
    "purpose.fit": "4544",
    "purpose.few_goals": "3433",
    "purpose.stopping": "3233",
    "purpose.responsibility": "4544",
    "purpose.values_held": "4455",
    "trust.candour": "5545",
    "trust.reliability": "5455",
    "trust.give_gain": "4454",
    "trust.equal_standing": "4434",
    "trust.professional_challenge": "3244",
    "trust.disagreement": "3343",
    "leadership.breadth": "2122",
    "leadership.succession": "2323",
    "leadership.clarity": "5554",
    "leadership.scrutiny": "----",
    "leadership.roles": "4434",
    "leadership.answering": "3433",
    "voice.active": "5445",
    "voice.edge": "1524",
    "voice.reach": "2434",
    "voice.time": "1221",
    "voice.pupils": "2134",
    "voice.community": "3243",
    "learning.expertise": "5555",
    "learning.travel": "4344",
    "learning.peer_review": "5454",
    "learning.testing": "3343",
    "learning.development": "4334",
    "learning.research": "2332",
    "capacity.organisation": "4443",
    "capacity.communication": "4544",
    "capacity.contribution": "1525",
    "capacity.best_use": "2415",
    "capacity.change": "4444",
    "capacity.future": "2111",
    "impact.learning": "??4?",
    "impact.beyond": "4544",
    "impact.measures": "3?33",
    "impact.interpretation": "4344",
    "impact.follow_through": "4354",
    "impact.story": "3232",
}

# School (its place above, from 1), theme, words.
COMMENTS = """
1 trust.candour I ring one of the three before I ring anybody else.
2 trust.candour What is said at this table stays at this table.
4 trust.candour It works because there are only four of us.
1 voice.edge Others in the valley ask to join. I would not know how to say yes without losing what we have.
2 voice.edge We have invited two more schools to every visit this year.
4 voice.edge The door is open, and we should say so more loudly.
1 capacity.contribution Sending a teacher away for a day means one class in two here.
2 capacity.contribution Each gives what it can. I find that fair.
3 capacity.contribution We have the hall and the minibus, so it is always our hall and our minibus.
4 capacity.contribution Nobody counts, and that is the beauty of it.
1 voice.time All of it happens in the evening.
4 voice.time I teach three days a week. So do the others.
2 capacity.future There is no money in it now, and none in sight.
1 impact.learning Twelve children in a year group. I would not trust any figure.
4 impact.learning I hope so. I could not prove it.
3 learning.peer_review Best half-day of the term.
"""
