"""How cards and articles become rows: one row an article, however many lists, addresses and texts it has.

Identity is the site's own key where it has one, else the canonical URL; never the title or the teaser, since two
articles may share either. SQL only; the caller holds the transaction.
"""

import sqlite3
from typing import Literal

from archive import history
from archive.issues import save_items
from archive.relations import save_alternates
from archive.rows import Change, Value, first, forget_failure, null, put, row_id, save_capture, save_topic
from items import Article, Card

Cause = Literal["site", "reextraction"]


def save_card(db: sqlite3.Connection, card: Card) -> Change:
    """Record a card as a sighting of its article, which it makes known if nothing else has.

    Returns ``new`` when the article was not known before, else ``same``.
    """
    found = _find(db, card.source, "", (card.url,))
    change: Change = "same"
    if found:
        article_id = found[0]
        _confirm(db, article_id, card)
    else:
        article_id, change = _new_listed(db, card), "new"
    put(db, "listings", {"url": card.listing_url}, {"source": card.source, "title": card.listing_title})
    listing_id = row_id(db, "listings", "url", card.listing_url)
    _save_sighting(db, article_id, listing_id, card)
    if card.topic:
        save_topic(db, article_id, card.topic)
    return change


def save_article(db: sqlite3.Connection, article: Article) -> tuple[Change, list[str]]:
    """Record an extracted article: its newest text in ``articles``, every different one in ``revisions``.

    Returns ``new`` when nothing was known of it before, ``changed`` when its text or title differs from the last one;
    and the first-seen times (UTC) of the rows that turned out to be this article and were merged into it.
    """
    found = _find(db, article.source, article.node, (article.url, *article.addresses))
    merged = [_merge(db, found[0], other) for other in found[1:]]
    article_id = found[0] if found else _insert_article(db, article)
    capture_id = save_capture(db, article.capture) if article.capture else None
    changed = _update_article(db, article_id, article, capture_id)
    for address in (article.url, *article.addresses):
        _save_address(db, article_id, address)
        forget_failure(db, article.source, address)
    for topic in article.topics:
        save_topic(db, article_id, topic)
    for link in article.documents:
        save_link(db, article.source, article_id, link.url, link.title)
    if not found:
        return "new", merged
    return ("changed" if changed else "same"), merged


def owner(db: sqlite3.Connection, url: str) -> str:
    """Return the source that the article at ``url`` is kept under, or nothing. The first to have it keeps it."""
    found = first(db, "SELECT source FROM articles WHERE url = ?", url)
    return found[0] if found else ""


def _find(db: sqlite3.Connection, source: str, node: str, urls: tuple[str, ...]) -> list[int]:
    """Return the ids of the rows that are this article: the one with the site's own key first, then the oldest."""
    marks = ", ".join("?" * len(urls))
    rows = db.execute(
        f"""
        SELECT id, node, url FROM articles WHERE node = ? AND source = ?
        UNION SELECT id, node, url FROM articles WHERE url IN ({marks})
        UNION SELECT articles.id, node, articles.url FROM articles
            JOIN article_urls ON article_urls.article_id = articles.id WHERE article_urls.url IN ({marks})
        ORDER BY id
        """,
        (null(node), source, *urls, *urls),
    ).fetchall()
    # An address may have been another node's before: two nodes are never one article.
    same = [(found, key) for found, key, _ in rows if not node or key in (None, node)]
    # A site that counts its nodes anew leaves each article at its address.
    stayed = [found for found, _, url in rows if url == urls[0]]
    return [found for found, key in sorted(same, key=lambda row: (row[1] is None, row[0]))] or stayed


def _new_listed(db: sqlite3.Connection, card: Card) -> int:
    cursor = db.execute(
        """
        INSERT INTO articles (url, source, kind, title, title_source, summary, summary_truncated, published,
            published_source, first_seen, last_seen, last_changed, state)
        VALUES (:url, :source, 'news', :title, iif(:title IS NULL, NULL, 'card'), :summary, :truncated, :published,
            iif(:published IS NULL, NULL, 'card'), :seen, :seen, :seen, 'listed')
        """,
        {
            "url": card.url,
            "source": card.source,
            "title": null(card.title),
            "summary": null(card.summary),
            "truncated": card.summary_truncated,
            "published": null(card.published),
            "seen": card.seen_at,
        },
    )
    return int(cursor.lastrowid or 0)


