"""More states, of the pages on which a partnership, its people, its rounds and its accounts are looked after."""

import re

from playwright.sync_api import expect

from tests.browser import steps, world_of_trust
from tests.browser.states import state
from tests.support import story

LIST = """Name\tE-mail\tPartner\tRole
Ann Amber\tann@example.org\tAsh School\tTeacher
Ben Brown\tben-at-example.org\tAsh School\tTeacher
Cem Coral\tcem@example.org\tBeech Scholl\tCaretaker
Person 0001\tsomebody-else@example.org\tAsh School\tTeacher
"""
RUNNING = ("running by letter", "anonymous", "signed by letter")
MODES = ("draft in confidence", "draft without names", "draft that is signed")


def here(name, place="", *, by="partnership", **options):
    """A page of the partnership, for its lead."""
    options = {"as_lead": True, **options}
    state(name, **options)(lambda scene: scene.go(f"/partnerships/{getattr(scene.trust, by)}/{place}"))


def of_round(name, rounds, place="", **options):
    """A page of rounds by letter, for their lead."""
    for one in rounds:
        state(f"{name}, {one}", as_lead=True, **options)(
            lambda scene, one=one: scene.go(f"/rounds/{scene.trust.rounds[one]}/{place}")
        )


def by_link(name, link, kind="r", **options):
    """A page that is opened by a link in a letter."""
    kinds = {"r": "links", "appointments": "offers", "sign-in/link": "one_time", "reset": "one_time"}
    state(name, **options)(lambda scene: scene.go(f"/{kind}/{getattr(scene.trust, kinds[kind])[link]}"))


def sign_in(scene, email):
    """As somebody else than the lead."""
    scene.go("/sign-in")
    scene.page.get_by_label("E-mail address").fill(email)
    scene.page.get_by_label("Password").fill(story.PASSWORD)
    steps.press(scene.page, "Sign in")
    steps.headed(scene.page, "Your partnerships")


def as_other(name, email, path, **options):
    """A page for somebody else."""

    def arrive(scene):
        sign_in(scene, email)
        scene.go(path(scene))

    state(name, **options)(arrive)


def send(scene, button):
    """Send the form as a browser would that does not look at it first."""
    scene.page.locator("form").evaluate_all("forms => forms.forEach(form => form.noValidate = true)")
    scene.page.get_by_role("button", name=button, exact=True).first.click()
    expect(scene.page.get_by_role("alert").first).to_be_visible()


def wrongly(name, path, button, **options):
    """A form that is sent empty."""
    options = {"as_lead": True, "expected": (422,), **options}

    def arrive(scene):
        scene.go(path(scene))
        for box in scene.page.get_by_role("main").get_by_role("textbox").all():
            box.fill("")
        send(scene, button)

    state(name, **options)(arrive)


# ---- a partnership, its people, its team ----

here("partnership, nobody yet", by="empty")
here("partnership, with people and rounds")
as_other(
    "partnership, facilitator",
    world_of_trust.HELPER,
    lambda scene: f"/partnerships/{scene.trust.partnership}/",
)
as_other(
    "partnership, who leads one partner",
    world_of_trust.PARTNER_LEAD,
    lambda scene: f"/partnerships/{scene.trust.partnership}/",
)
here("begin", "begin", by="empty")
here("settings", "edit")
here("partners", "partners")
here("partners, none", "partners", by="empty")
here("people", "people")
here("people, none", "people", by="empty")
here("people, found", "people?q=0003")
here("people, not found", "people?q=nobody+of+this+name")
here("people, asked no more", "people?archived=yes")
here("person, new", "people/new")
here("bring in a list", "import")
here("team", "team")
here("log", "log")
here("delete", "delete")
here("offers of a round", "rounds/new")
wrongly("settings, wrong", lambda scene: f"/partnerships/{scene.trust.partnership}/edit", "Save")
wrongly("partners, wrong", lambda scene: f"/partnerships/{scene.trust.partnership}/partners", "Add")
wrongly("person, wrong", lambda scene: f"/partnerships/{scene.trust.partnership}/people/new", "Save")
wrongly(
    "bring in a list, empty", lambda scene: f"/partnerships/{scene.trust.partnership}/import", "Look at it"
)
wrongly("team, wrong", lambda scene: f"/partnerships/{scene.trust.partnership}/team", "Send the offer")


