"""What a check of a source says, in words: the counts, and what looks wrong."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus

from commands import plain
from commands.checking import Checked
from commands.source_table import card_counts, shortened
from extraction.consent_sentences import is_notice
from items import Article, Card, Failure, Source

# Fewer articles than this may well share a day or a length.
_ENOUGH = 3
# Words of a body; a news item of less is a teaser, or the text was not found.
_SHORT = 40
# Columns of a terminal less the margin, and what is shown of a text's beginning and of its end.
_WIDTH, _EDGE, _MARGIN = 86, 60, " " * 14
# A line to be copied word for word is shown whole; one longer than this is none that a site prints under each article.
_LINE = 300
_LABELS = 5


def verdict(found: Checked, source: Source) -> tuple[list[str], list[str]]:
    """Return the lines that say what was found, and a sentence for each thing that looks wrong."""
    articles = found.articles
    missed = sum(failure.listing for failure in found.failures)
    bodies = [len(article.body.split()) for article in articles if article.body]
    lines = [
        f"  lists       {found.lists} asked for, {found.lists - min(missed, found.lists)} answered",
        f"  cards       {card_counts(found.cards)}",
        *_undated(found.cards),
        f"  articles    {len(articles)} read, {len(bodies)} with text"
        + (f" of {min(bodies)} to {max(bodies)} words" if bodies else ""),
        f"  dates       {_counted(article.published_source or 'none' for article in articles)}",
        f"  languages   {_counted(article.language or 'none' for article in articles)}",
        f"  kinds       {_counted(article.kind for article in articles)}",
    ]
    lines += [f"  failure     {shortened(failure.url)}: {plain(failure.reason)}" for failure in found.failures[:10]]
    lines += [line for article in articles for line in _told(article)]
    return lines, list(_wrong(found, source))


def _undated(cards: list[Card]) -> Iterator[str]:
    """Yield how many cards have no date, where others have one, and what the list calls them."""
    labels = Counter(card.label or "without a label" for card in cards if not card.published)
    if 0 < labels.total() < len(cards):
        named = ", ".join(f"{count} {label}" for label, count in labels.most_common(_LABELS))
        more = f", and {len(labels) - _LABELS} other labels" if len(labels) > _LABELS else ""
        yield f"  no date     {labels.total()} cards: {shortened(named)}{more}"


def _told(article: Article) -> Iterator[str]:
    """Yield what was read of an article, to be compared with its page."""
    yield f"  {article.published[:10] or 'no date':<12}{shortened(article.title or '(no title)', _WIDTH)}"
    by = f"author {article.author or 'none'}, organisation {article.organisation or 'none'}"
    yield f"{_MARGIN}{shortened(f'{len(article.body.split())} words, {by}', _WIDTH)}"
    text = plain(article.body)
    if text:
        yield f"{_MARGIN}begins  {text[:_EDGE]}"
        yield f"{_MARGIN}ends    {text[-_EDGE:].strip()}"


def _wrong(found: Checked, source: Source) -> Iterator[str]:
    if found.problem:
        yield found.problem
    for message, count in Counter(drift.message for drift in found.drifts).items():
        yield message + (f" ({count} times)" if count > 1 else "")
    untitled = sum(not card.title for card in found.cards)
    if untitled * 10 > len(found.cards):
        yield f"{untitled} of {len(found.cards)} cards have no title"
    failed = [failure for failure in found.failures if not failure.listing]
    if len(failed) > len(found.articles):
        yield f"{len(failed)} articles could not be read, the first because {failed[0].reason}"
    else:
        yield from _unread([failure for failure in failed if failure.status == HTTPStatus.OK], len(found.articles))
    if found.cards and not found.articles and not failed:
        yield "no card leads to an article of this site"
    yield from _wrong_articles(found.articles, source)
    yield from _contradicted(found)


def _unread(failed: list[Failure], read: int) -> Iterator[str]:
    """Yield what became of pages that the site did send."""
    if failed:
        told = f"{len(failed)} of {read + len(failed)} articles were sent and could not be read"
        yield f"{told}, the first because {failed[0].reason}"


def _contradicted(found: Checked) -> Iterator[str]:
    """Yield which articles have a date that their list does not give them: by a day may be due to time zones."""
    listed = {card.url: date.fromisoformat(card.published[:10]) for card in found.cards if card.published}
    other = [
        article
        for article in found.articles
        if article.published and article.kind != "event" and article.url in listed
        if abs(date.fromisoformat(article.published[:10]) - listed[article.url]) > timedelta(days=1)
    ]
    if other:
        told = f"{other[0].published[:10]} in place of {listed[other[0].url]}: {other[0].url}"
        yield f"{len(other)} of {len(found.articles)} articles have another date than their cards, such as {told}"


def _wrong_articles(articles: list[Article], source: Source) -> Iterator[str]:
    if not articles:
        return
    yield from _wrong_texts(articles)
    yield from _wrong_dates(articles)
    languages = Counter(article.language for article in articles)
    [(language, count)] = languages.most_common(1)
    if language != source.language and count > len(articles) / 2:
        told = f"{count} of {len(articles)} articles are in {language or 'no known language'}"
        yield f"{told}, declared is {source.language}"


def _wrong_texts(articles: list[Article]) -> Iterator[str]:
    many = len(articles) >= _ENOUGH
    empty = sum(not article.body for article in articles)
    short = sum(0 < len(article.body.split()) < _SHORT for article in articles)
    consent = sum(is_notice(article.body) for article in articles)
    if empty:
        yield f"{empty} of {len(articles)} articles have no text"
    if many and short > len(articles) / 2:
        yield f"{short} of {len(articles)} articles have fewer than {_SHORT} words: is the text found?"
    if many and len({article.title for article in articles}) == 1:
        yield f"all articles have the title {articles[0].title!r}"
    if many and len({article.body for article in articles}) == 1:
        yield "all articles have the same text"
    if consent:
        yield f"{consent} of {len(articles)} articles speak of cookies: a consent notice is left in the text"
    yield from _same_edge(articles if many else [])


def _same_edge(articles: list[Article]) -> Iterator[str]:
    for edge, fact in ((0, "head"), (-1, "tail")):
        lines = Counter(article.body.splitlines()[edge] for article in articles if article.body)
        for line, count in lines.most_common(1):
            if count == len(articles):
                place = "begin" if edge == 0 else "end"
                yield f"all articles {place} with {shortened(line, _LINE)!r}: name it as `{fact}`"


def _wrong_dates(articles: list[Article]) -> Iterator[str]:
    dated = [article for article in articles if article.published]
    if not dated:
        yield "no article has a date"
        return
    if len(dated) >= _ENOUGH and len({article.published[:10] for article in dated}) == 1:
        yield f"all articles have the date {dated[0].published[:10]}"
    ahead = [
        article for article in dated if article.kind != "event" and article.published[:10] > article.fetched_at[:10]
    ]
    if ahead:
        yield f"{len(ahead)} articles have a date in the future, such as {ahead[0].published[:10]}: {ahead[0].url}"


def _counted(names: Iterator[str]) -> str:
    return plain(", ".join(f"{count} {name}" for name, count in Counter(names).most_common())) or "none"