def _confirm(db: sqlite3.Connection, article_id: int, card: Card) -> None:
    """Let a card confirm that its article is still listed, and fill what no page has given."""
    db.execute(
        "UPDATE articles SET last_seen = ? WHERE id = ? AND last_seen < ?", (card.seen_at, article_id, card.seen_at)
    )
    if card.summary:
        db.execute(
            "UPDATE articles SET summary = ?, summary_truncated = ? WHERE id = ? AND summary IS NULL",
            (card.summary, card.summary_truncated, article_id),
        )
    if card.title:
        db.execute(
            "UPDATE articles SET title = ?, title_source = 'card' WHERE id = ? AND title IS NULL",
            (card.title, article_id),
        )


def _save_sighting(db: sqlite3.Connection, article_id: int, listing_id: int, card: Card) -> None:
    """Record where the list shows the card now. Of two places at one time the first counts."""
    db.execute(
        "INSERT INTO sightings (article_id, listing_id, page, position, first_seen, last_seen)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (article_id, listing_id, card.page, card.position, card.seen_at, card.seen_at),
    )
    first_seen, last_seen, page, position, *told = db.execute(
        "SELECT first_seen, last_seen, page, position, title, summary, label FROM sightings"
        " WHERE article_id = ? AND listing_id = ?",
        (article_id, listing_id),
    ).fetchone()
    if card.seen_at < last_seen or (card.seen_at == last_seen and (card.page, card.position) > (page, position)):
        return
    tells = [null(card.title), null(card.summary), null(card.label)]
    if told != tells and card.seen_at > first_seen:
        history.note_change(db, article_id, listing_id, card.seen_at, told)
    values: dict[str, Value] = {
        name: getattr(card, name) for name in ("page", "position", "title", "summary", "label", "published")
    }
    values |= {"last_seen": card.seen_at, "left_list": None}
    put(db, "sightings", {"article_id": article_id, "listing_id": listing_id}, values)


def _insert_article(db: sqlite3.Connection, article: Article) -> int:
    db.execute("DELETE FROM article_urls WHERE url = ?", (article.url,))  # it led to another node before
    cursor = db.execute(
        "INSERT INTO articles (url, source, kind, first_seen, last_seen, last_changed, state)"
        " VALUES (?, ?, ?, ?, ?, ?, 'live')",
        (article.url, article.source, article.kind, article.fetched_at, article.fetched_at, article.fetched_at),
    )
    return int(cursor.lastrowid or 0)


def _update_article(db: sqlite3.Connection, article_id: int, article: Article, capture_id: int | None) -> bool:
    """Bring the row up to date; return whether a text that was there before has changed."""
    old = db.execute(
        "SELECT articles.url, state, content_hash, last_seen, summary, title_source, published_source,"
        " captures.fetched_at FROM articles LEFT JOIN captures ON captures.id = capture_id WHERE articles.id = ?",
        (article_id,),
    ).fetchone()
    old_url, old_state, old_hash, last_seen, old_summary, title_source, published_source, old_fetched_at = old
    if old_fetched_at and article.fetched_at < old_fetched_at:
        return False  # a replay of an older capture never overwrites what is newer
    values = read_values(article, title_source, published_source) | {
        "node": article.node,
        "state": "moved" if old_state == "moved" else "live",
        "capture_id": capture_id,
        "last_seen": max(last_seen, article.fetched_at),
    }
    if not old_summary:
        values |= {"summary": article.summary, "summary_truncated": article.summary_truncated}
    if old_url != article.url and not first(db, "SELECT 1 FROM articles WHERE url = ?", article.url):
        values["url"] = article.url
        if old_hash and old_url in article.addresses:  # its address was read before, and now leads elsewhere
            values["state"] = "moved"
        db.execute("DELETE FROM article_urls WHERE url = ?", (article.url,))
    if old_hash != article.content_hash:
        values["last_changed"] = article.fetched_at
        save_revision(db, article_id, article, capture_id)
    if old_state == "gone":
        history.came_back(db, article_id, article.fetched_at)
    put(db, "articles", {"id": article_id}, values)
    save_items(db, article_id, article.items)
    save_alternates(db, article_id, article.alternates)
    _save_address(db, article_id, old_url)
    return old_hash not in (None, article.content_hash)