@state("person", as_lead=True)
def _person(scene):
    scene.go(f"/partnerships/{scene.trust.partnership}/people/{scene.trust.person}/edit")


@state("somebody in the team", as_lead=True)
def _in_team(scene):
    scene.go(f"/partnerships/{scene.trust.partnership}/team/{scene.trust.account}")


@state("list, with rows that are wrong", as_lead=True, expected=(422,))
def _preview(scene):
    scene.go(f"/partnerships/{scene.trust.partnership}/import")
    scene.page.get_by_label("Type or paste the list").fill(LIST)
    steps.press(scene.page, "Look at it")
    expect(scene.page.get_by_role("heading", name="Rows that are wrong")).to_be_visible()


@state("list, taken over", as_lead=True)
def _done(scene):
    scene.go(f"/partnerships/{scene.trust.empty}/import")
    scene.page.get_by_label("Type or paste the list").fill("Zoe Zinc\tzoe@example.org\tZinc School\n")
    steps.press(scene.page, "Look at it")
    scene.page.get_by_role("button", name=re.compile("^Add ")).click()
    steps.headed(scene.page, "The list is taken over")
    scene.page.get_by_role("button", name="Undo: take the list back").click()
    steps.headed(scene.page, "The list is taken back")


as_other("new partnership", world_of_trust.ADMIN, lambda _scene: "/partnerships/new")


@state("new partnership, wrong", expected=(422,))
def _new_wrong(scene):
    sign_in(scene, world_of_trust.ADMIN)
    scene.go("/partnerships/new")
    send(scene, "Make the partnership")


# ---- setting a round up; each step in the usual mode is looked at in test_setting_up ----

for _step in ("privacy", "check"):
    of_round(_step, MODES, f"set-up/{_step}")
of_round("timing", MODES[:1], "set-up/timing")
of_round("letters", (MODES[0], MODES[1]), "letters")
of_round("letter", (MODES[0], MODES[1]), "letters/reminder")
wrongly("letter, wrong", lambda scene: f"/rounds/{scene.trust.rounds[MODES[0]]}/letters/invitation", "Save")


@state("letter, changed and looked at", as_lead=True)
def _letter(scene):
    scene.go(f"/rounds/{scene.trust.rounds[MODES[0]]}/letters/invitation")
    scene.page.get_by_label("Subject").fill("We ask you")
    steps.press(scene.page, "See how it looks")


# ---- while it runs, and after ----

of_round("status", world_of_trust.ROUNDS)
of_round("who is asked", (*RUNNING, "released by letter"), "people")
of_round("whose letter did not arrive", RUNNING[:1], "people?only=undelivered")
of_round("remind", RUNNING, "remind")
of_round("more people", RUNNING[:2], "people/more")
of_round("paper", RUNNING, "paper")
of_round("paper to print", RUNNING, "paper/blank")
of_round("release", ("closed by letter", "anonymous and closed"), "release")
of_round("results", ("released by letter",), "results/")
of_round("extend", RUNNING[:1], "extend")
wrongly(
    "more people, wrong",
    lambda scene: f"/rounds/{scene.trust.rounds['anonymous']}/people/more",
    "Add and ask them",
)
as_other(
    "status, facilitator", world_of_trust.HELPER, lambda scene: f"/rounds/{scene.trust.rounds[RUNNING[0]]}/"
)
as_other(
    "who has answered, facilitator",
    world_of_trust.HELPER,
    lambda scene: f"/rounds/{scene.trust.rounds[RUNNING[0]]}/answered",
)
as_other(
    "status, who leads one partner",
    world_of_trust.PARTNER_LEAD,
    lambda scene: f"/rounds/{scene.trust.rounds[RUNNING[0]]}/",
)
for _round in RUNNING:
    state(f"somebody who is asked, {_round}", as_lead=True)(
        lambda scene, one=_round: scene.go(
            f"/rounds/{scene.trust.rounds[one]}/people/{scene.trust.invitations[one]}"
        )
    )


