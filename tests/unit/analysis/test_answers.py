"""Reading a table of answers: what each cell means, and every problem at once."""

from dataclasses import replace

import numpy as np
import pytest

from pet import language
from pet.analysis.answers import ColumnNames, read
from pet.analysis.answers.cells import meaning, meanings
from pet.analysis.options import Mode
from pet.analysis.ratings import Comment, NoRating
from pet.errors import InvalidInputError
from pet.frameworks.model import Area, Component, Framework, Role, Scale, Text, Theme
from pet.untrusted import Problems, Table

DK, NA, BLANK, NOT_ASKED = (
    NoRating.DONT_KNOW,
    NoRating.NOT_APPLICABLE,
    NoRating.UNANSWERED,
    NoRating.NOT_ASKED,
)


def text(en, de=None):
    return Text((("en", en), ("de", de)) if de else (("en", en),))


SCALE = Scale(
    (
        text("Strongly disagree", "Stimme gar nicht zu"),
        text("Disagree", "Stimme nicht zu"),
        text("In between", "Teils, teils"),
        text("Agree", "Stimme zu"),
        text("Strongly agree", "Stimme voll zu"),
    ),
    text("Don\u2019t know", "Weiß nicht"),
    text("Doesn\u2019t apply to us", "Trifft nicht zu"),
)
ROLES = (
    Role("head", text("Headteacher", "Schulleitung"), text("headteachers", "Schulleitungen"), leads=True),
    Role("family", text("Family or community"), text("families and community"), leads=False),
)


def theme(theme_id, asked_of=()):
    return Theme(theme_id, text(theme_id), text(theme_id), text(theme_id), asked_of=asked_of)


def framework_of(*themes, scale=SCALE):
    area = Area("area", text("Area"), text("Question?"), themes)
    component = Component("component", text("Component"), text("Purpose."), (area,))
    return Framework(
        "invented", 1, "en", text("Invented"), text("For tests."), scale, ROLES, (component,), {}, ()
    )


FRAMEWORK = framework_of(theme("LEAD01"), theme("LEAD02"), theme("money", asked_of=("head",)))


def table(header, *rows, first=2):
    cells = tuple(tuple(row.split("|")) for row in rows)
    return Table(tuple(header.split("|")), cells, tuple(range(first, first + len(rows))))


def answers(header, *rows, columns=None, mode=Mode.CONFIDENTIAL, framework=FRAMEWORK, **names):
    return read(
        table(header, *rows),
        framework,
        columns or ColumnNames(**names),
        mode=mode,
        problems=Problems("answers.csv"),
    )


def raw_problems(header, *rows, **settings):
    with pytest.raises(InvalidInputError) as caught:
        answers(header, *rows, **settings)
    assert caught.value.source == "answers.csv"
    return list(caught.value.problems)


def problems(header, *rows, **settings):
    return [str(problem) for problem in raw_problems(header, *rows, **settings)]


# What a cell means


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *[
            ("1", 1),
            ("5", 5),
            (" 4 ", 4),
            ("4.0", 4),
            ("4,0", 4),
            ("4,00", 4),
            ("3.", 3),
            ("\uff12", 2),
            ("+4", 4),
        ],
        *[("Agree", 4), ("STRONGLY  agree", 5), ("in\u00a0between", 3), ("stimme gar nicht zu", 1)],
        *[("Teils, teils", 3), ("Agree.", 4)],
        *[
            ("-", BLANK),
            ("\u2013", BLANK),
            ("\u2014", BLANK),
            ("null", BLANK),
            ("NaN", BLANK),
            ("None", BLANK),
        ],
        *[("#N/A", BLANK)],
        *[("", BLANK), ("   ", BLANK), ("\u00a0", BLANK), ("unanswered", BLANK)],
        *[("don't know", DK), ("Don\u2019t know", DK), ("dont know", DK), ("DK", DK), ("?", DK)],
        *[("not sure", DK), ("Unsure", DK), ("no idea", DK), ("weiß nicht", DK), ("WEISS NICHT", DK)],
        *[("dont_know", DK), ("can\u00b4t say", DK), ("Don't know.", DK)],
        *[("n/a", NA), ("N/A", NA), ("na", NA), ("n.a.", NA), ("not applicable", NA)],
        *[("doesn't apply", NA), ("Doesn\u2019t apply to us", NA)],
        *[("Trifft nicht zu", NA), ("not_applicable", NA), ("not_asked", NOT_ASKED)],
        *[("0", None), ("6", None), ("99", None), ("-1", None), ("4.5", None), ("4e0", None), ("+-4", None)],
        *[("1,000", None), ("1.000", None), ("4.0.0", None), ("1 000", None), ("3,", None), ("04", None)],
        *[("nine", None), (".", None), ("4_0", None), ("- 4", None)],
        *[("\u0664", None), ("1/2", None), ("agree or not", None)],
    ],
)
def test_a_cell_means_a_point_a_reason_or_nothing(cell, expected):
    assert meaning(cell, meanings(SCALE)) == expected


