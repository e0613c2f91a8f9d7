"""The labelled pairs: every kind of copy, and of texts that are alike and yet no copies."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.likeness import Story
from tests.pairs.reposts import HELD_OUT, TUNING, Manner, Paragraphs
from tests.pairs.stories import Call, call, day, invent, plan, title
from tests.pairs.vocabulary import MONTHS

# Sentences of a story: 60 to 1,500 words.
LENGTHS = (5, 6, 8, 12, 18, 27, 40, 60, 125)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts, what makes them alike, and whether one is a copy of the other."""

    kind: str
    is_copy: bool
    one: Story
    other: Story


def tuning() -> list[Pair]:
    """Return the pairs that rules and thresholds are chosen by."""
    return list(_all(TUNING, 0))


def held_out() -> list[Pair]:
    """Return the pairs that they are measured with: other stories, other languages, other manners of reprinting."""
    return list(_all(HELD_OUT, 100_000))


def _all(manner: Manner, base: int) -> Iterator[Pair]:
    draw = random.Random(base)
    for number in range(90):
        length = LENGTHS[number % len(LENGTHS)]
        seed, language = base + number, manner.languages[number % len(manner.languages)]
        yield from _reposts(manner, draw, seed, length, language)
        yield from _translations(manner, seed, length)
    for number in range(20):
        yield from _calls(manner, draw, base + 1_000 + number, LENGTHS[number % 5])
        yield from _alike(draw, base + 2_000 + number, LENGTHS[number % 6])


def _reposts(manner: Manner, draw: random.Random, seed: int, length: int, language: str) -> Iterator[Pair]:
    told = plan(seed, length)
    text, changes = told.told(language), manner.changes()
    one = _story(title(told, language), text, "a")
    names = list(changes)
    for kinds in (names[seed % len(names) :][:1], draw.sample(names[1:], draw.randint(2, 3))):
        changed = text
        for name in sorted(kinds):
            changed = changes[name](changed, draw)
        headline = draw.choice((one.title, f"{invent(draw)} and what became of it", f"{invent(draw)} {seed}"))
        other = replace(_story(headline, changed, "b"), site="a" if kinds == ["the same"] else "b")
        yield _shuffled(Pair(kind=" + ".join(sorted(kinds)), is_copy=True, one=one, other=other), draw)


def _translations(manner: Manner, seed: int, length: int) -> Iterator[Pair]:
    told = plan(seed, length)
    first, second = random.Random(seed).sample(manner.languages, 2)
    one, other = (_story(title(told, language), told.told(language), language) for language in (first, second))
    yield Pair(kind="translation", is_copy=False, one=one, other=other)


def _calls(manner: Manner, draw: random.Random, seed: int, length: int) -> Iterator[Pair]:
    this = call(seed, length)
    year, month, number = this.deadline
    later = (year, month + 1, number)
    known = _story(this.title(), this.text(), "a")
    copied = manner.changes()["tail"](this.text(), draw)
    yield Pair(kind="call, copied", is_copy=True, one=known, other=_story("Apply now!", copied, "b"))
    rounds = {
        "next round": this.next_round(),
        "other deadline": replace(this, deadline=later),
        "other ordinal": replace(this, number=this.number + 1),
        "other budget": replace(this, budget=this.budget + 100_000),
    }
    for kind, other in rounds.items():
        yield Pair(kind=kind, is_copy=False, one=known, other=_story(other.title(), other.text(), draw.choice("ab")))
    for kind, text, headline in _extensions(this, later):
        yield _shuffled(
            Pair(kind=kind, is_copy=False, one=known, other=_story(headline, text, draw.choice("ab"))), draw
        )


def _extensions(this: Call, later: tuple[int, int, int]) -> Iterator[tuple[str, Paragraphs, str]]:
    extended = replace(this, deadline=later).text()
    until = day(later, "en")
    headline = f"The deadline for the {this.title()} is extended until {until}!"
    yield "extension, new date in the text", extended, headline
    yield "extension, old date in the text", [f"The deadline is extended until {until}.", *this.text()], this.title()
    yield "extension, short notice", [this.text()[0], f"Applications are now accepted until {until}."], headline


def _alike(draw: random.Random, seed: int, length: int) -> Iterator[Pair]:
    one, other = plan(seed, length), plan(seed + 500, length)
    first, second = one.told("en"), other.told("en")
    about = plan(seed + 300, 7).told("en")
    headline = title(one, "en")

    def pair(kind: str, left: Paragraphs, right: Paragraphs, sites: str = "aa", headlines: str = "") -> Pair:
        names = (headlines, headlines) if headlines else (headline, title(other, "en"))
        return Pair(
            kind=kind, is_copy=False, one=_story(names[0], left, sites[0]), other=_story(names[1], right, sites[1])
        )

    yield pair("same title", first, second, "ab", headline)
    yield pair("same teaser", [*first[:2], *first[2:]], [*first[:2], *second], "ab", headline)
    yield pair("one publisher, words about it at the end", [*first[:4], *about], [*second[:4], *about])
    yield pair("one publisher, words about it at the start", [*about, *first[:4]], [*about, *second[:4]])
    yield pair(
        "one publisher, words about it around", [*about[:3], *first[:3], *about], [*about[:3], *second[:3], *about]
    )
    yield pair("two reports with one quotation", [*first, *about[:2]], [*second[:3], *about[:2], *second[3:]], "ab")
    yield pair(
        "two reports of one event", replace(one, names=other.names, places=other.places).told("en"), second, "ab"
    )
    member, another = _member(invent(draw), draw), _member(invent(draw), draw)
    yield pair("one form, two members", member, another)
    here, there = _talk(invent(draw), 4, first[:3]), _talk(invent(draw), 17, first[:3])
    yield pair("one series, two towns", here, there, "aa", "Cluster talk")
    issue = [sentence for offset in range(9) for sentence in plan(seed + 700 + offset, length).told("en")]
    yield pair("a newsletter that has the story", [*issue, *first], first, "ab")


def _member(name: str, draw: random.Random) -> Paragraphs:
    return [
        f"The cluster {name} from {invent(draw)} has joined our network. It began in {draw.randint(1990, 2020)} and"
        f" has {draw.randint(20, 400)} members, most of them firms with fewer than fifty people.",
        f"With {name} the network grows. Members of the network meet twice a year, share what they know, and"
        f" speak with one voice to those who make policy. {name} will present itself at the next meeting.",
        "If your organisation wants to join the network as well, write to the office. Members pay a fee by their size.",
    ]


def _talk(town: str, number: int, text: Paragraphs) -> Paragraphs:
    months = MONTHS["en"].split()
    return [
        *text,
        f"The talk takes place in {town} on {number} {months[number % 12]}, 10:00 to 12:30. Coffee is served before.",
        "There is no fee. Please register, since seats are few, and tell us whether you need an interpreter.",
    ]


def _story(headline: str, text: Paragraphs, site: str) -> Story:
    return Story(title=headline, body="\n".join(text), site=site)


def _shuffled(pair: Pair, draw: random.Random) -> Pair:
    return pair if draw.random() < 0.5 else replace(pair, one=pair.other, other=pair.one)