@state("new link, not confirmed", as_lead=True, expected=(422,))
def _not_confirmed(scene):
    scene.go(f"/rounds/{scene.trust.rounds['anonymous']}/people/{scene.trust.invitations['anonymous']}")
    send(scene, "Send a new link")


@state("paper, the sheet", as_lead=True)
def _paper(scene):
    _to_sheet(scene)


@state("paper, empty", as_lead=True, expected=(422,))
def _paper_empty(scene):
    _to_sheet(scene)
    send(scene, "Send this sheet")


def _to_sheet(scene):
    scene.go(f"/rounds/{scene.trust.rounds['running by letter']}/paper")
    for box in scene.page.get_by_role("main").get_by_role("combobox").all()[:2]:  # not who wrote it
        box.select_option(index=1)
    steps.press(scene.page, "Go on to the sheet")
    steps.headed(scene.page, "What the sheet says")


# ---- by a link in a letter ----

for _link in (
    "new",
    "answered",
    "anonymous",
    "anonymous, once more",
    "signed",
    "too early",
    "closed",
    "released",
):
    by_link(f"link, {_link}", _link)
for _link in ("replaced", "revoked", "ended"):
    by_link(f"link, {_link}", _link, expected=(410,))
by_link("link, too late", "too late", expected=(409,))
by_link("offer", "new", "appointments")
by_link("offer to somebody with an account", "known", "appointments")
for _offer in ("used", "expired"):
    by_link(f"offer, {_offer}", _offer, "appointments", expected=(410,))
wrongly("offer, wrong", lambda scene: f"/appointments/{scene.trust.offers['new']}", "Accept", as_lead=False)
by_link("sign in by a link", "sign_in", "sign-in/link")
by_link("choose a password", "reset", "reset")
wrongly(
    "choose a password, wrong",
    lambda scene: f"/reset/{scene.trust.one_time['reset']}",
    "Keep it and sign in",
    as_lead=False,
)


# ---- accounts, and the site ----

state("ask for a link")(lambda scene: scene.go("/sign-in/link"))
state("forgotten password")(lambda scene: scene.go("/reset"))
state("account", as_lead=True)(lambda scene: scene.go("/account"))
state("change the password", as_lead=True)(lambda scene: scene.go("/account/password"))
wrongly("account, wrong", lambda _scene: "/account", "Keep this name")
wrongly("change the password, wrong", lambda _scene: "/account/password", "Keep this password")
as_other("accounts", world_of_trust.ADMIN, lambda _scene: "/site/accounts")
as_other("accounts, not found", world_of_trust.ADMIN, lambda _scene: "/site/accounts?q=nobody+of+this+name")
as_other("one account", world_of_trust.ADMIN, lambda scene: f"/site/accounts/{scene.trust.account}")
as_other("log of the site", world_of_trust.ADMIN, lambda _scene: "/site/log")
as_other("deleted", world_of_trust.LEAVER, lambda scene: f"/partnerships/{scene.trust.deleted}/delete")
as_other("first page, something deleted", world_of_trust.LEAVER, lambda _scene: "/")


@state("letter is on its way")
def _sent(scene):
    scene.go("/reset")
    scene.page.get_by_label("E-mail address").fill("anybody@example.org")
    steps.press(scene.page, "Send the letter")
    steps.headed(scene.page, "Look at your letters")


@state("signing in, forgotten address", expected=(422,))
def _no_address(scene):
    scene.go("/sign-in/link")
    send(scene, "Send the letter")