def test_what_usually_says_that_there_is_no_rating_never_becomes_one():
    """No framework that was loaded has such a scale; one that was made in code may."""
    scale = replace(SCALE, points=(text("No"), text("Not sure"), text("Don\u2018t  know.")))
    words = meanings(scale)
    assert [meaning(cell, words) for cell in ("no", "not sure", "don't know")] == [1, DK, DK]


def test_labels_with_signs_are_numbers_too():
    """A spreadsheet makes 1 of +1, which must not become the first point."""
    words = meanings(replace(SCALE, points=tuple(map(text, ("\u22121", "+1", "+3")))))
    assert [meaning(cell, words) for cell in ("-1", "1", "+1", "2", "3")] == [1, 2, 2, None, 3]


def test_where_labels_are_numbers_that_are_not_the_positions_only_the_labels_count():
    words = meanings(replace(SCALE, points=tuple(map(text, ("0", "1", "2", "3")))))
    assert [meaning(cell, words) for cell in ("0", "1", "3", "3.0", "4")] == [1, 2, 4, 4, None]


def test_where_labels_are_the_positions_both_mean_the_same():
    words = meanings(replace(SCALE, points=tuple(map(text, ("1", "2", "3")))))
    assert [meaning(cell, words) for cell in ("1", "2", "3", "4")] == [1, 2, 3, None]


# Ratings, themes and columns


def test_rows_become_ratings_in_the_order_of_the_framework():
    read_answers = answers("money|LEAD02|LEAD01", "1|2|3", "agree|dk|", "n/a|5|4")
    assert read_answers.ratings.values.tolist() == [[3, 2, 1], [BLANK, DK, 4], [4, 5, NA]]
    assert read_answers.ratings.partners is None
    assert read_answers.ratings.roles is None
    assert read_answers.ratings.persons is None
    assert (read_answers.ignored, read_answers.themes_without_column, read_answers.empty_rows) == ((), (), ())


def test_theme_columns_are_found_without_regard_to_case_where_one_only_can_be_meant():
    assert answers("lead01|Money", "1|2").ratings.values.tolist() == [[1, NOT_ASKED, 2]]
    close = framework_of(theme("a"), theme("A"), theme("b"))
    read_answers = answers("A|a|B", "1|2|3", framework=close)
    assert read_answers.ratings.values.tolist() == [[2, 1, 3]]


def test_columns_that_are_nothing_of_ours_are_listed_in_their_order():
    read_answers = answers("zeta|LEAD01|alpha|zeta", "x|1|y|z")
    assert read_answers.ignored == ("zeta", "alpha", "zeta")
    assert read_answers.themes_without_column == ("LEAD02", "money")


def test_a_mapped_column_holds_its_theme():
    read_answers = answers("Q1|LEAD02", "4|5", themes=(("q1", "lead01"),))
    assert read_answers.ratings.values.tolist() == [[4, 5, NOT_ASKED]]
    assert read_answers.ignored == ()


def test_comments_stand_beside_their_theme():
    read_answers = answers(
        "LEAD01|lead01 Comment|money comment|remark|money",
        *("1| We talk. ||x|", "2|||y|", "||Little.||"),
    )
    assert read_answers.comments == (
        Comment("LEAD01", "We talk.", 0),
        Comment("money", "Little.", 2),
    )
    assert read_answers.ignored == ("remark",)
    assert read_answers.ratings.respondents == 3


