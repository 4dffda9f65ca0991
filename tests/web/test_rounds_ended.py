"""A round that is over: what its pages advise, and what they say of one that was held elsewhere."""

import pytest
from sqlalchemy import select, update

from pet.access.actor import Role
from pet.db.models import Partnership, Round
from pet.exports.archive import Archive
from pet.services import archives
from tests.support import records
from tests.support.factories import NOW, make_account, make_member, make_round
from tests.support.pages import words
from tests.support.released import SOURCE, over, varied


@pytest.fixture
def brought(database, client):
    """The page of a round that came by an archive, for a lead."""
    with database.writing() as session:
        archive = Archive(
            record=records.riverside(), page="a4", language="en", program="0", files={}, identity="a" * 64
        )
        found = archives.bring_in(session, archive, partnership="Valley", now=NOW)
        home = session.scalars(select(Partnership).where(Partnership.name == "Valley")).one()
        lead = make_account(session, "ada@example.org")
        make_member(session, lead, home, Role.LEAD)
    client.sign_in(lead.id)
    return f"/rounds/{found.round_id}/"


class TestHeldElsewhere:
    def test_its_page_claims_nothing_that_did_not_come_along(self, client, brought):
        page = client.page(brought)
        assert "Partner Sent" not in page.text
        assert "How many answered at each partner did not come along." in page.text
        assert "Nobody wrote a comment." not in page.text
        assert "The results here show of it what the archive shows." in page.text
        told = page.text.split("What people were told before they started")[1]
        assert "What people were told there is not known here." in told
        assert "can see" not in told
        assert "Next Look at the results, then release them to the members of the partnership." in page.text

    def test_releasing_it_shows_it_to_members_alone(self, client, brought):
        page = client.page(f"{brought}release")
        assert "nobody finds the results by a link" in page.text
        assert "Only members of the partnership who sign in see the results." in page.text
        assert "What people wrote, as far as the archive shows it" in page.text
        for wrong in (
            "They find the results by",
            "each sees their own",
            "Nobody wrote a comment",
            "as its reader lets it through",
        ):
            assert wrong not in page.text

    def test_its_comments_were_read_there(self, client, brought):
        for page in (client.page(f"{brought}comments"), client.page(f"{brought}comments?then=finish")):
            assert "Whatever people wrote was read where the round was held." in page.text
            assert "You read these first" not in page.text
            assert "There is no comment to read" not in page.text
        assert client.get(f"{brought}comments/summaries").location.endswith("/comments")

    def test_no_letters_go_from_here(self, client, brought):
        page = client.page(f"{brought}letters")
        assert "No letters go from here." in page.text
        assert not [link for link in page.links if "/letters/" in link[1]]
        assert "PET has words for each letter" not in page.text
        assert client.get(f"{brought}letters/invitation").location == f"{brought}letters"

    def test_nobody_is_looked_for_among_nobody(self, client, brought):
        page = client.page(f"{brought}people")
        assert "Who was asked there did not come along." in page.text
        assert not [form for form in page.all("form") if form.get("role") == "search"]
        assert "0 people" not in page.text

    def test_its_reports_have_one_name_each_on_both_pages(self, client, brought):
        """Something was agreed after it, so the report on that is offered on both."""
        reports = {
            f"{brought}files/{name}?page=a4": f"Download the {called}"
            for name, called in (
                ("conversation.pdf", "booklet for the conversation"),
                ("improvement-report.pdf", "improvement report"),
            )
        }
        offered = [
            {url: label for label, url in client.page(where).offers if label.startswith("Download the ")}
            for where in (brought, f"{brought}results/")
        ]
        both = {**offered[0], **offered[1]}
        assert both == reports
        assert all(one == reports for one in offered)


class TestWhatComesNext:
    def page(self, client, made):
        client.sign_in(made.people[Role.LEAD])
        return client.page(f"{made.url}/")

    def test_too_few_have_no_proposal_to_talk_of(self, database, client):
        with database.writing() as session:
            made = over(session, varied(3), released=True)
        page = self.page(client, made)
        assert "Ask more people in the next round." in page.text
        assert "has a proposal" not in page.text
        advice = client.page(f"{made.url}/results/").text
        assert "Ask again in another round." in advice
        assert "Keep the round open" not in advice

    def test_what_was_agreed_is_written_down_before_the_next_round(self, database, client):
        with database.writing() as session:
            made = over(session, released=True)
        page = self.page(client, made)
        [box] = [one for one in page.all("section") if one.get("aria-labelledby") == "next"]
        buttons = [words(one) for one in box.iter() if one.tag in ("a", "button")]
        assert buttons[:2] == ["See the results", "Write down what was agreed"]
        assert buttons.count("Write down what was agreed") == 1

    def test_a_round_that_is_followed_says_so(self, database, client):
        with database.writing() as session:
            made = over(session, released=True)
            row = session.get_one(Round, made.round_id)
            home = session.get_one(Partnership, row.partnership_id)
            after = make_round(
                session, home, source=SOURCE, title="Spring 2027", follows=made.round_id, state="draft"
            )
        assert "Talk about the results" in self.page(client, made).text
        with database.writing() as session:
            session.execute(update(Round).where(Round.id == after.id).values(state="open"))
        page = self.page(client, made)
        assert "The next round is there: “Spring 2027”." in page.text
        assert "Talk about the results" not in page.text
