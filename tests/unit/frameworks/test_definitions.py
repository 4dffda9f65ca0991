"""The built-in frameworks: what must hold of their words, their roles and their forms."""

import re
from itertools import pairwise

import pytest
from click.testing import CliRunner

from pet.cli import main
from pet.frameworks.loader import builtin, builtin_keys, load
from pet.frameworks.model import CORE, PULSE
from pet.paths import DEFINITIONS

EXAMPLES = DEFINITIONS.parents[2] / "examples"

# Components, areas and themes of each, as designed.
SIZES = {
    "outreach-hubs": (6, 18, 36),
    "school-partnerships": (7, 21, 42),
    "school-university": (6, 18, 36),
    "volunteer-networks": (7, 21, 42),
}
LEADING = {
    "outreach-hubs": {"hub_lead", "board"},
    "school-partnerships": {"headteacher", "leader"},
    "school-university": {"school_leader", "university_leader"},
    "volunteer-networks": {"programme_lead", "hub_lead"},
}
MOST_STATEMENTS = 36

# The sentences into which a report sets a topic; here it must read as words inside a sentence.
NOT_A_TOPIC = re.compile(r"^(how|whether|why|what|who|that|if|when|where)\b", re.IGNORECASE)
NEGATION = re.compile(
    r"\b(not|no|never|nobody|nothing|without|cannot|hardly|lack)\b|n['\u2019]t\b", re.IGNORECASE
)
JARGON = re.compile(
    r"\b(members?|stakeholders?|buy-in|synerg\w*|leverag\w*|robust|holistic|strategic\w*|KPIs?|remit|consensus"
    r"|utilis\w*|facilitat\w*|implement\w*|governance|infrastructure|narrative)\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(r"\b(\w+iz(e|es|ed|ing)|program|programs|behavior|labor|center|color)\b", re.IGNORECASE)
# “and” may join two nouns that belong together, never two ideas.
JOINED_NOUNS = ("schools and the university", "university and college", "online and in-person")
# These three are worded so in the design: taking the negation out would change what they ask.
NEGATED = {
    "purpose.stopping": "We stop joint activities that no longer serve our goals.",
    "impact.beyond": "The partnership helps pupils grow in ways test results do not show.",
    "objectives.least_likely": "We reach pupils who were not already planning on university.",
}

every = pytest.mark.parametrize("key", sorted(SIZES))


def english(text):
    return text.to("en")


def worded(theme):
    """All the wordings of a theme: the statement and those for single roles."""
    return [english(theme.statement), *map(english, theme.wordings.values())]


def asked(framework, role, theme_ids=None):
    themes = framework.themes if theme_ids is None else map(framework.theme, theme_ids)
    return [theme.id for theme in themes if theme.is_asked_of(role)]


def numbered(framework, *numbers):
    """The ids of the themes with these numbers, in the order of the framework."""
    return tuple(theme for theme in framework.theme_ids if framework.numbers[theme] in numbers)


def test_there_are_these_four():
    assert builtin_keys() == tuple(sorted(SIZES))


@every
def test_file_name_is_the_key_and_version_is_the_first(key):
    framework = builtin(key)
    assert (framework.key, framework.version, framework.language) == (key, 1, "en")


@every
def test_check_finds_nothing(key):
    answer = CliRunner().invoke(main, ["frameworks", "check", str(DEFINITIONS / f"{key}.yaml")])
    assert (answer.exit_code, answer.exception) == (0, None), answer.output


@every
def test_size_is_as_designed(key):
    framework = builtin(key)
    assert (len(framework.components), len(framework.areas), len(framework.themes)) == SIZES[key]
    assert {len(component.areas) for component in framework.components} == {3}
    assert {len(area.themes) for area in framework.areas} == {2}


@every
def test_ids_are_unique_and_begin_with_the_id_of_their_component(key):
    framework = builtin(key)
    ids = [part.id for part in (*framework.components, *framework.areas, *framework.themes)]
    assert len(set(ids)) == len(ids)
    for component in framework.components:
        inside = [*(area.id for area in component.areas), *(theme.id for theme in component.themes)]
        assert {part.partition(".")[0] for part in inside} == {component.id}
        assert [part for part in inside if not re.fullmatch(r"[a-z]+\.[a-z][a-z_]*", part)] == []


@every
def test_core_has_exactly_one_theme_of_each_area(key):
    framework = builtin(key)
    core = framework.form(CORE)
    assert [[theme.id in core for theme in area.themes].count(True) for area in framework.areas] == [1] * len(
        framework.areas
    )


@every
def test_pulse_is_eight_themes_of_core(key):
    framework = builtin(key)
    pulse = framework.form(PULSE)
    assert len(pulse) == 8
    assert set(pulse) - set(framework.form(CORE)) == set()


@every
def test_pulse_reaches_every_component(key):
    framework = builtin(key)
    reached = {theme.partition(".")[0] for theme in framework.form(PULSE)}
    assert reached == {component.id for component in framework.components}


@every
def test_leaders_are_marked(key):
    assert {role.id for role in builtin(key).roles if role.leads} == LEADING[key]


@every
def test_nobody_but_leaders_is_asked_more_than_36_statements(key):
    framework = builtin(key)
    counts = {role.id: len(asked(framework, role.id)) for role in framework.roles if not role.leads}
    assert {role: count for role, count in counts.items() if count > MOST_STATEMENTS} == {}


@every
def test_every_role_is_asked_something_in_every_form(key):
    framework = builtin(key)
    for role in framework.roles:
        assert len(asked(framework, role.id, framework.form(CORE))) >= 6, role.id
        assert len(asked(framework, role.id, framework.form(PULSE))) >= 2, role.id


@every
def test_each_role_named_by_a_theme_exists_and_is_asked(key):
    framework = builtin(key)
    roles = {role.id for role in framework.roles}
    for theme in framework.themes:
        assert set(theme.asked_of) - roles == set(), theme.id
        assert set(theme.wordings) - roles == set(), theme.id
        assert [role for role in theme.wordings if not theme.is_asked_of(role)] == [], theme.id


@every
def test_theme_put_to_everybody_does_not_list_the_roles(key):
    framework = builtin(key)
    assert [theme.id for theme in framework.themes if len(theme.asked_of) == len(framework.roles)] == []


@every
def test_second_wording_differs_from_the_statement(key):
    assert [
        theme.id
        for theme in builtin(key).themes
        for wording in theme.wordings.values()
        if english(wording) == english(theme.statement)
    ] == []


@every
def test_statements_are_one_short_sentence(key):
    statements = [wording for theme in builtin(key).themes for wording in worded(theme)]
    assert [text for text in statements if not re.fullmatch(r"[A-Z][^.!?;:]*\.", text)] == []
    assert [text for text in statements if len(text) > 110] == []


@every
def test_statements_hold_one_idea(key):
    found = []
    for theme in builtin(key).themes:
        for wording in worded(theme):
            rest = wording
            for nouns in JOINED_NOUNS:
                rest = rest.replace(nouns, "")
            if re.search(r"\b(and|but|as well as|because of the)\b", rest):
                found.append(wording)
    assert found == []


@every
def test_statements_negate_nothing(key):
    framework = builtin(key)
    negated = {
        theme.id: english(theme.statement)
        for theme in framework.themes
        if any(map(NEGATION.search, worded(theme)))
    }
    assert negated == {theme: text for theme, text in NEGATED.items() if theme in framework.theme_ids}


@every
def test_statements_are_in_plain_british_words(key):
    framework = builtin(key)
    texts = [wording for theme in framework.themes for wording in worded(theme)]
    assert [text for text in texts if JARGON.search(text)] == []
    texts += [english(area.question) for area in framework.areas]
    texts += [english(component.purpose) for component in framework.components]
    assert [text for text in texts if AMERICAN.search(text)] == []


@every
def test_nothing_speaks_of_members(key):
    text = (DEFINITIONS / f"{key}.yaml").read_text(encoding="utf-8")
    assert re.findall(r"\bmembers?\b", text, re.IGNORECASE) == []


@every
def test_apostrophes_and_quotes_are_typographic(key):
    lines = (DEFINITIONS / f"{key}.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "'" in line] == []


@every
def test_statements_and_topics_are_all_different(key):
    themes = builtin(key).themes
    for texts in (
        [english(theme.statement) for theme in themes],
        [english(theme.topic) for theme in themes],
        [english(theme.title) for theme in themes],
    ):
        assert [one for one, other in pairwise(sorted(texts)) if one == other] == []


@every
def test_titles_fit_under_a_chart(key):
    framework = builtin(key)
    titles = [english(part.title) for part in (*framework.areas, *framework.themes)]
    assert [title for title in titles if len(title) > 30 or title.endswith(".")] == []
    assert [title for title in titles if not title[0].isupper()] == []
    assert [c.id for c in framework.components if len(english(c.title)) > 34] == []


@every
def test_topics_fit_inside_a_sentence(key):
    topics = [english(theme.topic) for theme in builtin(key).themes]
    assert [topic for topic in topics if len(topic) > 60] == []
    assert [topic for topic in topics if not re.fullmatch(r"[a-z][a-z\u2019 -]*[a-z\u2019]", topic)] == []
    assert [topic for topic in topics if NOT_A_TOPIC.search(topic)] == []
    # “What makes … work?” must not end in “work work”.
    assert [topic for topic in topics if re.search(r"\bwork( with)?$", topic)] == []


@every
def test_areas_open_with_a_question_and_components_with_a_reason(key):
    framework = builtin(key)
    assert [area.id for area in framework.areas if not english(area.question).endswith("?")] == []
    reasons = [english(component.purpose) for component in framework.components]
    assert [text for text in reasons if not re.fullmatch(r"[A-Z][^.!?]*\.", text) or len(text) > 110] == []


@every
def test_labels_are_for_lists_and_plurals_for_sentences(key):
    roles = builtin(key).roles
    assert [role.id for role in roles if not english(role.label)[0].isupper()] == []
    assert [role.id for role in roles if not english(role.plural)[0].islower()] == []


@every
def test_scale_is_five_points_of_agreement(key):
    scale = builtin(key).scale
    assert [english(point) for point in scale.points] == [
        "Strongly disagree",
        "Disagree",
        "In between",
        "Agree",
        "Strongly agree",
    ]
    assert english(scale.dont_know) == "Don\u2019t know"
    assert english(scale.not_applicable) == "Doesn\u2019t apply to us"


@every
def test_open_questions_are_the_four(key):
    assert [(question.id, english(question.text)) for question in builtin(key).open_questions] == [
        ("one_sentence", "In one sentence: what is this partnership for?"),
        ("helps_most", "What helps most?"),
        ("would_help_most", "What would help most?"),
        ("left_out", "What did we not ask?"),
    ]


def test_school_partnerships_is_worded_as_designed():
    framework = builtin("school-partnerships")
    assert {
        framework.numbers[theme]: english(framework.theme(theme).statement)
        for theme in ("purpose.common_reason", "trust.candour", "leadership.answering", "impact.story")
    } == {
        "1.1a": "We give the same reason when asked why this partnership exists.",
        "2.1a": "I can be open here about my school\u2019s weaknesses.",
        "3.3b": "When a commitment slips, we raise it with each other.",
        "7.3b": "We can show people outside what difference we make.",
    }
    assert english(framework.theme("voice.reach").wording_for("teacher")) == (
        "I know what the partnership offers me."
    )


def test_school_partnerships_has_the_designed_forms():
    framework = builtin("school-partnerships")
    core = "1.1a 1.2a 1.3a 2.1a 2.2a 2.3b 3.1a 3.2a 3.3b 4.1a 4.2b 4.3a 5.1b 5.2a 5.3a 6.1b 6.2b 6.3b 7.1a 7.2b 7.3a"
    assert framework.form(CORE) == numbered(framework, *core.split())
    assert framework.form(PULSE) == numbered(
        framework, "1.1a", "2.1a", "2.2a", "3.2a", "4.1a", "5.1b", "6.2b", "7.3a"
    )


def test_teachers_in_school_partnerships_are_spared_what_only_leaders_can_know():
    framework = builtin("school-partnerships")
    spared = set(framework.theme_ids) - set(asked(framework, "teacher"))
    assert spared == set(numbered(framework, "1.2b", "3.2b", "3.3a", "6.2a", "6.2b", "6.3b", "7.2a"))
    for role in ("headteacher", "leader", "governor", "partnership_staff"):
        assert spared - set(asked(framework, role)) == set(), role


def test_leaders_in_school_partnerships_are_asked_everything():
    framework = builtin("school-partnerships")
    assert asked(framework, "headteacher") == asked(framework, "leader") == list(framework.theme_ids)


def test_families_are_asked_ten_themes_each_in_words_for_them():
    framework = builtin("school-partnerships")
    of_families = asked(framework, "family")
    designed = numbered(
        framework, "1.1a", "1.3a", "2.2b", "4.3a", "4.3b", "6.1b", "7.1a", "7.1b", "7.3a", "7.3b"
    )
    assert of_families == list(designed)
    assert [theme.id for theme in framework.themes if "family" in theme.wordings] == of_families


def test_people_outside_a_school_are_never_asked_about_my_school():
    framework = builtin("school-partnerships")
    for role in ("partnership_staff", "family"):
        read = [english(framework.theme(theme).wording_for(role)) for theme in asked(framework, role)]
        assert [text for text in read if re.search(r"\bmy school\b", text)] == []


@pytest.mark.parametrize(
    ("key", "roles", "words"),
    [
        ("outreach-hubs", {"hub_lead", "board", "hub_staff", "partner"}, r"\bmy school\b"),
        ("outreach-hubs", {"school"}, r"\b(we|us|our activities|our board|our measures)\b"),
        ("school-university", {"university_leader", "university_staff"}, r"\bmy school\b"),
        ("volunteer-networks", {"programme_lead", "volunteer", "organiser", "funder"}, r"\bour hub\b"),
        ("volunteer-networks", {"organiser"}, r"\bfrom us\b|\bcome back\b|\bwe\b"),
    ],
)
def test_each_statement_is_said_from_where_its_reader_stands(key, roles, words):
    framework = builtin(key)
    wrong = [
        (role, text)
        for role in sorted(roles)
        for theme in asked(framework, role)
        if re.search(words, text := english(framework.theme(theme).wording_for(role)), re.IGNORECASE)
    ]
    assert wrong == []


def test_only_hub_people_are_asked_about_their_colleagues_in_other_hubs():
    theme = builtin("outreach-hubs").theme("community.help")
    assert english(theme.statement) == "I know a colleague in another hub whom I can call for help."
    assert set(theme.asked_of) == {"hub_lead", "hub_staff"}


def test_only_university_people_are_asked_how_they_are_recognised():
    theme = builtin("school-university").theme("lasting.recognition")
    assert english(theme.statement) == "Taking part counts in how university staff are recognised."
    assert set(theme.asked_of) == {"university_leader", "university_staff"}


@pytest.mark.parametrize(
    ("key", "statement"),
    [
        ("outreach-hubs", "If asked today, partners would describe the hub's job in the same way."),
        ("outreach-hubs", "Our board questions proposals properly before agreeing to them."),
        ("outreach-hubs", "Our activities follow from what schools have told us they need."),
        ("outreach-hubs", "We learn something useful from the monitoring data we supply."),
        ("outreach-hubs", "The time we spend on reporting is justified."),
        ("volunteer-networks", "Every aim of the programme is covered by at least one measure."),
        ("volunteer-networks", "When a rating changes, the report says why."),
        ("volunteer-networks", "Our hub's concerns reach the funder."),
        ("volunteer-networks", "Priority schools get something designed for them."),
        ("volunteer-networks", "New requests come with the time to do them."),
        ("volunteer-networks", "Schools that use us once usually come back."),
        ("school-university", "Teachers have a real say in what this partnership offers."),
        ("school-university", "We reach pupils who were not already planning on university."),
        ("school-university", "We change what we do because of feedback."),
        ("school-university", "University staff learn from teachers through this work."),
        ("school-university", "The partnership would survive a change of contact person."),
    ],
)
def test_samples_of_the_design_are_kept(key, statement):
    statements = [english(theme.statement).replace("\u2019", "'") for theme in builtin(key).themes]
    assert statements.count(statement) == 1


def test_lq2002_names_the_columns_of_the_real_data_in_five_areas():
    framework = load(EXAMPLES / "lq2002.yaml")
    assert framework.key == "lq2002"
    assert framework.theme_ids == (
        *(f"LEAD{number:02}" for number in range(1, 12)),
        *(f"TSIG{number:02}" for number in range(1, 4)),
    )
    assert [[len(area.themes) for area in component.areas] for component in framework.components] == [
        [2, 3, 3, 3],
        [3],
    ]
    assert (framework.scale.size, framework.roles) == (5, ())


def test_lq2002_says_that_the_wording_is_ours():
    text = (EXAMPLES / "lq2002.yaml").read_text(encoding="utf-8")
    assert "the original items are not reproduced" in text
    assert "The statements are our own" in english(load(EXAMPLES / "lq2002.yaml").purpose)