def test_rows_in_which_nobody_said_anything_are_left_out_and_listed():
    read_answers = answers("who|LEAD01", "a|1", "b|", "c|?", "d|not asked", person="who")
    assert read_answers.ratings.values[:, 0].tolist() == [1, DK]
    assert read_answers.ratings.persons == ("a", "c")
    assert read_answers.empty_rows == (3, 5)


def test_who_only_says_that_it_does_not_apply_is_nobody():
    """R writes NA where a cell is empty; such rows would make a group of one a group of five."""
    rows = ("a|4|NA|n/a", "b|NA|NA|NA", "c|doesn't apply||-", "d|n/a|n/a|Too early.", "e|dk||", "f|NaN||")
    read_answers = answers("who|LEAD01|LEAD02|LEAD01 comment", *rows, person="who")
    assert read_answers.ratings.persons == ("a", "d", "e")
    assert read_answers.empty_rows == (3, 4, 7)
    assert read_answers.comments == (Comment("LEAD01", "Too early.", 1),)
    assert problems("LEAD01", "NA", "") == [
        "nobody answered: every cell of the themes is empty or says \u201cdoesn\u2019t apply\u201d."
    ]


def test_each_comment_knows_its_row_among_those_that_are_kept():
    rows = ("|| ", "1|A|B", "||", "2||C")
    read_answers = answers("LEAD01|LEAD01 comment|LEAD02 comment|LEAD02", *(f"{row}|3" for row in rows[1::2]))
    assert [(one.text, one.respondent) for one in read_answers.comments] == [("A", 0), ("B", 0), ("C", 1)]
    left_out = answers("LEAD01|LEAD01 comment", "|", "1|A", "|", "2|B")
    assert [(one.text, one.respondent) for one in left_out.comments] == [("A", 0), ("B", 1)]


def test_comments_on_a_theme_without_ratings_are_named_and_never_make_a_person():
    rows = ("Elm|1|x|", "Oak|2||", "Ash||Alone.|", "Yew|3||n/a")
    header = "p|LEAD01|LEAD02 comment|money comment"
    read_answers = answers(header, *rows, partner="p")
    assert (read_answers.comments, read_answers.commented_without_column) == ((), ("LEAD02",))
    assert (read_answers.ratings.respondents, read_answers.empty_rows) == (3, (4,))
    signed = answers(header, *rows, partner="p", mode=Mode.OPEN)
    assert [(one.text, one.respondent) for one in signed.comments] == [("x", 0), ("Alone.", 2)]
    assert signed.commented_without_column == ("LEAD02",)


# People


def test_partners_are_in_natural_order_and_spellings_of_one_name_are_one_partner():
    read_answers = answers(
        "p|LEAD01",
        "School 10|1",
        "school 9|2",
        "St Mary\u2019s|3",
        " SCHOOL  10 |4",
        "st mary's|5",
        "|1",
        partner="P",
    )
    partners = read_answers.ratings.partners
    assert partners.names == ("school 9", "School 10", "St Mary\u2019s")
    assert partners.members.tolist() == [1, 0, 2, 1, 2, -1]
    assert partners.role_ids == ()


def test_roles_are_known_by_id_label_or_plural_in_any_language_and_others_are_kept():
    cells = (
        "families and community",
        "Caretaker",
        "HEAD",
        "Schulleitung",
        "headteachers",
        "",
        "Family or community",
    )
    read_answers = answers("role|LEAD01", *(f"{cell}|1" for cell in cells), role="role")
    roles = read_answers.ratings.roles
    assert roles.names == ("Headteacher", "Family or community", "Caretaker")
    assert roles.role_ids == ("head", "family", None)
    assert roles.members.tolist() == [1, 2, 0, 0, 0, -1, 1]


def test_roles_of_one_name_stay_two_groups():
    """The rules refuse such a framework; one made in code, or a role from the file, must not merge groups either."""
    same = (
        Role("teacher", text("Teacher"), text("teachers"), leads=False),
        Role("ta", text("Teacher"), text("assistants"), leads=False),
    )
    framework = replace(FRAMEWORK, roles=same)
    roles = answers(
        "r|LEAD01", "teacher|1", "ta|2", "assistants|3", framework=framework, role="r"
    ).ratings.roles
    assert roles.names == ("teacher", "ta")
    assert roles.role_ids == ("teacher", "ta")
    assert roles.members.tolist() == [0, 1, 1]


