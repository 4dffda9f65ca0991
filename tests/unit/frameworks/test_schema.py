"""The schema for editors and the loader say the same of the form of a file."""

import copy
import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from pet.errors import InvalidInputError
from pet.frameworks import loader
from pet.frameworks.reading import Reading, read
from pet.frameworks.rules import FRAMEWORK
from pet.frameworks.schema import schema
from pet.language import PSEUDO, use
from pet.paths import DEFINITIONS
from pet.untrusted import Problems, parse_yaml

GUIDE = Path(__file__).parents[3] / "docs" / "frameworks.md"
EXAMPLE = re.search(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[1]
VALIDATOR = Draft202012Validator(schema())

WRONG = [
    None,
    "",
    [],
    {},
    3,
    99.5,
    "x" * 2000,
    "plain words",
    ["a"],
    ["a", "a"],
    {"en": "t"},
    {"x y": "t"},
    {"en": [1]},
]


def accepted_by_schema(document):
    return VALIDATOR.is_valid(json.loads(json.dumps(document)))


def accepted_by_rules(document):
    """What the loader says of the form alone, before it looks at how the parts fit together."""
    problems = Problems("x")
    root = parse_yaml(yaml.safe_dump(document, allow_unicode=True).encode(), problems=problems)
    try:
        read(FRAMEWORK, root, Reading(problems, "en"))
        problems.raise_any()
    except InvalidInputError:
        return False
    return True


def paths_of(document, path=()):
    yield path
    children = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    for key, child in children:
        yield from paths_of(child, (*path, key))


def at(document, path):
    for key in path:
        document = document[key]
    return document


def variants():
    """Every value replaced by every wrong one; every field left out, misspelt and added; every list made too long."""
    original = yaml.safe_load(EXAMPLE)
    for path in list(paths_of(original))[1:]:
        for wrong in WRONG:
            document = copy.deepcopy(original)
            at(document, path[:-1])[path[-1]] = copy.deepcopy(wrong)
            yield f"{path} = {wrong!r:.20}", document
        if isinstance(path[-1], str):
            document = copy.deepcopy(original)
            value = at(document, path[:-1]).pop(path[-1])
            yield f"{path} left out", copy.deepcopy(document)
            at(document, path[:-1])[f"{path[-1]}x"] = value
            yield f"{path} misspelt", document
        if isinstance(at(original, path), list):
            document = copy.deepcopy(original)
            at(document, path).extend([f"more{number}" for number in range(600)])
            yield f"{path} too long", document


def test_it_is_a_schema():
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_example_is_good_for_both():
    assert list(VALIDATOR.iter_errors(json.loads(json.dumps(yaml.safe_load(EXAMPLE))))) == []
    assert loader.load(EXAMPLE.encode()).key == "reading-together"


@pytest.mark.parametrize("path", sorted(DEFINITIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_comes_with_pet_is_good_for_both(path):
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert list(VALIDATOR.iter_errors(json.loads(json.dumps(document)))) == []
    assert accepted_by_rules(document)


def test_what_one_refuses_the_other_refuses():
    verdicts = [
        (name, accepted_by_schema(document), accepted_by_rules(document)) for name, document in variants()
    ]
    # That a map of languages lacks the framework's own is beyond a schema; nothing else is.
    differing = [name for name, by_schema, by_rules in verdicts if by_schema != by_rules]
    assert differing == [
        "('roles', 2, 'label', 'en') left out",
        "('roles', 2, 'label', 'en') misspelt",
        "('roles', 2, 'plural', 'en') left out",
        "('roles', 2, 'plural', 'en') misspelt",
    ]
    refused = sum(not by_rules for _name, _by_schema, by_rules in verdicts)
    assert (len(verdicts) > 900, refused > 700, refused < len(verdicts)) == (True, True, True)


@pytest.mark.parametrize(
    ("path", "value"),
    [(("version",), True), (("version",), "1"), (("roles", 0, "leads"), "yes"), (("roles", 0, "leads"), 1)],
)
def test_numbers_and_flags_are_not_guessed(path, value):
    document = yaml.safe_load(EXAMPLE)
    at(document, path[:-1])[path[-1]] = value
    assert (accepted_by_schema(document), accepted_by_rules(document)) == (False, False)


def test_descriptions_are_translated():
    with use(PSEUDO):
        marked = schema()
    texts = re.findall(r'"description": "(.*?)"', json.dumps(marked, ensure_ascii=False))
    assert len(texts) == 39
    assert [text for text in texts if not text.startswith("⟦")] == []
