"""Setting a partnership up on the pages: its name, its partners, its people, and lists that are brought in."""

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from pet.access.actor import Role
from pet.db.models import AuditEvent, ImportBatch, Membership, Partner, Partnership, Person
from pet.frameworks import loader
from pet.language import PSEUDO
from pet.services import people_changes, roles
from pet.services.audit import PET
from pet.services.people_changes import Given
from tests.support.client import make_app
from tests.support.factories import NOW, make_account, make_member, make_partnership
from tests.support.pages import words
from tests.support.pseudo import missed
from tests.support.statements import noted


@pytest.fixture
def scene(client, database):
    return Scene(client, database)


class Scene:
    """A partnership with its lead signed in, and a lead of one of its partners."""

    def __init__(self, client, database):
        self.client, self.database = client, database
        with database.writing() as session:
            made = make_partnership(session)
            self.id, self.public_id = made.id, made.public_id
            self.partners = {
                row.name: row for row in session.scalars(select(Partner).order_by(Partner.position)).all()
            }
            self.lead = make_account(session).id
            make_member(session, session.get(type(make_account(session, "x@example.org")), self.lead), made)
            own = make_account(session, "own@example.org", "Olive Own")
            make_member(session, own, made, Role.PARTNER_LEAD, self.partners["Ash School"].id)
            self.own = own.id
        client.sign_in(self.lead)
        client.get("/")  # for the token

    def url(self, path):
        return f"/partnerships/{self.public_id}/{path}"

    def add(self, name, email="", partner=None):
        with self.database.writing() as session:
            given = Given(
                name=name,
                email=email,
                partner_id=self.partners[partner].id if partner else None,
                role_id="teacher",
            )
            row = people_changes.add(session, partnership_id=self.id, given=given, by=PET, now=NOW)
            return row.public_id

    def bring(self, text, client=None, **more):
        client = client or self.client
        response = client.submit(self.url("import"), {"text": text, **more})
        assert response.status_code == 303, response.get_data(as_text=True)
        return response.location

    def people(self):
        with self.database.reading() as session:
            return sorted(session.scalars(select(Person.name)))


def links_to_pass_on(page):
    """The links to an offer that stand on a page."""
    values = [field.get("value") or "" for field in page.all("input")]
    return [value for value in values if "/appointments/" in value]


def fields(page):
    """Every hidden field and what is chosen, as a browser would send the form of a preview."""
    found = {}
    for field in page.all("input"):
        kind, name = field.get("type"), field.get("name")
        if name and (kind == "hidden" or (kind == "radio" and field.get("checked") is not None)):
            found[name] = field.get("value", "")
    for area in page.all("textarea"):
        found[area.get("name")] = "".join(area.itertext())
    for select_ in page.all("select"):
        chosen = [one.get("value") for one in select_.iter("option") if one.get("selected") is not None]
        found[select_.get("name")] = chosen[0] if chosen else ""
    return found


FIELDS = {
    "name": "Coast  Cluster",
    "kind": "school_cluster",
    "time_zone": "london",
    "partners": "Ash\nBeech\n",
    "leads": "y",
}