def test_a_column_of_partners_or_roles_that_is_wholly_empty_sorts_nobody():
    read_answers = answers("p|r|LEAD01", "||1", partner="p", role="r")
    assert (read_answers.ratings.partners, read_answers.ratings.roles) == (None, None)


def test_a_blank_on_a_theme_not_put_to_the_role_is_not_asked_and_a_rating_there_is_kept():
    cells = ("head|1||", "family|1||", "family|1||n/a", "family|1||2", "family|1||?", "caretaker|1||", "|1||")
    read_answers = answers("role|LEAD01|LEAD02|money", *cells, role="role")
    assert read_answers.ratings.values[:, 2].tolist() == [BLANK, NOT_ASKED, NOT_ASKED, 2, DK, BLANK, BLANK]
    assert read_answers.ratings.values[:, 1].tolist() == [BLANK] * 7
    assert read_answers.not_asked_but_answered == 2


def test_without_roles_everybody_is_asked_everything():
    read_answers = answers("LEAD01|money", "1|")
    assert read_answers.ratings.values.tolist() == [[1, NOT_ASKED, BLANK]]
    assert read_answers.not_asked_but_answered == 0


# Everything that is wrong, at once


def test_every_bad_cell_is_listed_by_row_and_column():
    assert problems("who|LEAD01|LEAD02", "a|nine|4", "b|99|4.5", "c|3|agre", "d|nine|-1") == [
        'row 2, column LEAD01: "nine" is not a number from 1 to 5, a label of the scale, "Don\u2019t know" or "Doesn\u2019t apply to us".',
        'row 3, column LEAD01: "99" is not on the scale from 1 to 5. If it means that there is no answer, leave the cell empty.',
        'row 3, column LEAD02: "4.5" is not a whole number from 1 to 5.',
        'row 4, column LEAD02: "agre" is not an answer. Did you mean "Agree"?',
        'row 5, column LEAD01: "nine" is not a number from 1 to 5, a label of the scale, "Don\u2019t know" or "Doesn\u2019t apply to us".',
        'row 5, column LEAD02: "-1" is not on the scale from 1 to 5. If it means that there is no answer, leave the cell empty.',
    ]


def test_a_table_in_which_every_cell_is_bad_is_not_called_empty():
    assert len(problems("LEAD01", "x", "y")) == 2


def test_problems_of_names_persons_and_cells_come_together():
    found = problems(
        "who|LEAD01|lead01|role",
        "a|1|1|head",
        "a|1|1|head",
        "|1|1|head",
        "b|1|1|head",
        columns=ColumnNames(person="who", partner="scool", role="roles", themes=(("Q9", "moony"),)),
    )
    assert found == [
        'row 1: there is no column "scool".',
        'row 1: there is no column "roles". Did you mean "role"?',
        'row 1: there is no column "Q9".',
        'row 1: "Q9" is to hold the theme "moony", but the framework has no such theme. Did you mean "money"?',
        'row 1: several columns hold answers to LEAD01: "LEAD01" (B), "lead01" (C). Keep one.',
        'row 3, column who: "a" is in row 2 already. Each person answers once.',
        "row 4, column who: this cell is empty. Where people are told apart, every row needs its person.",
    ]


def test_a_name_that_two_columns_bear_cannot_be_asked_for():
    assert problems("who|LEAD01|who", "a|1|b", person="who") == [
        'row 1: "who" is the name of several columns (A, C). Give each its own name.'
    ]


def test_one_column_cannot_hold_two_things():
    assert problems("who|LEAD01", "a|1", person="who", partner="who") == [
        'row 1: the column "who" is asked to hold two different things.'
    ]


def test_a_mapped_theme_with_a_column_of_its_own_is_there_twice():
    assert problems("Q1|LEAD01", "1|1", themes=(("Q1", "LEAD01"),)) == [
        'row 1: several columns hold answers to LEAD01: "Q1" (A), "LEAD01" (B). Keep one.'
    ]


def test_two_columns_of_comments_on_one_theme():
    assert problems("LEAD01|LEAD01 comment|lead01 COMMENT", "1|a|b") == [
        'row 1: several columns hold comments on LEAD01: "LEAD01 comment" (B), "lead01 COMMENT" (C). Keep one.'
    ]


