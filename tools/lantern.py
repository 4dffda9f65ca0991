"""Lantern Volunteer Network: seven invented people of three hubs, and their short answers.

Nobody in it exists. The story: they know what they are for and prepare volunteers well; new requests come without the
time to do them; some hubs are heard by the funder and some are not.
"""

# Each person: hub, role.
PEOPLE = (
    ("Hillside Hub", "hub_lead"),
    ("Quayside Hub", "hub_lead"),
    ("Station Road Hub", "hub_lead"),
    ("Hillside Hub", "hub_staff"),
    ("Quayside Hub", "hub_staff"),
    ("Quayside Hub", "hub_staff"),
    ("Station Road Hub", "hub_staff"),
)

# Per theme of the pulse form the answers of the seven, in the order above; ? don't know.
SHEETS = {
    "aims.problem": "5454455",
    "volunteers.preparation": "4454544",
    "demand.met": "3434342",
    "demand.priority": "4334?43",
    "network.new_asks": "2112211",
    "communication.hub_voice": "5214152",
    "quality.feedback": "3423332",
    "performance.completeness": "3??24??",
}
