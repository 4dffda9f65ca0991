"""What pages, charts and reports say, and of whom: every number that stands beside the name of a group or a theme.

Whatever follows from the document as well is no news. A number that does not is taken as knowledge about the people
named with it: about their answers to the theme that is named, or to every theme.
"""

import re
from dataclasses import dataclass

from tests.attack.claims import EVERYBODY, Claim, Level
from tests.support.pages import words

NUMBER = re.compile(r"(?<![\w.,])\d+(?:\.\d+)?(?![\w]|\.\d)")
SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z“0-9•])")


@dataclass(frozen=True)
class Said:
    """A cell of a table with the heads of its row and column, or a sentence; a caption says which theme it is about."""

    text: str
    head: str = ""
    caption: str = ""


def of_page(page):
    """Everything on a page: the cells of tables, each with the heads of its row and column, and all sentences."""
    for table in page.all("table"):
        caption = " ".join(words(one) for one in table.iter("caption"))
        rows = [[words(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        for row in rows[1:]:
            for head, cell in zip(rows[0][1:], row[1:], strict=False):
                yield Said(cell, f"{row[0]} | {head}", caption)
    for element in page.root.iter():
        for attribute in ("alt", "title", "aria-label"):
            if element.get(attribute):
                yield from sentences(element.get(attribute))
        if element.tag in ("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "figcaption", "caption", "summary"):
            yield from sentences(words(element))


def of_chart(svg):
    """The title and the description of a chart; its drawing holds outlines instead of text."""
    assert "<text" not in svg, "text in a chart is read by nobody here"
    found = [re.sub(r"\s+", " ", part) for part in re.findall(r"<(?:title|desc)[^>]*>([^<]*)<", svg)]
    assert found, "a chart without a word"
    for text in found:
        yield from sentences(text)


def of_report(pages):
    """The lines of a report as they stand on its pages, but for the page numbers of its contents."""
    for lines in pages:
        if "Contents" not in map(str.strip, lines):
            for line in lines:
                yield from sentences(line)


def sentences(text):
    """The sentences of a text, none above the other."""
    for sentence in SENTENCE.split(text):
        yield Said(sentence)


class Reader:
    """Knows what everything is called, and what the document tells of it."""

    def __init__(self, document, framed, labels):
        self.document, self.labels = document, labels
        self.titles = {theme.title.to("en"): theme.id for theme in framed.themes}
        self.titles |= {theme.topic.to("en"): theme.id for theme in framed.themes}
        parts = [text for part in (*framed.components, *framed.areas) for text in [part.title.to("en")]]
        labels = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
        self._label = re.compile(rf"(?<!\w)(?:{labels})(?!\w)")
        self.names = sorted([*self.titles, *parts], key=len, reverse=True)

    def claims(self, said):
        """What is said of a few that the document does not tell."""
        for one in said:
            themes = self._themes(one)
            for who, text in self._parts(one):
                news = [number for number in self._numbers(text) if not self._known(who, themes, number)]
                for theme in themes if news else ():
                    yield Claim(Level.NUMBERS, theme, who)
                if news and who != EVERYBODY:
                    yield Claim(Level.HEADS, None, who)

    def _parts(self, one):
        """Of whom which part of it speaks: what stands after a name, up to the next one, is about who is named."""
        named = [self.labels[found] for found in self._label.findall(one.head)]
        if named:
            return [(named[0], one.text)]
        places = list(self._label.finditer(one.text))
        if not places:
            text = f"{one.head} {one.text}"
            return [(EVERYBODY, one.text)] if any(title in text for title in self.titles) else []
        starts = [0, *(place.start() for place in places[1:])]
        ends = [*starts[1:], len(one.text)]
        return [
            (self.labels[place.group()], one.text[start:end])
            for place, start, end in zip(places, starts, ends, strict=True)
        ]

    def _themes(self, one):
        text = f"{one.text} | {one.head} | {one.caption}"
        named = [theme for title, theme in self.titles.items() if title in text]
        return list(dict.fromkeys(named)) or list(dict.fromkeys(self.titles.values()))

    def _numbers(self, text):
        for name in [*self.names, *self.labels]:
            text = text.replace(name, " ")
        return [float(number) for number in NUMBER.findall(text)]

    def _known(self, who, themes, number):
        holder = self._holder(who)
        if holder is None:
            return False
        told = [theme for theme in holder["themes"] if theme["id"] in themes]
        if told and all(theme["shares"] is not None for theme in told):
            return True  # whatever is said of them follows from how they answered
        return any(abs(number - value) < 1e-9 for value in self._values(holder, told))

    def _holder(self, who):
        if who == EVERYBODY:
            return self.document
        breakdown, name = who
        groups = self.document["groups"].get(breakdown, ())
        return next((group for group in groups if group["name"] == name and group["valid"] is not None), None)

    def _values(self, holder, told):
        """All numbers that the document tells of a group, as they may be rounded, and what is not about answers."""
        found = [holder.get("valid"), self.document["respondents"], self.document["smallest_group"]]
        found += [minute for item in self.document["agenda"] for minute in item["minutes"]]
        found += [change["respondents"], change["people"]] if (change := self.document["change"]) else []
        for theme in told:
            for name in (
                "valid",
                "dont_know",
                "median",
                "asked",
                "not_applicable",
                "unanswered",
                "gap_steps",
            ):
                found.append(theme.get(name))
            found += theme["bins"] or []
            if theme["valid"] is not None:
                found.append(theme["valid"] + theme["dont_know"])
        for part in [*holder["areas"], *holder["components"]]:
            found += [part["typical"], part["everybody"], part["themes_used"], part["themes_total"]]
            found += part["band"] or []
        for value in found:
            if value is not None:
                yield from (
                    float(value),
                    float(f"{value:.1f}"),
                    float(f"{value + 1e-9:.1f}"),
                    float(f"{value:.0f}"),
                )
