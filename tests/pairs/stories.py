"""Invented stories: a plan drawn by a number, told in any of six languages; calls, events and what sites print around.

Nothing here knows how likeness is judged.
"""

import random
from dataclasses import dataclass, field, replace
from functools import cache

from tests.pairs.vocabulary import MONTHS, NOUNS, PATTERNS, VERBS

_SYLLABLES = "ba dor fen gal hu jor kel lim mon nar os pel qui rud sal tor ul ven wim xa yor zed bri cla".split()


@cache
def _words(language: str) -> dict[str, list[str]]:
    patterns = [line.strip() for line in PATTERNS[language].strip().splitlines()]
    return {
        "nouns": NOUNS[language].split(),
        "verbs": VERBS[language].split(),
        "months": MONTHS[language].split(),
        "patterns": patterns,
    }


@dataclass(frozen=True, slots=True)
class Plan:
    """What a story tells, in no language: its facts, and for each sentence the numbers of its words."""

    seed: int
    names: tuple[str, ...]
    places: tuple[str, ...]
    dates: tuple[tuple[int, int, int], ...]
    sentences: tuple[tuple[int, ...], ...] = field(repr=False)

    def told(self, language: str) -> list[str]:
        """Return the story, a sentence each."""
        return [self._sentence(language, *numbers) for numbers in self.sentences]

    def _sentence(self, language: str, pattern: int, *numbers: int) -> str:
        words = _words(language)
        who, what, other, does, also, place, name, amount = numbers
        told: str = words["patterns"][pattern].format(
            who=words["nouns"][who],
            what=words["nouns"][what],
            **{"with": words["nouns"][other]},
            does=words["verbs"][does],
            also=words["verbs"][also],
            place=self.places[place],
            other_place=self.places[place - 1],
            name=self.names[name],
            n=amount,
            date=day(self.dates[amount % len(self.dates)], language),
        )
        return told[0].upper() + told[1:]


def day(date: tuple[int, int, int], language: str) -> str:
    """Return a date (year, month, day) as texts of the language write it."""
    year, month, number = date
    name = _words(language)["months"][month - 1]
    return {
        "de": f"{number}. {name} {year}",
        "es": f"{number} de {name} de {year}",
        "ca": f"{number} de {name} de {year}",
    }.get(language, f"{number} {name} {year}")


def invent(draw: random.Random) -> str:
    """Return a name that nobody has."""
    return "".join(draw.sample(_SYLLABLES, draw.randint(2, 3))).capitalize()


def plan(seed: int, sentences: int) -> Plan:
    """Return the plan of story ``seed`` with so many sentences of some 17 words."""
    draw = random.Random(f"story {seed}")
    nouns, verbs = range(40), range(16)
    return Plan(
        seed,
        tuple(f"{invent(draw)} {invent(draw)}" for _ in range(3)),
        tuple(invent(draw) for _ in range(4)),
        tuple((draw.randint(2014, 2026), draw.randint(1, 12), draw.randint(1, 28)) for _ in range(3)),
        tuple(
            (
                draw.randrange(10),
                *draw.sample(nouns, 3),
                *draw.sample(verbs, 2),
                draw.randrange(4),
                draw.randrange(3),
                draw.randint(2, 990),
            )
            for _ in range(sentences)
        ),
    )


def title(told: Plan, language: str) -> str:
    """Return a headline for a story."""
    nouns = _words(language)["nouns"]
    return f"{told.places[0]}: {nouns[told.sentences[0][1]]}, {nouns[told.sentences[0][2]]} & {told.names[0]}"


@dataclass(frozen=True, slots=True)
class Call:
    """A call for proposals of a series. ``number`` tells which call of the series it is."""

    told: Plan
    number: int
    deadline: tuple[int, int, int]
    opens: tuple[int, int, int]
    budget: int
    grants: int
    code: str

    def title(self) -> str:
        """Return its headline."""
        return f"{self.told.names[0]}: call for proposals {self.deadline[0]}"

    def text(self) -> list[str]:
        """Return its paragraphs; most of them are the same in every round."""
        first, *rest = self.told.told("en")
        return [
            f"The {_ORDINALS[self.number]} call of the programme {self.told.names[1]} invites organisations of the"
            f" region {self.told.places[0]} to apply. {first}",
            *rest,
            f"The call opens on {day(self.opens, 'en')}. The budget is EUR {self.budget:,} and about {self.grants}"
            " projects will be funded. Labour costs and travel to the centre are covered in full.",
            "Proposals are submitted in English through the portal of the programme. They are evaluated by independent"
            " experts against three criteria: relevance, quality and impact. Applicants are informed of the result"
            " within five months. Neighbouring regions may take part at their own expense.",
            f"Topic identifier: {self.code}. Deadline for applications: {day(self.deadline, 'en')}, 17:00 Brussels"
            " time.",
        ]

    def next_round(self) -> "Call":
        """Return the call of the year after."""
        (year, month, number), (opening_year, opening_month, opening_day) = self.deadline, self.opens
        return replace(
            self,
            number=self.number + 1,
            deadline=(year + 1, month, number % 28 + 1),
            opens=(opening_year + 1, opening_month, opening_day % 28 + 2),
            budget=self.budget + 250_000,
            grants=self.grants + 3,
            code=self.code.replace(str(year), str(year + 1)),
        )


_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth"]


def call(seed: int, sentences: int) -> Call:
    """Return call ``seed`` with so many sentences of its own."""
    draw = random.Random(f"call {seed}")
    year = draw.randint(2016, 2025)
    deadline = (year, draw.randint(4, 11), draw.randint(1, 27))
    opens = (year, draw.randint(1, 3), draw.randint(1, 26))
    budget, grants = draw.randrange(500_000, 9_000_000, 50_000), draw.randint(4, 60)
    code = f"COS-{invent(draw).upper()}-{year}-{draw.randint(1, 4)}-0{draw.randint(1, 5)}"
    return Call(plan(seed, sentences), draw.randrange(4), deadline, opens, budget, grants, code)
