"""What a feed holds, whatever it is written in: Atom and JSON Feed say the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup

from web.addresses import web_address
from web.answers import Reading
from web.languages import language_tag
from web.prose import one_line, plain_line
from web.search.labels import label

# A text is cut at the last word before so many characters, so that 50 of them are a small file; the page has it whole.
MOST_TEXT = 5_000
# A heading is cut further on its way.
MOST_TITLE = 700
# A feed needs a time of its last change, also when it is empty; the clock would be a change with each request.
NEVER = "1970-01-01T00:00:00Z"

# The marks are one ? for each id.
ARTICLES = f"""
    SELECT articles.id, substr(articles.title, 1, {MOST_TITLE}), substr(articles.summary, 1, {MOST_TEXT}),
           substr(articles.body, 1, {MOST_TEXT} + 1), articles.url, articles.kind, articles.language, articles.author,
           articles.organisation, coalesce(sources.title, articles.source), articles.published, articles.last_changed
    FROM articles LEFT JOIN sources ON sources.name = articles.source WHERE articles.id IN ({{marks}})
"""  # noqa: S608  # constants of this module
TOPICS = """
    SELECT article_topics.article_id, topics.slug, topics.name
    FROM article_topics JOIN topics ON topics.id = article_topics.topic_id
    WHERE article_topics.article_id IN ({marks}) ORDER BY topics.name, topics.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A topic or the kind of an article: its name here, which of these it is, and what people call it."""

    term: str
    scheme: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in a feed. Its ``page`` is its address here, ``original`` the one that it was read from.

    ``published`` and ``updated`` are times (UTC, RFC 3339), ``published`` empty where no date is known, ``language``
    a BCP 47 tag or empty. ``html`` holds paragraphs only. No text has a character that XML 1.0 forbids.
    """

    page: str
    original: str
    title: str
    summary: str
    html: str
    language: str
    authors: tuple[str, ...]
    published: str
    updated: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: ``page`` shows the same to people, ``address`` is its own. ``rights`` and ``about`` are sentences."""

    title: str
    about: str
    rights: str
    publisher: str
    language: str
    page: str
    address: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> str:
        """The time (UTC, RFC 3339) of the newest change of what it holds."""
        return max((entry.updated for entry in self.entries), default=NEVER)


def entries(reading: Reading, ids: Sequence[int], base: str) -> Iterator[Entry]:
    """Yield the articles ``ids`` in this order, without those that are gone; ``base`` is the address of this site."""
    marks = ", ".join("?" * len(ids))
    keys = [int(key) for key in ids]
    topics: dict[int, list[Tag]] = {}
    for key, slug, name in reading.db.execute(TOPICS.format(marks=marks), keys):
        tag = Tag(term=one_line(slug), scheme=f"{base}/topic/", label=plain_line(name))
        topics.setdefault(key, []).append(tag)
    rows = {row[0]: row for row in reading.db.execute(ARTICLES.format(marks=marks), keys)}
    for key in keys:
        if key in rows:
            yield _entry(reading, rows[key], topics.get(key, []), base)


def _entry(reading: Reading, row: Sequence[object], topics: list[Tag], base: str) -> Entry:
    texts = reading.texts
    page = f"{base}/article/{row[0]}"
    title, summary, body, url, kind, language, author, organisation, source, published, changed = map(_text, row[1:])
    authors = dict.fromkeys(filter(None, map(plain_line, (author, organisation))))
    kind_label = label(reading.index.state, texts, "kind", kind)
    return Entry(
        page=page,
        original=web_address(url),
        title=plain_line(title) or texts.plain("site.untitled"),
        summary=one_line(summary, MOST_TEXT),
        html=paragraphs(body or summary, page, texts.plain("feed.more")),
        language=language_tag(language),
        authors=tuple(authors) or (plain_line(source),),
        published=timestamp(published),
        updated=timestamp(changed) or NEVER,
        tags=(Tag(term=kind, scheme=f"{base}/search?kind=", label=kind_label), *topics),
    )


def _text(stored: object) -> str:
    return str(stored or "")


def paragraphs(text: str, page: str, more: str) -> str:
    """Return the lines of a text as paragraphs of HTML; what is too long is cut, and ``more`` links to its ``page``."""
    kept = text if len(text) <= MOST_TEXT else text[:MOST_TEXT].rsplit(None, 1)[0] + " …"
    lines = (one_line(line, MOST_TEXT + 2) for line in kept.splitlines())
    html = [Markup("<p>{}</p>").format(line) for line in lines if line]
    if kept is not text:
        html.append(Markup('<p><a href="{}">{}</a></p>').format(page, more))
    return "\n".join(html)


def timestamp(stored: str) -> str:
    """Return a stored date or time as a time of RFC 3339 in UTC, empty if it is none. A date is its first second."""
    try:
        time = datetime.fromisoformat(stored)
        utc = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return ""
    return utc.isoformat(timespec="seconds").replace("+00:00", "Z")
