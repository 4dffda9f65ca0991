"""From a YAML file to a `Framework`, or to a list of everything that is wrong with it."""

from functools import cache
from pathlib import Path

from pet.errors import PetError
from pet.frameworks.kinds import LANGUAGE_CODE
from pet.frameworks.model import Area, Component, Framework, OpenQuestion, Role, Scale, Text, Theme
from pet.frameworks.reading import Found, Reading, nearest
from pet.frameworks.reading import read as read_node
from pet.frameworks.relations import check
from pet.frameworks.rules import FRAMEWORK
from pet.frameworks.spellings import Apart, default_labels
from pet.language import SOURCE, use
from pet.language import gettext as _
from pet.paths import DEFINITIONS
from pet.untrusted import Entries, Limits, Node, Problems, Scalar, exists, file_name, parse_yaml, read, shown

LIMITS = Limits()


def load(source: Path | str | bytes) -> Framework:
    """The framework in a file, or in the bytes of one.

    Raises:
        InvalidInputError: with every problem, its path and its line.
        PetError: the file cannot be read at all.
    """
    if isinstance(source, bytes):
        return _load(source, _("The framework"))
    path = Path(source)
    return _load(read(path, LIMITS.size), file_name(path))


def builtin_keys() -> tuple[str, ...]:
    """The keys of the frameworks that come with PET."""
    return tuple(sorted(path.stem for path in DEFINITIONS.glob("*.yaml")))


@cache
def builtin(key: str) -> Framework:
    """A framework that comes with PET.

    Raises:
        PetError: there is none with this key.
    """
    keys = builtin_keys()
    if key in keys:
        return load(DEFINITIONS / f"{key}.yaml")
    meant = nearest(key, keys)
    if meant:
        raise PetError(_("There is no framework “{key}”. Did you mean “{name}”?", key=shown(key), name=meant))
    raise PetError(
        _(
            "There is no framework “{key}”. These come with PET: {names}.",
            key=shown(key),
            names=", ".join(keys),
        )
    )


def builtin_file(key: str) -> bytes:
    """The file of a framework that comes with PET."""
    return (DEFINITIONS / f"{key}.yaml").read_bytes()


def find(key_or_path: str) -> Framework:
    """A built-in framework by its key, or the one in a file.

    Raises:
        PetError: there is neither, or the file cannot be used.
    """
    if key_or_path in builtin_keys() or not _looks_like_a_file(key_or_path):
        return builtin(key_or_path)
    return load(key_or_path)


def _looks_like_a_file(name: str) -> bool:
    path = Path(name)
    return path.suffix != "" or len(path.parts) != 1 or exists(path)


def _load(data: bytes, name: str) -> Framework:
    problems = Problems(name)
    root = parse_yaml(data, LIMITS, problems=problems)
    reading = Reading(problems, _language(root))
    found = read_node(FRAMEWORK, root, reading)
    if found:
        check(found, reading)
    problems.raise_any()
    assert found is not None, "nothing was read, yet there is no problem"
    return _framework(found)


def _language(root: Node) -> str:
    """The framework's own language, needed before anything else can be read."""
    code = root.entries.get("language") if isinstance(root, Entries) else None
    quiet = Reading(Problems(""), SOURCE)
    found = LANGUAGE_CODE.read(code, quiet) if isinstance(code, Scalar) else None
    return str(found.value) if found else SOURCE


def _framework(found: Found) -> Framework:
    language = found.value["language"].value
    components = tuple(_component(part) for part in found.all("components"))
    order = [theme.id for component in components for theme in component.themes]
    return Framework(
        key=found.value["key"].value,
        version=found.value["version"].value,
        language=language,
        title=_text(found, "title"),
        purpose=_text(found, "purpose"),
        scale=_scale(found.value["scale"], language),
        roles=tuple(_role(part) for part in found.all("roles")),
        components=components,
        forms=_forms(found.get("forms"), order),
        open_questions=tuple(
            OpenQuestion(id=part.value["id"].value, text=_text(part, "text"))
            for part in found.all("open_questions")
        ),
    )


def _component(found: Found) -> Component:
    return Component(
        id=found.value["id"].value,
        title=_text(found, "title"),
        purpose=_text(found, "purpose"),
        areas=tuple(_area(part) for part in found.all("areas")),
    )


def _area(found: Found) -> Area:
    return Area(
        id=found.value["id"].value,
        title=_text(found, "title"),
        question=_text(found, "question"),
        themes=tuple(_theme(part) for part in found.all("themes")),
    )


def _theme(found: Found) -> Theme:
    title = _text(found, "title")
    wordings, descriptors = found.get("wordings"), found.get("descriptors")
    return Theme(
        id=found.value["id"].value,
        title=title,
        topic=_text(found, "topic", _in_quotes(title)),
        statement=_text(found, "statement"),
        asked_of=tuple(role.value for role in found.all("asked_of")),
        wordings={role: text.value for role, text in wordings.value.items()} if wordings else {},
        descriptors={int(point): text.value for point, text in descriptors.value.items()}
        if descriptors
        else {},
        importance=_flag(found, "importance"),
        replaces=tuple(earlier.value for earlier in found.all("replaces")),
    )


def _role(found: Found) -> Role:
    label = _text(found, "label")
    return Role(
        id=found.value["id"].value,
        label=label,
        plural=_text(found, "plural", label),
        leads=_flag(found, "leads"),
    )


def _scale(found: Found, language: str) -> Scale:
    labels = {kind: Text(((language, label),)) for kind, label in default_labels(language).items()}
    return Scale(
        points=tuple(point.value for point in found.all("points")),
        dont_know=_text(found, "dont_know", labels[Apart.DONT_KNOW]),
        not_applicable=_text(found, "not_applicable", labels[Apart.NOT_APPLICABLE]),
    )


def _forms(found: Found | None, order: list[str]) -> dict[str, tuple[str, ...]]:
    """The forms with their themes in the order of the framework, whatever their order in the file."""
    forms = {}
    for name, themes in found.value.items() if found else ():
        chosen = {theme.value for theme in themes.value}
        forms[name] = tuple(theme_id for theme_id in order if theme_id in chosen)
    return forms


def _text(found: Found, name: str, default: Text | None = None) -> Text:
    given = found.get(name)
    text: Text | None = given.value if given else default
    assert text is not None, f"{name} is required"
    return text


def _flag(found: Found, name: str) -> bool:
    given = found.get(name)
    return bool(given and given.value)


def _in_quotes(title: Text) -> Text:
    """The title as a phrase inside a sentence, with the quotes of its language."""
    versions = []
    for language, text in title.versions:
        with use(language):
            versions.append((language, _("“{title}”", title=text)))
    return Text(tuple(versions))
