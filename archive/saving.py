"""What each item of a crawl does to the archive. The caller holds the transaction of the batch."""

import sqlite3
from collections import Counter
from dataclasses import dataclass, field

from archive import articles, documents, history, ledger, rows
from items import Article, Capture, Card, Confirmed, Document, Drift, Failure, Item, Source, Walked, Wanted


@dataclass(slots=True)
class Crawl:
    """A crawl under way: its row in ``crawls`` and what it has done so far.

    ``live`` is False for a replay: such a crawl has a row only if it changed something.
    """

    id: int
    source: Source
    started: str
    live: bool = True
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    claims: Counter[str] = field(default_factory=Counter)
    recorded: bool = False


def save(db: sqlite3.Connection, item: Item | Capture, crawl: Crawl, counts: Counter[str]) -> None:
    """Write an item of a crawl, and the rows of its source and its crawl with the first; count it in ``counts``."""
    before = db.total_changes
    if isinstance(item, Wanted | Walked | Confirmed):
        _note(db, item, counts)
    else:
        _keep(db, item, crawl, counts)
    if db.total_changes > before and not crawl.recorded:
        rows.save_source(db, crawl.source)
        record(db, crawl)


def _note(db: sqlite3.Connection, item: Wanted | Walked | Confirmed, counts: Counter[str]) -> None:
    """Write what concerns the course of crawls."""
    match item:
        case Wanted(role="mapped"):
            ledger.mapped(db, item.source, item.url, item.seen_at)
        case Wanted():
            ledger.want(db, item)
        case Walked():
            history.walked(db, item)
        case Confirmed():
            counts["pages"] += 1
            history.confirm(db, item)


def _keep(db: sqlite3.Connection, item: Item | Capture, crawl: Crawl, counts: Counter[str]) -> None:
    """Write what was found."""
    match item:
        case Capture():
            rows.save_capture(db, item)
        case Card():
            counts["cards"] += 1
            counts["new"] += articles.save_card(db, item) == "new"
        case Article():
            owner = articles.owner(db, item.url)
            if owner not in ("", item.source):
                crawl.claims[owner] += 1
            counts["pages"] += 1
            change, merged = articles.save_article(db, item)
            for address in (item.url, *item.addresses):
                ledger.answered(db, item.source, address, item.fetched_at, change == "changed")
            counts[change] += 1
            # Two cards of one article under two addresses were two new articles until its page was read.
            counts["new"] -= sum(first_seen >= crawl.started for first_seen in merged)
        case Document():
            documents.save_document(db, item)
            ledger.answered(db, item.source, item.url, item.fetched_at)
        case Failure():
            counts["failed"] += 1
            rows.save_failure(db, item, crawl.id)
            counts["gone"] += history.went_missing(db, item)
        case Drift():
            crawl.notes.append(f"{item.url}: {item.message}")


def record(db: sqlite3.Connection, crawl: Crawl) -> None:
    """Write the row of a crawl that has begun."""
    db.execute(
        "INSERT INTO crawls (id, source, started, outcome) VALUES (?, ?, ?, 'running')",
        (crawl.id, crawl.source.name, crawl.started),
    )
    crawl.recorded = True
