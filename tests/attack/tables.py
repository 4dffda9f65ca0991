"""What tables and workbook tell: a column that is not known here is a failure.

Of themes and groups every value is a claim of its own; everything else has to stand in the document as well.
"""

import csv
import io
import re

from tests.attack.claims import ASKED, EVERYBODY, Claim, Level, near, unexplained
from tests.support.workbooks import opened, rows

PUBLIC = {
    "theme_id", "number", "theme", "statement", "component_id", "component", "area_id", "area", "breakdown", "group",
    "group_label", "section", "tentative", "detail", "withheld",
}  # fmt: skip
"""What is in the framework, and what is said of what is shown."""
MEASURED = {
    **dict.fromkeys(("n_valid", "dont_know", "dont_know_share"), Level.BASE),
    **dict.fromkeys(("typical", "median", "agreement_level"), Level.WORDS),
    **dict.fromkeys(
        ("mean", "interpolated_median", "lower_quartile", "upper_quartile", "score", "agreement"), Level.NUMBERS
    ),
}  # fmt: skip
OF_THEMES = {
    **MEASURED,
    **dict.fromkeys(("below_middle", "in_middle", "above_middle", "pattern", "pattern_name"), Level.WORDS),
    **dict.fromkeys(
        ("agreement_low", "agreement_high", "effective_n", "camp_low", "camp_high", "minority_share", "could_be_chance"),
        Level.NUMBERS,
    ),
}  # fmt: skip
OF_GROUPS = {
    **MEASURED,
    **dict.fromkeys(("gap_flagged", "direction"), Level.WORDS),
    **dict.fromkeys(("gap_steps", "gap_share", "gap_p", "gap_delta"), Level.NUMBERS),
}
OF_ASKED = {"asked": Level.HEADS, "not_applicable": Level.BASE, "unanswered": Level.BASE}
NOTHING_SAID = {
    "pattern": ("too_few", "unsure"),
    "pattern_name": ("Too few answers", "Many don’t know", "No answers", "One answer"),
    "could_be_chance": ("0",),
}
"""Columns, and the values with which they tell nothing of ratings."""
OTHERS = {
    "components": {"part_id", "part", "number", "title", "component_id", "typical", "lower_quartile", "upper_quartile",
                   "score", "agreement", "agreement_level", "lowest_theme_id", "lowest_theme", "themes_used",
                   "themes_total", "withheld"},
    "gaps": {"theme_id", "number", "theme", "breakdown", "group", "group_label", "direction", "gap_steps"},
    "change": {"part_id", "part", "number", "title", "link", "earlier", "before", "after", "mean_change",
               "agreement_before", "agreement_after", "people", "higher", "same", "lower", "steps", "dominance", "p",
               "moved", "spread", "what_happened", "themes_used", "themes_total", "withheld"},
    "comments": {"kind", "place", "area_id", "theme_id", "question_id", "text"},
    "agenda": {"position", "theme_id", "number", "theme", "section", "reason", "question_1", "question_2", "question_3",
               "minutes_45", "minutes_60", "minutes_90", "minutes_120"},
    "actions": {"agreed", "position", "what", "aim", "owner", "partner", "due", "resource", "theme_id", "number",
                "theme", "is_priority", "status", "is_overdue", "note", "note_on", "ended_on"},
    "codebook": {"file", "column", "label", "meaning", "type", "unit", "low", "high", "values"},
}  # fmt: skip
_POINT = re.compile(r"(count|share)_\d+")