def read_values(article: Article, title_source: str | None, published_source: str | None) -> dict[str, Value]:
    """Return the columns of ``articles`` that reading the page gives.

    ``title_source`` and ``published_source`` are those of the row: what a card of some list gave stays where the page
    itself says nothing.
    """
    names = ("kind", "title", "title_source", "body", "language", "author", "organisation", "published")
    values = {name: getattr(article, name) for name in (*names, "published_source", "content_hash", "extractor")}
    for name, given_by in (("title", title_source), ("published", published_source)):
        if not values[name] and given_by == "card":
            del values[name], values[f"{name}_source"]
    return values


def save_revision(
    db: sqlite3.Connection, article_id: int, article: Article, capture_id: int | None, cause: Cause = "site"
) -> None:
    """Keep a text that an article has had: one that the site changed, or one that we have read otherwise."""
    cursor = db.execute(
        "INSERT INTO revisions (article_id, seen, title, body, content_hash, extractor, capture_id, cause)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article_id,
            article.fetched_at,
            null(article.title),
            article.body,
            article.content_hash,
            article.extractor,
            capture_id,
            cause,
        ),
    )
    history.describe_revision(db, int(cursor.lastrowid or 0))


def _save_address(db: sqlite3.Connection, article_id: int, url: str) -> None:
    """Keep another address of an article, unless it is the canonical one of any article."""
    if not first(db, "SELECT 1 FROM articles WHERE url = ?", url):
        put(db, "article_urls", {"url": url}, {"article_id": article_id})


def save_link(db: sqlite3.Connection, source: str, article_id: int, url: str, title: str) -> None:
    """Record that an article links to the file at ``url``, with the words ``title``; the file itself is not had."""
    db.execute(
        "INSERT INTO documents (url, source, title, state) VALUES (?, ?, ?, 'linked') ON CONFLICT DO NOTHING",
        (url, source, null(title)),
    )
    document_id = row_id(db, "documents", "url", url)
    put(db, "article_documents", {"article_id": article_id, "document_id": document_id}, {"title": title})


def _merge(db: sqlite3.Connection, kept: int, other: int) -> str:
    """Give everything of the row ``other`` to ``kept``: both turned out to be one article under two addresses.

    Returns when ``other`` was first seen.
    """
    url: str
    first_seen: str
    url, first_seen = db.execute("SELECT url, first_seen FROM articles WHERE id = ?", (other,)).fetchone()
    # Of two cards of one list the later one counts, of two at one time the first on the list.
    db.execute(
        """
        DELETE FROM sightings AS kept WHERE article_id = ? AND EXISTS (
            SELECT 1 FROM sightings AS other WHERE other.article_id = ? AND other.listing_id = kept.listing_id
            AND (kept.last_seen, other.page, other.position) < (other.last_seen, kept.page, kept.position))
        """,
        (kept, other),
    )
    for table in ("sightings", "article_topics", "article_documents", "issue_items"):
        db.execute(f"UPDATE OR IGNORE {table} SET article_id = ? WHERE article_id = ?", (kept, other))
        db.execute(f"DELETE FROM {table} WHERE article_id = ?", (other,))
    for table in ("revisions", "article_urls"):
        db.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", (kept, other))
    db.execute("DELETE FROM articles WHERE id = ?", (other,))
    db.execute("UPDATE articles SET first_seen = min(first_seen, ?) WHERE id = ?", (first_seen, kept))
    put(db, "article_urls", {"url": url}, {"article_id": kept})
    return first_seen