class TestCreating:
    @pytest.fixture
    def admin(self, client, database):
        with database.writing() as session:
            account = make_account(session, "admin@example.org", is_admin=True)
        client.sign_in(account.id)
        client.get("/")  # for the token
        return account.id

    @pytest.mark.usefixtures("admin")
    def test_whoever_makes_it_leads_it_and_is_told_what_comes_next(self, client, database):
        assert client.page("/partnerships/new").form("/partnerships/new")["time_zone"] == "UTC"
        response = client.submit("/partnerships/new", FIELDS)
        assert response.status_code == 303
        page = client.page(response.location)
        assert page.h1 == "Coast Cluster"
        assert "2 so far" in page.text
        with database.reading() as session:
            made = session.scalars(select(Partnership)).one()
            assert (made.kind, made.time_zone) == ("school_cluster", "Europe/London")
            assert session.scalars(select(Membership.role)).all() == ["lead"]

    @pytest.mark.usefixtures("admin")
    def test_everything_wrong_comes_back_with_everything_typed(self, client, database):
        wrong = {
            "name": "=x",
            "kind": "",
            "time_zone": "Nowhere",
            "partners": "Ash\nASH",
            "lead_name": "",
            "lead_email": "x",
        }
        page = client.submitted("/partnerships/new", wrong, 422)
        for said in (
            "cannot begin",
            "Choose the kind",
            "such as Europe/London",
            "given twice",
            "Give the name",
            "like name@example.org",
        ):
            assert said in page.text
        assert page.form("/partnerships/new")["name"] == "=x"
        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Partnership)) == 0

    @pytest.mark.usefixtures("admin")
    def test_for_somebody_else_without_letters_a_link_is_shown_once(self, client, database):
        given = {**FIELDS, "lead_name": "Lea Lead", "lead_email": "lea@example.org"}
        del given["leads"]
        made = client.submit("/partnerships/new", given)
        assert made.status_code == 303  # so that loading the page again makes no second one
        page = client.page(made.location)
        assert "lea@example.org" in page.text
        assert not links_to_pass_on(page)
        page = client.submitted("/partnerships/made", page.form("/partnerships/made"))
        assert len(links_to_pass_on(page)) == 1
        with database.reading() as session:
            assert session.scalars(select(Membership)).all() == []

    @pytest.mark.usefixtures("admin")
    def test_a_name_that_is_too_long_is_not_cut(self, client):
        page = client.page("/partnerships/new")
        assert [field.get("maxlength") for field in page.all("input") if field.get("name") == "name"] == [
            None
        ]
        page = client.submitted("/partnerships/new", {**FIELDS, "name": "a" * 300}, 422)
        assert "This name is too long: 200 characters at most." in page.text
        assert page.form("/partnerships/new")["name"] == "a" * 300

    @pytest.mark.usefixtures("admin")
    def test_the_same_name_again_wants_a_tick(self, client, database):
        client.submit("/partnerships/new", FIELDS)
        again = {**FIELDS, "name": "COAST CLUSTER"}
        page = client.submitted("/partnerships/new", again, 422)
        assert "You have a partnership of this name" in page.text
        assert page.form("/partnerships/new")["name"] == "COAST CLUSTER"
        assert client.submit("/partnerships/new", {**again, "one_more": "y"}).status_code == 303
        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Partnership)) == 2

    @pytest.mark.usefixtures("admin")
    def test_what_waits_for_its_lead_stands_on_the_first_page_until_they_accept(
        self, client, database, new_client
    ):
        given = {**FIELDS, "lead_name": "Lea Lead", "lead_email": "lea@example.org"}
        del given["leads"]
        client.submit("/partnerships/new", given)
        page = client.page("/")
        assert "Coast Cluster" in page.text
        assert "Lea Lead (lea@example.org) is asked to lead it" in page.text
        assert "There is no partnership here yet" not in page.text
        # The same name again is pointed out although nobody leads the first one.
        assert "of this name" in client.submitted("/partnerships/new", given, 422).text
        shown = client.submitted("/partnerships/made", page.form("/partnerships/made"))
        with database.writing() as session:
            lea = make_account(session, "lea@example.org", "Lea Lead").id
        theirs = new_client()
        theirs.sign_in(lea)
        path = links_to_pass_on(shown)[0]
        path = path[path.index("/appointments/") :]
        theirs.get(path)
        accepted = theirs.submit(path)
        assert accepted.location.endswith("/begin")  # nothing is in it yet, so three steps lead on
        assert "Lea Lead" not in client.page("/").text

    def test_nobody_asks_again_for_what_somebody_else_made(self, client, new_client, database):
        with database.writing() as session:
            ids = [make_account(session, f"{n}@example.org", is_admin=True).id for n in (1, 2)]
        client.sign_in(ids[0])
        client.get("/")
        given = {**FIELDS, "leads": "", "lead_name": "Lea Lead", "lead_email": "lea@example.org"}
        where = client.submit("/partnerships/new", given).location
        which = where.partition("which=")[2]
        other = new_client()
        other.sign_in(ids[1])
        assert "Lea Lead" not in other.page("/").text
        assert other.get(where).status_code == 404
        assert other.submit("/partnerships/made", {"which": which}).status_code == 404

    @pytest.mark.usefixtures("scene")
    def test_who_is_in_none_is_not_told_that_there_is_none(self, client, database):
        with database.writing() as session:
            account = make_account(session, "site@example.org", is_admin=True)
        client.sign_in(account.id)
        page = client.page("/")
        assert "You take part in no partnership." in page.text
        assert ("New partnership", "/partnerships/new") in page.links
        for wrong in ("There is no partnership here yet", "Make your first partnership"):
            assert wrong not in page.text

    def test_who_leads_makes_another_and_always_leads_it(self, scene, client, database):
        given = {**FIELDS, "lead_name": "X", "lead_email": "x@y.example"}
        del given["leads"]
        assert client.submit("/partnerships/new", given).status_code == 303
        with database.reading() as session:
            assert session.scalar(select(func.count()).where(Membership.account_id == scene.lead)) == 2

    def test_others_do_not_unless_everybody_may(self, client, database, settings, clock):
        with database.writing() as session:
            account = make_account(session)
        client.sign_in(account.id)
        assert client.get("/partnerships/new").status_code == 404
        assert "Make your first partnership" not in client.page("/").text
        open_site = make_app(replace(settings, anyone_creates=True), database, clock).test_client()
        open_site.sign_in(account.id)
        assert ("Make your first partnership", "/partnerships/new") in open_site.page("/").links
        assert open_site.submit("/partnerships/new", FIELDS).status_code == 303


