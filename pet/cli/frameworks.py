"""`pet frameworks`: list, read and check frameworks."""

import json
import shutil
from collections.abc import Callable, Iterator

import click

from pet.cli import FAILED
from pet.cli.differences import Comparison, as_json
from pet.errors import PetError
from pet.frameworks import loader
from pet.frameworks.differences import diff
from pet.frameworks.model import CORE, PULSE, Area, Component, Framework, Role, Text, Theme
from pet.frameworks.schema import schema
from pet.language import current, ngettext
from pet.language import gettext as _

WIDEST = 100


def command() -> click.Group:
    """The group `pet frameworks` in the language in use."""
    one = click.Argument(["key_or_file"], metavar=_("KEY|FILE"))
    two = [
        click.Argument(["earlier"], metavar=_("EARLIER")),
        click.Argument(["later"], metavar=_("LATER")),
        click.Option(["--json", "as_machine"], is_flag=True, help=_("Print JSON, for machines.")),
    ]
    many = click.Argument(["files"], metavar=_("FILE…"), nargs=-1, required=True)
    return click.Group(
        "frameworks",
        help=_(
            "See the frameworks, and check one of your own.\n\n"
            "A framework is what people are asked: components, areas of enquiry and themes. Several come with "
            "PET; your own is a text file."
        ),
        commands=[
            _command("list", _list, _("List the frameworks that come with PET.")),
            _command("show", _show, _("Print a framework: what is asked, in which words, and of whom."), one),
            _command(
                "check", _check, _("Check framework files: everything that is wrong, with its line."), many
            ),
            _command(
                "diff",
                _diff,
                _("Say what changed between two versions of a framework."),
                *two,
                more=_(
                    "Each is a file, or the key of a framework that comes with PET. Themes come first: what became "
                    "of them decides which answers can be compared over the years."
                ),
            ),
            _command("schema", _schema, _("Print a JSON Schema, for editors that complete and check.")),
        ],
    )


def _command(
    name: str, callback: Callable[..., None], text: str, *parameters: click.Parameter, more: str = ""
) -> click.Command:
    paragraphs = "\n\n".join([text, more] if more else [text])
    return click.Command(name, callback=callback, params=[*parameters], help=paragraphs, short_help=text)


def _list() -> None:
    frameworks = [loader.builtin(key) for key in loader.builtin_keys()]
    rows = [(framework.key, framework.title.to(current()), _counts(framework)) for framework in frameworks]
    key, title = (max(len(row[column]) for row in rows) for column in (0, 1))
    for row in rows:
        click.echo(f"{row[0]:<{key}}  {row[1]:<{title}}  {row[2]}")


def _show(key_or_file: str) -> None:
    click.echo("\n".join(_Tree(loader.find(key_or_file), _width()).lines()))


def _width() -> int:
    return min(shutil.get_terminal_size().columns, WIDEST)


def _check(files: tuple[str, ...]) -> None:
    failed = False
    for name in files:
        try:
            framework = loader.load(name)
        except PetError as error:
            failed = True
            click.echo(str(error), err=True)
        else:
            click.echo(_("{name}: all right – {counts}", name=name, counts=_counts(framework)))
    if failed:
        click.get_current_context().exit(FAILED)


def _diff(earlier: str, later: str, *, as_machine: bool) -> None:
    before, after = loader.find(earlier), loader.find(later)
    found = diff(before, after)
    if as_machine:
        click.echo(as_json(before, after, found))
    else:
        click.echo("\n".join(Comparison(before, after, found, _width()).lines()))


def _schema() -> None:
    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))


def _counts(framework: Framework) -> str:
    return _(
        "{components}, {areas}, {themes}",
        components=ngettext("{number} component", "{number} components", len(framework.components)),
        areas=ngettext("{number} area", "{number} areas", len(framework.areas)),
        themes=ngettext("{number} theme", "{number} themes", len(framework.themes)),
    )


