"""Riverside Learning Partnership: nine invented schools, and what their people answer.

Nobody in it exists. The story: the schools know why they work together and learn from each other; they see
openness about weaknesses and fair contributions in two ways; leadership looks shared to those who lead, less so to
others; one school at the edge does not feel heard; families have little say; time and money are short for all; few
outside the head's office know how decisions are reached.
"""

# The roles of those who answer: headteacher, other leader, teacher, governor, partnership staff, family.
ROLES = {
    "H": "headteacher",
    "L": "leader",
    "T": "teacher",
    "G": "governor",
    "P": "partnership_staff",
    "F": "family",
}
SCHOOLS = {
    "Riverbend Academy": "HLLTTTGPF",
    "Millrace High School": "HLLTTTGF",
    "Kingfisher Primary": "HLTTGPF",
    "Weir Street Primary": "HLTTGF",
    "Marsh End Primary": "HLTTGF",
    "Otter Lane Primary": "HLTTPF",
    "Alder Road Primary": "HTGF",
    "Heron Way School": "HLF",
    "Reedbank Infants": "HTG",
}
LEADS = ("headteacher", "leader")

# Per theme and side, in percent: strongly disagree to strongly agree | don't know, doesn't apply, left blank.
# A side is a school, a role, "leads", or "all" for everybody who is asked and on no other side.
SHAPES = {
    # Purpose and ambition: shared, but with many goals and little that is ever stopped.
    "purpose.common_reason": {"all": "0 2 6 46 44 | 0 0 2"},
    "purpose.fit": {"all": "0 3 12 55 28 | 0 0 2"},
    "purpose.few_goals": {"all": "2 14 46 32 6 | 0 0 0"},
    "purpose.stopping": {"all": "14 46 28 8 0 | 4 0 0"},
    # a strength, and about one in five see it otherwise:
    "purpose.responsibility": {"all": "2 17 4 48 29 | 0 0 0"},
    "purpose.values_held": {"all": "0 8 46 34 6 | 4 0 2"},
    # Relationships and trust: reliable and worth it; two views on candour; one school not heard.
    "trust.candour": {"all": "14 32 8 28 18 | 0 0 0"},
    "trust.reliability": {"all": "5 0 0 55 40 | 0 0 0"},  # most close together, two far away
    "trust.give_gain": {"all": "0 4 12 50 32 | 0 0 2"},
    "trust.equal_standing": {"Marsh End Primary": "33 50 17 0 0 | 0 0 0", "all": "0 4 18 50 26 | 0 0 2"},
    "trust.professional_challenge": {"all": "12 20 27 22 17 | 0 0 2"},
    "trust.disagreement": {"all": "12 26 28 22 12 | 0 0 0"},
    # Leadership and governance: seen from the front it is shared; few know how decisions are reached.
    "leadership.breadth": {"leads": "0 6 16 50 28 | 0 0 0", "all": "14 46 28 8 0 | 4 0 0"},
    "leadership.succession": {"all": "14 50 12 6 2 | 16 0 0"},
    "leadership.clarity": {"leads": "0 6 16 50 18 | 10 0 0", "all": "4 12 12 12 0 | 58 0 2"},
    "leadership.scrutiny": {"leads": "0 6 22 34 4 | 34 0 0", "all": "0 10 15 25 0 | 50 0 0"},
    "leadership.roles": {"all": "3 18 42 32 5 | 0 0 0"},
    "leadership.answering": {"all": "16 62 14 6 0 | 2 0 0"},
    # Participation and voice: schools take part; teachers and families are reached less than leaders think.
    "voice.active": {"all": "0 6 12 56 24 | 0 0 2"},
    "voice.edge": {"leads": "0 6 22 50 16 | 6 0 0", "all": "10 36 28 14 0 | 12 0 0"},
    "voice.reach": {"teacher": "18 44 26 12 0 | 0 0 0", "all": "0 6 22 50 22 | 0 0 0"},
    "voice.time": {"all": "38 44 12 6 0 | 0 0 0"},
    "voice.pupils": {"all": "10 20 30 24 12 | 4 0 0"},
    "voice.community": {"family": "25 50 12 0 0 | 13 0 0", "all": "2 16 44 30 4 | 4 0 0"},
    # Joint learning: what the partnership does best.
    "learning.expertise": {"all": "0 6 12 54 26 | 0 0 2"},
    "learning.travel": {"all": "0 2 6 60 30 | 0 0 2"},
    "learning.peer_review": {"all": "0 0 4 36 58 | 0 2 0"},
    "learning.testing": {"all": "0 10 58 28 0 | 4 0 0"},
    "learning.development": {"all": "0 4 12 56 26 | 0 2 0"},
    "learning.research": {"all": "0 14 52 22 0 | 12 0 0"},
    # Capacity and resources: well run from day to day; two views on fairness; nobody knows the future.
    "capacity.organisation": {"all": "0 3 9 50 38 | 0 0 0"},
    "capacity.communication": {"all": "2 12 34 40 10 | 0 0 2"},
    "capacity.contribution": {"all": "14 32 8 28 14 | 4 0 0"},
    "capacity.best_use": {"all": "10 20 28 20 10 | 12 0 0"},
    "capacity.change": {"all": "0 4 16 56 22 | 2 0 0"},
    "capacity.future": {"all": "46 40 8 3 0 | 3 0 0"},
    # Impact and improvement: pupils grow; what is agreed does not always happen.
    "impact.learning": {"all": "0 8 34 38 8 | 12 0 0"},
    "impact.beyond": {"all": "0 2 10 50 36 | 2 0 0"},
    "impact.measures": {"all": "0 4 4 4 0 | 4 80 4"},  # it has only just begun to collect anything
    "impact.interpretation": {"all": "13 20 28 20 13 | 6 0 0"},
    "impact.follow_through": {"all": "6 34 36 18 2 | 4 0 0"},
    "impact.story": {"all": "24 54 14 4 0 | 4 0 0"},
}

