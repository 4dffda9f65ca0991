"""No sentence was missed: in the pseudo-language every word of PET's own stands between its brackets.

What comes from outside (framework texts, names, comments) is given as digits here, so any letter outside the
brackets is a sentence that did not pass through `pet.language`.
"""

import dataclasses
import io
import itertools
import re

import numpy as np
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from pet.analysis.evaluate import evaluate
from pet.analysis.options import Mode, Options
from pet.analysis.ratings import Comment, Grouping, Ratings
from pet.cli import main
from pet.frameworks import loader
from pet.frameworks.model import Text
from pet.language import CLOSING, OPENING, PSEUDO, use
from pet.report import document

NUMBER = re.compile(r"\b\d+\.\d+[a-z]+\b")  # of a theme, such as 2.1a
INNERMOST = re.compile(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}")
CLICKS_OWN = (
    *("Usage", "Options", "Commands", "OPTIONS", "ARGS", "COMMAND"),
    *("Show this message and exit", "Try", "for help", "Error"),
)
COMMANDS = (
    *("pet", "frameworks", "analyse", "list", "show", "check", "diff", "schema", "main"),
    *("db", "upgrade", "demo", "seed", "serve", "user", "add"),
    *(
        "init",
        "log",
        "letters",
        "people",
        "status",
        "retry",
        "worker",
        "archive",
        "report",
        "write",
        "import",
    ),
)


def outside_the_brackets(text: str) -> list[str]:
    """The words that stand outside all brackets; a bracket may hold others."""
    text = NUMBER.sub(" ", text.replace("-\n", "").replace("\n", " "))
    while INNERMOST.search(text):
        text = INNERMOST.sub(" ", text)
    return re.findall(r"[^\W\d_]+", text)


def in_digits(value, numbers):
    """The same value with every text replaced by a number of its own."""
    if isinstance(value, Text):
        return Text((("en", str(next(numbers))),))
    if dataclasses.is_dataclass(value):
        changed = {
            field.name: in_digits(getattr(value, field.name), numbers) for field in dataclasses.fields(value)
        }
        return type(value)(**changed)
    if isinstance(value, tuple):
        return tuple(in_digits(item, numbers) for item in value)
    if isinstance(value, dict):
        return {key: in_digits(item, numbers) for key, item in value.items()}
    return value


def ratings_of_digits(people: int) -> Ratings:
    framework = in_digits(loader.builtin("school-partnerships"), itertools.count(1000))
    random = np.random.default_rng(7)
    middle = random.choice([2, 3, 4, 5], size=len(framework.themes))
    values = np.clip(middle + random.integers(-1, 2, size=(people, len(framework.themes))), 1, 5)
    values[:, :3] = random.choice([1, 5], size=(people, 3))
    values[: people // 2, 4] = -1
    partners = Grouping(("71", "72", "73"), np.arange(people) % 3)
    role_ids = tuple(role.id for role in framework.roles)
    roles = Grouping(
        tuple(str(80 + i) for i in range(len(role_ids))), np.arange(people) % len(role_ids), role_ids
    )
    return Ratings(framework, values.astype(np.int8), partners, roles)


@pytest.mark.parametrize(
    ("people", "options"),
    [
        (60, Options(title="4711")),
        (7, Options(title="4711")),
        (7, Options(title="4711", small_partnership=True)),
        (3, Options(title="4711")),
        (3, Options(title="4711", mode=Mode.OPEN)),
    ],
    ids=["sixty", "summary", "small", "too few", "open"],
)
def test_no_sentence_of_a_report_was_missed(people, options):
    ratings = ratings_of_digits(people)
    comments = tuple(Comment(ratings.framework.theme_ids[i % 5], str(900 + i)) for i in range(30))
    with use(PSEUDO):
        pdf = document.build(evaluate(ratings, comments, options), ratings.framework)
    missed = {
        number: words
        for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages, start=1)
        if (words := outside_the_brackets(page.extract_text()))
    }
    assert missed == {}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["letters", "--help"],
        ["letters", "status", "--help"],
        ["letters", "retry", "--help"],
        ["worker", "--help"],
        ["report", "--help"],
        ["archive", "--help"],
        ["archive", "write", "--help"],
        ["archive", "import", "--help"],
        ["frameworks", "--help"],
        ["frameworks", "show", "--help"],
        ["frameworks", "check", "--help"],
        ["frameworks", "diff", "--help"],
        ["analyse", "--help"],
        ["frameworks", "show", "77"],
        ["frameworks", "diff", "77", "88"],
        ["analyse", "77", "--framework", "88"],
    ],
    ids=" ".join,
)
def test_no_sentence_of_a_command_was_missed(arguments):
    run = CliRunner().invoke(main, arguments, env={"PET_LANGUAGE": PSEUDO})
    text = run.output
    for words in (*CLICKS_OWN, *COMMANDS):
        text = re.sub(rf"\b{re.escape(words)}\b", "", text)
    text = re.sub(
        r"\[default:\s*\S*\]|--?[a-z-]+|\[[a-z0-9|]+\]|\b[A-Z]+(\|[A-Z]+)?\b", "", text
    )  # options and placeholders
    assert outside_the_brackets(text) == []