class TestChanging:
    def test_name_and_kind(self, scene, client, database):
        assert client.page(scene.url("edit")).form_without_action()["name"] == "Riverside Partnership"
        given = {"name": "Coast", "kind": "outreach_hub", "time_zone": "UTC"}
        response = client.submit(scene.url("edit"), given)
        assert "Saved." in client.page(response.location).text
        with database.reading() as session:
            assert session.get(Partnership, scene.id).name == "Coast"
        assert (
            "Give the partnership a name."
            in client.submitted(scene.url("edit"), {**given, "name": " "}, 422).text
        )

    def test_it_is_put_away_and_taken_up_again(self, scene, client):
        client.page(scene.url("edit"))
        page = client.page(client.submit(scene.url("archive")).location)
        assert "This partnership is put away" in page.text
        assert "It is put away." in client.page("/").text
        page = client.page(client.submit(scene.url("reopen")).location)
        assert "taken up again" in page.text


class TestPartners:
    def test_they_are_added_renamed_moved_and_put_away_with_undo(self, scene, client):
        page = client.page(scene.url("partners"))
        page = client.page(client.submit(scene.url("partners"), {"name": "Oakfield"}).location)
        assert "“Oakfield” was added." in page.text
        ash = scene.url(f"partners/{scene.partners['Ash School'].public_id}")
        page = client.page(client.submit(ash, {"do": "rename", "name": "Ash Academy"}).location)
        assert "It is called “Ash Academy” now." in page.text
        client.page(client.submit(ash, {"do": "down", "name": "x"}).location)
        page = client.page(client.submit(ash, {"do": "archive", "name": "x"}).location)
        titles = [words(one) for one in page.all("p") if one.get("class") == "row-title"]
        assert titles == ["Beech School", "Cedar School", "Oakfield", "Ash Academy"]
        assert "takes no part in new rounds" in page.text
        page = client.page(client.submit(ash, {"do": "reopen"}).location)
        assert "takes part again" in page.text

    def test_a_name_that_is_there_comes_back_as_typed(self, scene, client):
        page = client.submitted(scene.url("partners"), {"name": "ash school"}, 422)
        assert page.form(scene.url("partners"))["name"] == "ash school"
        beech = scene.url(f"partners/{scene.partners['Beech School'].public_id}")
        page = client.submitted(beech, {"do": "rename", "name": "=x"}, 422)
        assert page.form(beech)["name"] == "=x"
        assert client.submit(beech, {"do": "eat"}).status_code == 400

    def test_a_bare_one_is_deleted_from_the_archive(self, scene, client):
        beech = scene.url(f"partners/{scene.partners['Beech School'].public_id}")
        client.submit(beech, {"do": "archive"})
        assert "It is deleted." in client.page(client.submit(beech, {"do": "delete"}).location).text

    def test_who_leads_one_partner_does_not_change_them(self, scene, client):
        client.sign_in(scene.own)
        assert client.get(scene.url("partners")).status_code == 403
        assert client.get(scene.url("edit")).status_code == 403