class _Tree:
    """A framework as lines of text."""

    def __init__(self, framework: Framework, width: int) -> None:
        self._framework = framework
        self._width = width
        self._names = {CORE: _("core form"), PULSE: _("pulse form")}

    def lines(self) -> Iterator[str]:
        framework = self._framework
        yield from self._wrapped(
            _(
                "{title} ({key}, version {version})",
                title=_in(framework.title),
                key=framework.key,
                version=framework.version,
            )
        )
        yield ""
        yield from self._wrapped(_in(framework.purpose))
        yield ""
        yield from self._overview()
        for component in framework.components:
            yield from self._component(component)
        if framework.open_questions:
            yield ""
            yield from self._wrapped(_("Open questions at the end"))
            for question in framework.open_questions:
                yield from self._wrapped(_in(question.text), 2)

    def _overview(self) -> Iterator[str]:
        framework = self._framework
        yield from self._wrapped(_("Asked: {counts}.", counts=_counts(framework)))
        for name, theme_ids in framework.forms.items():
            yield from self._wrapped(_size(name, len(theme_ids)))
        scale = framework.scale
        points = [
            _("{point} {label}", point=point, label=_in(label))
            for point, label in enumerate(scale.points, start=1)
        ]
        yield from self._wrapped(_("Answers: {points}.", points=", ".join(points)))
        yield from self._wrapped(
            _(
                "Set apart: {dont_know}, {not_applicable}.",
                dont_know=_in(scale.dont_know),
                not_applicable=_in(scale.not_applicable),
            )
        )
        if framework.roles:
            yield from self._wrapped(
                _("Roles: {roles}.", roles=", ".join(_role(role) for role in framework.roles))
            )

    def _component(self, component: Component) -> Iterator[str]:
        yield ""
        yield from self._numbered(component, 0)
        yield from self._wrapped(_in(component.purpose), 3)
        for area in component.areas:
            yield ""
            yield from self._numbered(area, 3)
            yield from self._wrapped(_in(area.question), 8)
            for theme in area.themes:
                yield from self._theme(theme)

    def _theme(self, theme: Theme) -> Iterator[str]:
        forms = [self._names[name] for name, ids in self._framework.forms.items() if theme.id in ids]
        yield from self._numbered(theme, 8, ", ".join([theme.id, *forms]))
        yield from self._wrapped(_in(theme.statement), 14)
        for role_id, wording in theme.wordings.items():
            yield from self._wrapped(
                _("For {people}: {wording}", people=self._people(role_id), wording=_in(wording)), 14
            )
        if theme.asked_of:
            people = ", ".join(self._people(role_id) for role_id in theme.asked_of)
            yield from self._wrapped(_("Asked of: {people}", people=people), 14)
        for point, descriptor in sorted(theme.descriptors.items()):
            yield from self._wrapped(
                _("{point} means: {descriptor}", point=point, descriptor=_in(descriptor)), 14
            )
        if theme.importance:
            yield from self._wrapped(_("Also asked: how important is this now?"), 14)

    def _numbered(self, part: Component | Area | Theme, indent: int, note: str = "") -> Iterator[str]:
        number, title = self._framework.numbers[part.id], _in(part.title)
        text = _("{title} ({note})", title=title, note=note) if note else title
        yield from self._wrapped(text, indent, f"{number}  ")

    def _people(self, role_id: str) -> str:
        role = self._framework.role(role_id)
        return _in(role.plural) if role else role_id

    def _wrapped(self, text: str, indent: int = 0, lead: str = "") -> Iterator[str]:
        first = " " * indent + lead
        wrapped = click.wrap_text(text, self._width, initial_indent=first, subsequent_indent=" " * len(first))
        yield from wrapped.split("\n")


def _in(text: Text) -> str:
    return text.to(current())


def _size(form: str, themes: int) -> str:
    if form == CORE:
        return ngettext("Core form: {number} theme.", "Core form: {number} themes.", themes)
    return ngettext("Pulse form: {number} theme.", "Pulse form: {number} themes.", themes)


def _role(role: Role) -> str:
    return _("{label} (leads)", label=_in(role.label)) if role.leads else _in(role.label)
