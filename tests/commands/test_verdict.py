"""What a check says of what it has seen: a sentence for each thing that looks wrong, and none for what is sound."""

from dataclasses import replace
from typing import Any

import pytest

from commands.checking import Checked
from commands.verdict import verdict
from items import Article, Card, Drift, Failure, Source

SITE = Source(
    name="loom",
    title="Loom Valley",
    homepage="https://loom.example/",
    country="EU",
    language="en",
    host="loom.example",
    listings=("https://loom.example/news",),
)
WORDS = "The mills share one machine and pay for it by the hour. " * 5
COOKIES = "We use cookies to make this site better, and by continuing you agree to our use of cookies."


def articles(**facts: Any) -> list[Article]:
    """Return four sound articles, with ``facts`` in place of their own."""
    return [
        replace(
            Article(
                source="loom",
                url=f"https://loom.example/{n}",
                title=f"Story {n}",
                title_source="h1",
                body=f"Beginning {n}.\n{WORDS}\nEnd {n}.",
                fetched_at="2026-03-20T08:00:00Z",
                kind="news",
                language="en",
                published=f"2026-03-0{n + 1}",
                published_source="text",
            ),
            **facts,
        )
        for n in range(4)
    ]


def seen(found: list[Article], **facts: Any) -> Checked:
    cards = [Card(url=article.url, title=article.title) for article in found]
    return Checked(**{"lists": 1, "cards": cards, "articles": found, **facts})


def test_nothing_is_wrong_with_a_sound_source() -> None:
    lines, wrong = verdict(seen(articles()), SITE)
    assert wrong == []
    assert lines[0] == "  lists       1 asked for, 1 answered"
    assert lines[1] == "  cards       4: 4 with title, 0 with date, 0 with teaser, 0 with label"
    assert lines[2].startswith("  articles    4 read, 4 with text of ")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"title": "Loom Valley"}, "all articles have the title 'Loom Valley'"),
        ({"body": "A.\nB."}, "4 of 4 articles have fewer than 40 words: is the text found?"),
        ({"body": ""}, "4 of 4 articles have no text"),
        ({"body": WORDS}, "all articles have the same text"),
        ({"body": f"{COOKIES}\n{WORDS}"}, "4 of 4 articles speak of cookies: a consent notice is left in the text"),
        ({"body": f"News\n{WORDS}\nShare"}, "all articles begin with 'News': name it as `head`"),
        ({"body": f"News\n{WORDS}\nShare"}, "all articles end with 'Share': name it as `tail`"),
        ({"published": ""}, "no article has a date"),
        ({"published": "2026-03-20"}, "all articles have the date 2026-03-20"),
        (
            {"published": "2026-11-02"},
            "4 articles have a date in the future, such as 2026-11-02: https://loom.example/0",
        ),
        ({"language": "sv"}, "4 of 4 articles are in sv, declared is en"),
    ],
)
def test_what_is_wrong_with_all_articles_is_said(facts: dict[str, str], sentence: str) -> None:
    assert sentence in verdict(seen(articles(**facts)), SITE)[1]


def test_a_line_to_be_copied_is_printed_whole_and_cleaned() -> None:
    line = "By going on you agree to the conditions of the mill, of the hall and of each of its looms. " * 3
    said = verdict(seen(articles(body=f"{line * 2}\n{WORDS}\n{line}\x1b[2J")), SITE)[1]
    assert f"all articles end with '{line.strip()}  [2J': name it as `tail`" in said
    assert max(map(len, said)) < 360


def test_cards_without_a_date_are_counted_by_their_labels() -> None:
    cards = [
        Card(url=str(n), title="A", label="Events" if n else "", published="2026-03-01" * (n > 2)) for n in range(5)
    ]
    assert "  no date     3 cards: 2 Events, 1 without a label" in verdict(seen(articles(), cards=cards), SITE)[0]


def test_each_article_is_told_on_lines_that_fit_a_terminal() -> None:
    hostile = articles(title="Looms\x1b[2J " * 30, author="Odalys " * 30, organisation="", published="")
    lines, _ = verdict(seen([*articles(author="Odalys Fernbrook"), *hostile]), SITE)
    at = lines.index("  2026-03-01  Story 0")
    assert lines[at + 1 : at + 4] == [
        "              64 words, author Odalys Fernbrook, organisation none",
        "              begins  Beginning 0. The mills share one machine and pay for it by t",
        "              ends    e mills share one machine and pay for it by the hour. End 0.",
    ]
    assert all(line.isprintable() and len(line) <= 100 for line in lines)
    assert sum(line.startswith("  no date     Looms") for line in lines) == 4


def test_events_may_lie_ahead() -> None:
    found = articles(kind="event")
    ahead = [replace(article, published=f"2027-01-0{n + 1}") for n, article in enumerate(found)]
    assert verdict(seen(ahead), SITE)[1] == []


def test_what_is_wrong_with_the_lists_is_said() -> None:
    message = "The list goes on behind a button that only a script can press."
    drifts = [Drift(source="loom", url="https://loom.example/news", message=message)] * 2
    untitled = [Card(url=f"https://loom.example/{n}") for n in range(4)]
    wrong = verdict(seen(articles(), cards=untitled, drifts=drifts, problem="a list could not be read"), SITE)[1]
    assert wrong == ["a list could not be read", f"{message} (2 times)", "4 of 4 cards have no title"]


def test_articles_that_cannot_be_read_are_said() -> None:
    failure = Failure(source="loom", url="https://loom.example/1", reason="the page has no text", seen_at="")
    lines, wrong = verdict(seen([], failures=[failure]), SITE)
    assert "  failure     https://loom.example/1: the page has no text" in lines
    assert wrong == ["1 articles could not be read, the first because the page has no text"]
    card = Card(url="https://o.example/1", title="Of another site")
    assert verdict(seen([], cards=[card]), SITE)[1] == ["no card leads to an article of this site"]


def test_an_article_that_was_sent_and_not_read_is_told() -> None:
    lost = Failure(source="loom", url="https://loom.example/9", reason="it took too long", status=200, seen_at="")
    gone = replace(lost, reason="the server answered 404 (not found)", status=404)
    _, wrong = verdict(seen(articles(), failures=[lost, gone]), SITE)
    assert wrong == ["1 of 5 articles were sent and could not be read, the first because it took too long"]


def test_a_date_that_the_list_does_not_give_is_told() -> None:
    found = seen(articles())
    days = ("2026-03-01", "2026-03-03", "2026-02-14", "")
    found.cards = [replace(card, published=day) for card, day in zip(found.cards, days, strict=True)]
    _, wrong = verdict(found, SITE)
    assert wrong == [
        "1 of 4 articles have another date than their cards, such as 2026-03-03 in place of 2026-02-14: "
        "https://loom.example/2"
    ]
