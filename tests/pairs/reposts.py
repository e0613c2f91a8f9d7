"""What others do to a text when they print it again, in two sets: one to choose rules by, one to measure them with."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.pairs.stories import day, invent, plan

Paragraphs = list[str]
Change = Callable[[Paragraphs, random.Random], Paragraphs]


@dataclass(frozen=True, slots=True)
class Manner:
    """How the sites of one set print again: languages of their stories, introductions, tails and spellings."""

    languages: tuple[str, ...]
    intros: tuple[str, ...]
    tails: tuple[str, ...]
    spellings: tuple[tuple[str, str], ...]
    quotes: tuple[tuple[str, str], ...]
    captions: tuple[str, ...] = ()

    def changes(self) -> dict[str, Change]:
        """Return what can be done to a text, by name."""
        edits: dict[str, Change] = (
            {"captions": self._captioned, "a paragraph less": _shortened} if self.captions else {}
        )
        return edits | {
            "the same": lambda text, draw: text,
            "cut": _cut,
            "introduction": self._introduced,
            "tail": self._with_tail,
            "spelling": self._respelt,
            "paragraphs": _rejoined,
        }

    def _introduced(self, text: Paragraphs, draw: random.Random) -> Paragraphs:
        return [_filled(draw.choice(self.intros), draw), *text]

    def _with_tail(self, text: Paragraphs, draw: random.Random) -> Paragraphs:
        others = [sentence.split(",")[0] for sentence in plan(draw.randrange(10**6), draw.randint(2, 5)).told("en")]
        return [*text, *_filled(draw.choice(self.tails), draw).split(" / "), *others]

    def _captioned(self, text: Paragraphs, draw: random.Random) -> Paragraphs:
        place = draw.randrange(1, len(text))
        return [*text[:place], _filled(draw.choice(self.captions), draw), *text[place:]]

    def _respelt(self, text: Paragraphs, draw: random.Random) -> Paragraphs:
        def respelt(paragraph: str) -> str:
            for old, new in (*self.spellings, *self.quotes):
                paragraph = paragraph.replace(old, new)
            return paragraph

        return [respelt(paragraph) for paragraph in text]


def _filled(frame: str, draw: random.Random) -> str:
    date = (draw.randint(2015, 2026), draw.randint(1, 12), draw.randint(1, 28))
    return frame.format(name=f"{invent(draw)} {invent(draw)}", place=invent(draw), date=day(date, "en"), n=date[2])


def _cut(text: Paragraphs, draw: random.Random) -> Paragraphs:
    words = [len(paragraph.split()) for paragraph in text]
    keep, kept = max(55, draw.uniform(0.45, 0.85) * sum(words)), 0
    for number, count in enumerate(words):
        kept += count
        if kept >= keep:
            return text[: number + 1]
    return text


def _shortened(text: Paragraphs, draw: random.Random) -> Paragraphs:
    place = draw.randrange(1, len(text))
    return text[:place] + text[place + 1 :]


def _rejoined(text: Paragraphs, draw: random.Random) -> Paragraphs:
    joined: Paragraphs = []
    for paragraph in text:
        if joined and draw.random() < 0.6:
            joined[-1] += f" {paragraph}"
        else:
            joined.append(paragraph)
    return joined


TUNING = Manner(
    languages=("en", "de", "ca"),
    intros=(
        "Our partner {name} has sent us the following news, which we are glad to share with our readers.",
        "{place}, {date} –",
        "Posted by {name} on {date} in Community News",
        "This article was first published on {date} by the cluster {name}. We thank the authors for letting us print it"
        " here for our {n} members.",
    ),
    tails=(
        "Related News / {place}: {n} new members / {date}",
        "Read the full story on the website of {name}.",
        "Share this Article / Cluster organisation / {name}",
    ),
    spellings=(("isation", "ization"), ("programme", "program"), ("smaller", "smaler"), ("Firmen", "Firmen\u00ad")),
    quotes=(('"', "”"), ("„", "»"), ("“", "«"), ("'", "’")),
)
HELD_OUT = Manner(
    languages=("en", "fr", "es", "it"),
    intros=(
        "The following is taken from the newsletter of {name}, who kindly let us have it. The views are theirs alone.",
        "News | {date} | {n} min read",
        "Good news from {place}! Every month we tell what goes on in other clusters. This time {name} has a word.",
        "By {name}",
    ),
    tails=(
        "You may also like / {date} / {name} wins an award / All articles All news",
        "Source: {name}, {date}. Contact: info [at] {place} [dot] example, phone {n} 55 00 1{n}",
        "Tags: {place}, {name}, clusters / Previous / Next",
        "More news from {place} / {n} regions sign a charter / {date}",
    ),
    spellings=(
        ("isation", "ization"), ("abour", "abor"), ("centre", "center"), ("eighbour", "eighbor"),
        (" euro", "\u00a0euro"), ("fi", "ﬁ"), ("entreprises", "entreprises "), ("clúster", "cluster"),
        ("perché", "perchè"),
    ),
    quotes=(('"', "'"), ("«", "“"), ("»", "”"), ("'", "´"), ("–", "-")),
    captions=("{n}20 - Foto {place}", "Photo: {name} / {place}", "Matchmaking Event - {n}00x600_v4 2"),
)  # fmt: skip