# Theme, answers it goes with (? is don't know) and, after a colon, the roles or the school that would say it; words.
# Nobody is named and nothing points at one person.
COMMENTS = """
purpose.common_reason 45 No child should have a worse start because of the side of the river they live on. That is why we do this.
purpose.common_reason 45 Ask anyone and you hear the same thing: together we can offer what none of us could alone.
purpose.common_reason 45 It took us two years, but now we all say it in our own words and mean the same.
purpose.common_reason 45 The purpose is clear. It is the long list underneath it that worries me.
purpose.few_goals 3 I can name three goals. I am fairly sure there are seven.
purpose.few_goals 12 Every meeting adds something and nothing ever goes.
purpose.stopping 12 The summer fair has had its day, but who is going to say so?
purpose.responsibility 45:HLT When a pupil has to move in the middle of the year, schools sit down together without being asked.
purpose.responsibility 45 We talk about our children now, not yours and mine.
purpose.responsibility 12 As long as results are published school by school, everyone looks after their own first.
purpose.responsibility 12 Nice words. When places were short last year I did not see it.
trust.candour 45:H When something goes wrong I can say so here. People offer help the same evening.
trust.candour 45:H This is the one room where I do not have to pretend.
trust.candour 45 Nobody has ever used it against us.
trust.candour 12:HG We compete for the same families. I think twice before I say what is not working.
trust.candour 12 What is said here does not always stay here. I keep things general.
trust.candour 12 Everybody says it is safe. Watch how few go first.
trust.candour 12:HL With some schools yes, with the whole group no.
trust.reliability 45 If they say they will be there, they are there.
trust.give_gain 45:HLT A day of cover in, and we got a whole phonics programme back.
trust.give_gain 45 It costs time, but I would miss it at once.
trust.equal_standing 12:Marsh By the time we arrive the big schools have already settled it.
trust.equal_standing 12:Marsh We are asked for our view after the date has been fixed.
trust.equal_standing 45:Reedbank The chair moves round from school to school, and it works.
trust.equal_standing 45 One school, one voice. I have never felt it was otherwise.
trust.professional_challenge 45 The best conversation this year began with somebody asking me why we do it like that.
trust.professional_challenge 12 We are very polite. Sometimes I wish we were less so.
trust.professional_challenge 3 In pairs, yes. In the big meeting, no.
trust.disagreement 12 The real meeting happens in the car park.
leadership.breadth 45:H Half of our joint groups are led by people who have never led anything before. I am proud of that.
leadership.breadth 12:T We get to carry things out. Somebody else decides what they are.
leadership.breadth 12:TGP Groups are led by many people, but the conclusions are often settled before.
leadership.breadth 12 It is always the same few names on the agenda.
leadership.succession 12:P If our lead left tomorrow, a lot would leave too.
leadership.clarity ?:T I see the decisions when they reach my inbox. How they are made, I could not tell you.
leadership.clarity ?:T Is there a board? I honestly do not know.
leadership.clarity ?:TG I have never seen minutes of anything.
leadership.clarity 45:H It is all in the agreement we signed, page four.
leadership.scrutiny ?:L I only hear the outcome.
voice.edge 12 When a school goes quiet, we let it go quiet.
voice.reach 12:T I found out about the science network by accident, a year after it had started.
voice.reach 12 There is a newsletter. It goes to the office.
voice.reach 45:HL It is a standing item in every staff meeting here.
voice.time 12:LT Everything I do for the partnership I do after six.
voice.time 12:T If there is no cover, I cannot go. There is never cover.
voice.time 12:HL People want to. They simply cannot get out of the classroom.
voice.time 12:L The first year we had a day for it. Now it is goodwill.
voice.pupils 45 The pupil parliament chose the reading project, and it is the best thing we run.
voice.pupils 12 We ask pupils, write it down and plan what we had in mind anyway.
voice.pupils 3 The older ones are heard. Nobody asks the five-year-olds.
voice.community 12:F I filled in two forms and never heard what came of them.
voice.community 12:F We are invited to listen, not to help plan.
voice.community 3 The food bank and the library would join in if somebody asked them early enough.
learning.travel 45:HLT We stole the morning routine from another school and it changed our day.
learning.travel 45:HL The maths materials are now used in every class here.
learning.travel 45:T Half of what I do differently this year I saw somewhere else first.
learning.peer_review 45:HL They saw in one morning what we had walked past for years.
learning.peer_review 45 Kind, thorough and honest. I learned as much visiting as being visited.
learning.peer_review 45 More useful than any inspection I have been through.
learning.peer_review 45 Please keep this, whatever else has to go.
learning.development 45:T The training for support staff was the first that was really meant for us.
capacity.organisation 45 Things start on time and end on time. It sounds small. It is not.
capacity.contribution 12:HG The same sum for every school is not the same burden for every school.
capacity.contribution 12:HG The formula does not look at how many pupils and staff take part.
capacity.contribution 45:HG We agreed the formula together and it has been fair to us.
capacity.contribution 45:HL Those who can bring people bring people, others bring rooms. It evens out.
capacity.future 12 The grant ends next summer. After that there is a blank page.
capacity.future 12 Nobody wants to be the one who asks what happens after the grant.
capacity.future 12 We plan for three years and are paid for one.
capacity.future 12:H I would put our own money in, if I knew that others would.
impact.learning 45:HLT Writing has come on in every class that took part. You can see it in the books.
impact.learning ?:F It may well be so. I could not say what is due to the partnership.
impact.beyond 45:T The joint choir did more for my class than a term of lessons about confidence.
impact.beyond 45:F My child came home from the river day and talked for an hour.
impact.beyond 45 They know children from the other side of town now, by name.
impact.follow_through 12 We agree well. Then everybody goes back to a full inbox.
impact.follow_through 12 The attendance plan was a good plan. I wonder where it is.
impact.follow_through 45:HL What we put on the one-page plan did get done.
impact.story 12 We know it works and cannot show it.
"""