class TestPeople:
    def test_an_empty_list_says_what_to_do(self, scene, client):
        page = client.page(scene.url("people"))
        assert "Nobody is here yet." in page.text
        assert ("Bring in a list", scene.url("import")) in page.links

    def test_somebody_is_added_changed_and_put_away_with_undo(self, scene, client):
        form = {
            "name": "Ada",
            "email": "ADA@example.org",
            "partner": scene.partners["Ash School"].public_id,
            "role": "teacher",
        }
        page = client.page(client.submit(scene.url("people/new"), form).location)
        assert "Ada was added." in page.text
        assert "ada@example.org · Ash School · Teacher or support staff" in page.text
        [edit] = [url for text, url in page.links if text == "Ada"]
        assert client.page(edit).form_without_action()["email"] == "ada@example.org"
        page = client.page(client.submit(edit, {**form, "name": "Ada B"}).location)
        assert "Ada B is saved." in page.text
        away = edit.replace("/edit", "/archive")
        page = client.page(client.submit(away).location)
        assert "Ada B is asked no more." in page.text
        page = client.page(client.submit(away.replace("archive", "reopen")).location)
        assert "Ada B is asked again." in page.text

    def test_everything_wrong_comes_back_as_typed(self, scene, client):
        page = client.submitted(
            scene.url("people/new"), {"name": "=x", "email": "no", "partner": "x", "role": "x"}, 422
        )
        assert "Choose one from the list" in page.text
        page = client.submitted(scene.url("people/new"), {"name": "=x", "email": "no"}, 422)
        assert ("cannot begin" in page.text, "like name@example.org" in page.text) == (True, True)
        assert page.form_without_action()["email"] == "no"

    def test_an_address_twice_wants_a_tick(self, scene, client):
        scene.add("Ada", "ada@example.org", "Ash School")
        form = {
            "name": "Ada",
            "email": "ada@example.org",
            "partner": scene.partners["Beech School"].public_id,
        }
        page = client.submitted(scene.url("people/new"), form, 422)
        assert "Ash School has somebody with this address." in page.text
        assert client.submit(scene.url("people/new"), {**form, "two_letters": "y"}).status_code == 303
        assert "The same address is there twice" in client.page(scene.url("people")).text

    def test_they_are_found(self, scene, client):
        for name, partner in (("Ada", "Ash School"), ("Bob", "Beech School")):
            scene.add(name, f"{name}@example.org", partner)
        assert "1 person" in client.page(scene.url("people?q=beech")).text
        assert "Nobody was found." in client.page(scene.url("people?q=nobody")).text
        page = client.page(scene.url(f"people?partner={scene.partners['Ash School'].public_id}"))
        assert [text for text, _url in page.links if text in ("Ada", "Bob")] == ["Ada"]

    def test_who_leads_one_partner_sees_and_changes_their_own(self, scene, client):
        scene.add("Ada", "ada@example.org", "Ash School")
        bob = scene.add("Bob", "bob@example.org", "Beech School")
        client.sign_in(scene.own)
        page = client.page(scene.url("people"))
        assert ("Ada" in page.text, "Bob" in page.text, "Beech" in page.text) == (True, False, False)
        assert "Bob" not in client.page(scene.url(f"people?which={bob}&said=added")).text
        assert client.get(scene.url(f"people/{bob}/edit")).status_code == 404
        assert client.submit(scene.url(f"people/{bob}/archive")).status_code == 404
        form = {"name": "Cy", "email": "bob@example.org", "partner": scene.partners["Beech School"].public_id}
        assert "Choose one from the list" in client.submitted(scene.url("people/new"), form, 422).text
        form["partner"] = scene.partners["Ash School"].public_id
        assert client.submit(scene.url("people/new"), form).status_code == 303

    @pytest.mark.parametrize("many", [120])
    def test_a_page_costs_the_same_for_few_and_many(self, scene, client, database, many):
        client.pauses = False
        counts = []
        for number in (1, many):
            for n in range(number):
                scene.add(f"P{number} {n}", f"p{number}x{n}@example.org", "Ash School")
            with noted(database) as statements:
                client.page(scene.url("people"))
            counts.append(len(statements))
        assert counts[0] == counts[1]
        page = client.page(scene.url("people?page=2"))
        assert "101 to 121 of 121 people" in page.text