def test_columns_without_a_name_are_ignored_by_their_letter_unless_they_are_empty():
    """R and pandas put the numbers of the rows into a first column without a name."""
    read_answers = answers("|LEAD01||LEAD02|note", "1|1||2|x", "2|3||4|")
    assert read_answers.ignored == ("column A", "note")
    assert read_answers.ratings.values[:, :2].tolist() == [[1, 2], [3, 4]]


def test_no_theme_at_all_says_which_were_expected():
    assert problems("a|b", "1|2") == [
        'row 1: no column is named like a theme of "invented". Expected names such as LEAD01, LEAD02, money.'
    ]


def test_no_rows_and_nothing_in_the_rows():
    assert problems("LEAD01") == ["there are no answers below the names of the columns."]
    assert problems("who|LEAD01", "a|", "b| ") == [
        "nobody answered: every cell of the themes is empty or says \u201cdoesn\u2019t apply\u201d."
    ]


def test_in_open_mode_each_partner_signs_one_sheet():
    rows = ("Elm|1", "Oak|2", "elm |3", "|4")
    assert answers("p|LEAD01", *rows, partner="p").ratings.respondents == 4
    assert problems("p|LEAD01", *rows, partner="p", mode=Mode.OPEN) == [
        'row 4, column p: "elm" is in row 2 already. In an open round each partner has one signed sheet.',
        "row 5, column p: this cell is empty. In an open round a partner signs every sheet.",
    ]


def test_an_open_round_without_its_partners_is_refused():
    """Its rows would be called partners, and everything they say would be shown."""
    assert problems("LEAD01", "1", "x", mode=Mode.OPEN) == [
        "in an open round each row is the signed sheet of a partner. Say which column names the partner.",
        'row 3, column LEAD01: "x" is not a number from 1 to 5, a label of the scale, "Don\u2019t know" or "Doesn\u2019t apply to us".',
    ]


def test_a_long_list_is_cut_and_says_so():
    found = problems("LEAD01|LEAD02", *["x|y"] * 4_000)
    assert len(found) == 5001
    assert found[-1] == "There are more problems; the first 5000 are listed."
    assert found[4999].startswith("row 2501, column LEAD02:")


def test_what_is_repeated_from_the_file_cannot_steer_a_terminal_or_fill_a_page():
    (found,) = problems("LEAD01", "\x1b[31mred\nroses" + "x" * 500)
    assert found.startswith('row 2, column LEAD01: "\ufffd[31mred rosesxxx')
    assert len(found) < 250


def marked(sentence):
    return sentence[0] == language.OPENING and sentence[-1] == language.CLOSING


def test_every_sentence_can_be_translated():
    with language.use(language.PSEUDO):
        found = raw_problems(
            "a||LEAD01|lead01|c",
            "a|x|9|1|",
            "a||4.5|agre|",
            person="a",
            partner="q",
            role="c",
            themes=(("r", "s"),),
        )
        found += raw_problems("a", "1", mode=Mode.OPEN, partner="a")
        found += raw_problems("LEAD01")
        found += raw_problems("LEAD01", "1", mode=Mode.OPEN)
        ignored = answers("|LEAD01", "1|1").ignored
        found += raw_problems("LEAD01|a", "|1")
    texts = [text for problem in found for text in (problem.where, problem.message) if text]
    assert [text for text in (*texts, *ignored) if not marked(text)] == []
    assert len(found) == 9


def test_the_order_of_rows_and_columns_changes_no_rating():
    rows = [["4", "1", "dk"], ["2", "", "5"], ["n/a", "3", "1"], ["5", "5", "5"]]
    header = ["LEAD01", "LEAD02", "money"]
    straight = answers("|".join(header), *("|".join(row) for row in rows)).ratings.values
    turned = answers("|".join(header[::-1]), *("|".join(row[::-1]) for row in rows[::-1])).ratings.values
    np.testing.assert_array_equal(straight, turned[::-1])


def test_each_spelling_is_looked_up_once_not_each_cell(monkeypatch):
    looked_up = []

    def counting(cell, words):
        looked_up.append(cell)
        return meaning(cell, words)

    monkeypatch.setattr("pet.analysis.answers.reading.meaning", counting)
    assert answers("LEAD01|LEAD02", *["1|2", "3|dk"] * 5_000).ratings.respondents == 10_000
    assert sorted(looked_up) == ["1", "2", "3", "dk"]
