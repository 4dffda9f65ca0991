"""Harbour Outreach Hub: sixteen invented people of three organisations, and their short answers.

Nobody in it exists. The story: everybody likes the work with groups and the ways in; nobody hears what became of what
they report; and how deep the work goes looks different from the three sides.
"""

# Each person: organisation, role. The round that is made of it keeps the organisation alone.
PEOPLE = (
    *[
        ("Harbour College", role)
        for role in ("hub_lead", "hub_staff", "hub_staff", "board", "partner", "partner")
    ],
    *[("Estuary University", role) for role in ("board", "hub_staff", "partner", "partner", "partner")],
    *[("Coastline Schools", role) for role in ("school", "school", "school", "board", "school")],
)

# Per theme of the pulse form the answers of the sixteen, in the order above; ? don't know.
SHEETS = {
    "remit.shared": "4453442355343324",
    "governance.challenge": "34432?3443??2?3?",
    "engagement.needs": "4434543434223232",
    "engagement.depth": "5545444454212122",
    "support.findable": "4443344344434454",
    "support.groups": "5455454545554545",
    "community.school_staff": "43?3443?34323423",
    "monitoring.fed_back": "2122122112111212",
}