LIST = "Name;E-mail;School\nAda;ada@example.org;Ash School\nBob;bob@example.org;Dale School\n"


class TestImport:
    def test_from_the_list_to_the_people_and_back(self, scene, client):
        client.page(scene.url("import"))
        preview = scene.bring(LIST)
        page = client.page(preview)
        assert "Nothing is taken over yet." in page.text
        assert ("Dale School" in page.text, "Add 2 people" in page.text) == (True, True)
        assert scene.people() == []
        response = client.submit(preview, {**fields(page), "do": "confirm"})
        assert (response.status_code, scene.people()) == (303, ["Ada", "Bob"])
        page = client.page(response.location)
        assert "2 people were added." in page.text
        client.submit(preview, {"do": "confirm", "seen": "x"})  # once more, from another tab
        assert scene.people() == ["Ada", "Bob"]
        page = client.page(client.submit(preview + "/undo").location)
        assert ("2 people were taken out again." in page.text, scene.people()) == (True, [])

    def test_a_file(self, scene, client):
        book = Workbook()
        book.active.append(["Name", "E-mail"])
        book.active.append(["Ada", "ada@example.org"])
        buffer = io.BytesIO()
        book.save(buffer)
        buffer.seek(0)
        client.page(scene.url("import"))
        response = client.submit(
            scene.url("import"),
            {
                "file": (buffer, "people <b>.xlsx"),
                "text": "",
                "partner": scene.partners["Ash School"].public_id,
            },
            content_type="multipart/form-data",
        )
        page = client.page(response.location)
        assert ("people <b>.xlsx" in page.text, "Ada · ada@example.org · Ash School" in page.text) == (
            True,
            True,
        )

    def test_a_list_that_cannot_be_read_comes_back_as_typed(self, scene, client):
        page = client.submitted(scene.url("import"), {"text": "Phone;Town\n1;x@example.org"}, 422)
        assert "None of these columns" in page.text
        assert "Phone;Town" in "".join(page.all("textarea")[0].itertext())

    def test_wrong_rows_are_mended_in_their_place_or_left_out(self, scene, client):
        preview = scene.bring(LIST + "Cy;nobody;Ash School\nDi;;\n=x;;\n")
        page = client.page(preview)
        assert "E-mail: “nobody” is no address." in page.text
        refused = client.submitted(preview, {**fields(page), "do": "confirm"}, 409)
        assert "Some rows cannot be taken over." in refused.text
        given = fields(page)
        given["mended"] = given["mended"].replace("nobody", "cy@example.org").replace("=x", "Ed")
        page = client.page(client.submit(preview, {**given, "do": "look"}).location)
        assert "Rows that are wrong" not in page.text
        client.submit(preview, {**fields(page), "do": "confirm"})
        assert scene.people() == ["Ada", "Bob", "Cy", "Di", "Ed"]

    def test_mended_lines_that_cannot_be_read_stay_as_typed(self, scene, client):
        preview = scene.bring(LIST + "Cy;nobody;Ash School\n")
        given = {**fields(client.page(preview)), "mended": '"Cy;x', "do": "look"}
        page = client.submitted(preview, given, 422)
        assert "".join(page.all("textarea")[0].itertext()).strip() == '"Cy;x'

    def test_a_tick_leaves_wrong_rows_out(self, scene, client):
        preview = scene.bring(LIST + "Cy;nobody;Ash School\n")
        client.submit(preview, {**fields(client.page(preview)), "without": "y", "do": "confirm"})
        assert scene.people() == ["Ada", "Bob"]

    def test_what_is_nearly_alike_is_asked(self, scene, client):
        scene.add("Ada", "old@example.org", "Ash School")
        preview = scene.bring(
            "Name;E-mail;School;Role\nAda;ada@example.org;Ash School;Cook\nBob;bob@example.org;Ash Scool;\n"
        )
        page = client.page(preview)
        assert "This is “Ash School”" in page.text
        assert "Somebody of this name is there already" in page.text
        given = fields(page)
        given |= {"partner-0": "", "role-0": "teacher", "out": "2", "do": "look"}
        page = client.page(client.submit(preview, given).location)
        assert ("Ash Scool" in page.text, "Left out, as you said." in page.text) == (True, True)
        client.submit(preview, {**fields(page), "out": "2", "do": "confirm"})
        assert scene.people() == ["Ada", "Bob"]

    def test_what_changed_meanwhile_shows_the_list_anew(self, scene, client):
        preview = scene.bring(LIST)
        given = {**fields(client.page(preview)), "do": "confirm"}
        scene.add("Ada A", "ada@example.org", "Ash School")
        page = client.submitted(preview, given, 409)
        assert "Something has changed since you looked" in page.text
        assert scene.people() == ["Ada A"]

    def test_only_some_rows_are_shown_and_a_filter_finds_the_rest(self, scene, client):
        text = "".join(f"P{n};p{n}x@example.org;Ash School\n" for n in range(230)) + "Bad;nobody;\n"
        preview = scene.bring("Name;E-mail;School\n" + text)
        page = client.page(preview)
        assert "The first 200 of 231 rows are shown." in page.text
        assert "“nobody” is no address" in page.text
        page = client.page(preview + "?show=wrong")
        assert len(page.all("tr")) == 2

    def test_who_leads_one_partner_brings_people_for_it_alone(self, scene, client, new_client):
        theirs = new_client()
        theirs.sign_in(scene.own)
        assert "You add people to “Ash School”." in theirs.page(scene.url("import")).text
        preview = scene.bring("Cy;cy@example.org;Beech School\nDi;di@example.org;\n", theirs)
        page = theirs.page(preview)
        assert "is not yours" in page.text
        theirs.submit(preview, {**fields(page), "without": "y", "do": "confirm"})
        assert scene.people() == ["Di"]
        mine = scene.bring("Ed;ed@example.org;Beech School\n")
        assert theirs.get(mine).status_code == 404
        assert theirs.submit(mine, {"do": "confirm", "seen": ""}).status_code == 404
        assert client.page(preview).status == 200
        assert theirs.page(preview).status == 200

    def test_looking_changes_nothing(self, scene, client, database):
        preview = scene.bring(LIST)
        before = _counts(database)
        client.page(preview)
        assert client.get(preview + "/undo").status_code == 405
        assert _counts(database) == before
        assert client.submit(preview, {"do": "eat"}).status_code == 400