def read(content):
    """The rows of a table, cells as they stand in the file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def claims(files, document):
    """The claims of all tables of a record.

    Args:
        files: by name, as they are handed out.
        document: the result that they are made from, as everybody reads it.
    """
    known = {
        name.removesuffix(".csv"): read(content) for name, content in files.items() if name.endswith(".csv")
    }
    assert known.keys() - OTHERS.keys() == {"themes", "groups"}, "what does this table tell?"
    for name in known.keys() & OTHERS.keys():
        columns = {column for row in known[name] for column in row}
        assert columns <= OTHERS[name], f"what does {sorted(columns - OTHERS[name])} tell?"
    yield from themes(known["themes"], document)
    yield from groups(known["groups"], document)
    yield from _parts(known["components"], document)
    yield from _gaps(known["gaps"], document)
    yield from _change(known.get("change", ()), document)
    yield from _texts((row["text"] for row in known["comments"]), document)


def themes(found, document):
    """The claims of rows of themes; a row need not have every column."""
    told = {theme["id"]: theme for theme in document["themes"]}
    for row in found:
        for name, value in _said(row):
            if name in OF_ASKED:
                yield Claim(OF_ASKED[name], None, (ASKED, row["theme_id"]))
            elif (level := _level(name, value, OF_THEMES, told.get(row["theme_id"]))) is not None:
                yield Claim(level, row["theme_id"], EVERYBODY)


def groups(found, document):
    """The claims of rows of themes in groups."""
    told = {
        (breakdown, group["name"], theme["id"]): theme
        for breakdown, of in document["groups"].items()
        for group in of
        for theme in group["themes"]
    }
    for row in found:
        who = (row["breakdown"], row["group"])
        for name, value in _said(row):
            if name == "people":
                yield Claim(Level.HEADS, None, who)
            elif (level := _level(name, value, OF_GROUPS, told.get((*who, row["theme_id"])))) is not None:
                yield Claim(level, row["theme_id"], who)


def _said(row):
    return ((name, value) for name, value in row.items() if value not in ("", None) and name not in PUBLIC)


def _level(name, value, known, told):
    """What a value tells; `None` for nothing. A typical answer is a word only where it is the plain median."""
    if _POINT.fullmatch(name):
        return Level.NUMBERS
    assert name in known, f"what does {name!r} tell?"
    if value in NOTHING_SAID.get(name, ()):
        return None
    if name == "typical" and not (told and told["median"] is not None and near(float(value), told["median"])):
        return Level.NUMBERS
    return known[name]


def _parts(found, document):
    told = {part["id"]: part for part in [*document["components"], *document["areas"]]}
    for row in found:
        part = told.get(row["part_id"])
        band = (part and part["band"]) or (None, None)
        same = part is not None and all(
            (
                *(
                    _same(row[name], part[name])
                    for name in ("typical", "score", "agreement", "agreement_level")
                ),
                *(_same(row[name], part[name]) for name in ("themes_used", "themes_total", "withheld")),
                _same(row["lower_quartile"], band[0]),
                _same(row["upper_quartile"], band[1]),
                _same(row["lowest_theme_id"], part["lowest_theme"]),
            )
        )
        if not same:
            yield unexplained(f"components.csv: {row['part_id']}")


def _gaps(found, document):
    told = [(gap["theme"], gap["breakdown"], gap["group"], gap["steps"]) for gap in document["gaps"]]
    for row in found:
        steps = float(row["gap_steps"]) if row["gap_steps"] else None
        if not any(near(one, (row["theme_id"], row["breakdown"], row["group"], steps)) for one in told):
            yield unexplained(f"gaps.csv: {row['theme_id']}")


def _change(found, document):
    change = document["change"] or {"themes": (), "components": ()}
    told = {("theme", one["id"]): one for one in change["themes"]}
    told |= {("component", one["id"]): one for one in change["components"]}
    for row in found:
        one = told.get((row["part"], row["part_id"]))
        named = [
            name
            for name in row
            if name not in ("part_id", "part", "number", "title", "earlier", "what_happened")
        ]
        if one is None or not all(_same(row[name], one.get(name)) for name in named):
            yield unexplained(f"change.csv: {row['part_id']}")


def _texts(found, document):
    told = {
        " ".join(text.split()) for of in [*document["comments"], *document["words"]] for text in of["texts"]
    } | {" ".join(digest["text"].split()) for digest in document["digests"]}
    for text in found:
        if " ".join(text.split()) not in told:
            yield unexplained("comments.csv")


def _same(cell, value):
    if cell == "" or value is None:
        return cell == "" and value is None
    return near(float(cell), float(value)) if isinstance(value, int | float) else cell == value


def workbook(content):
    """The sheets of a workbook by the names of their tables, with the columns of the CSV files; and its sentences."""
    book = opened(content)
    described = rows(book["Codebook"])
    tables = {}
    for sheet in {row["Sheet"] for row in described}:
        of = {row["Column"]: row["Column in the CSV files"] for row in described if row["Sheet"] == sheet}
        assert set(of) == {cell.value for cell in book[sheet][1]}, "a column that the codebook does not know"
        name = next(iter(of.values())).partition(".csv: ")[0]
        found = (
            rows(book[sheet]) if book[sheet].auto_filter.ref else []
        )  # else a sentence says that there is nothing
        tables[name] = [
            {
                of[label].partition(": ")[2]: "" if value is None else str(value)
                for label, value in row.items()
            }
            for row in found
        ]
    return tables, [line for name in ("Read me", "Summary") for line in _lines(book[name])]


def _lines(sheet):
    return [
        " ".join(str(cell) for cell in row if cell is not None) for row in sheet.iter_rows(values_only=True)
    ]


def of_workbook(content, document, labels, framed):
    """The claims of the sheets of a workbook that hold tables.

    Args:
        content: the file.
        document: the result that it is made from.
        labels: by what groups are called, the breakdown and the name.
        framed: the framework.
    """
    tables, _front = workbook(content)
    assert tables.keys() <= OTHERS.keys() | {"themes", "groups"}, "what does this sheet tell?"
    ids = {framed.numbers[theme.id]: theme.id for theme in framed.themes}
    if document["withheld"] is not None:
        return
    yield from themes([{**row, "theme_id": ids[row["number"]]} for row in tables["themes"]], document)
    of = [
        {
            **row,
            "theme_id": ids[row["number"]],
            "breakdown": labels[row["group_label"]][0],
            "group": labels[row["group_label"]][1],
        }
        for row in tables["groups"]
        if row["group_label"]
    ]
    yield from groups(of, document)
    yield from _texts((row["text"] for row in tables["comments"] if row["text"]), document)