def _counts(database):
    tables = (Person, Partner, AuditEvent, ImportBatch)
    with database.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]


@pytest.mark.engine("sqlite")
def test_every_sentence_can_be_translated(scene, database, settings, clock):
    scene.add("Ada", "ada@example.org", "Ash School")
    person = scene.add("Bob", "", "Ash School")
    preview = scene.bring(
        "Name;E-mail;School;Role\nAda;a@example.org;Ash Scool;Cook\nBob;nobody;Ash School;\n"
    )
    done = scene.bring(LIST)
    scene.client.submit(done, {**fields(scene.client.page(done)), "do": "confirm"})
    other = make_app(replace(settings, language=PSEUDO), database, clock).test_client()
    other.sign_in(scene.lead)
    paths = ["begin", "edit", "partners", "people", "people/new", f"people/{person}/edit", "import"]
    known = (
        *(
            "Ada",
            "Bob",
            "Ash School",
            "Ash Scool",
            "ash scool",
            "Beech School",
            "Cedar School",
            "Dale School",
        ),
        *("Riverside Partnership", "Lead", "example", "org", "nobody", "Cook", "cook"),
        *("E-mail", "School", "Name", "Role"),  # headings of the list
    )
    with database.reading() as session:
        usual = roles.of_partnership(session, scene.id)
    frameworks = [loader.builtin("school-partnerships").title.to("en"), *dict(usual.choices).values()]
    for path in [*map(scene.url, paths), preview, done, "/partnerships/new"]:
        page = other.page(path)
        for zones in page.all("datalist"):
            zones.clear()
        assert missed(page, *known, "ada", "bob", *frameworks) == [], path
