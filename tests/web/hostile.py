"""An archive in which every text tries to be more than a text. CANARY names whatever must never come to life."""

import sqlite3
from pathlib import Path

from archive.database import open_database

CANARY = "canary"
OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
NOW = "2026-11-20T06:00:00Z"
TEXTS = [
    "<script>canary()</script><canary>",
    "</title></textarea></style></script><script>canary()</script>",
    '"><img src=x onerror=canary()>',
    "'\"` onmouseover=canary() style=color:red x='\"",
    "<svg/onload=canary()><iframe srcdoc='<canary>'><base href=//evil.example/><meta http-equiv=refresh content=0>",
    "{{ 7 * 191 }} {% raw %} {# ${7*191} <%= 7*191 %> {0} {count} %s %(x)s",
    f"{OVERRIDE}gnp.exe {OVERRIDE} \N{RIGHT-TO-LEFT ISOLATE}\N{COMBINING ACUTE ACCENT}\N{ZERO WIDTH SPACE}",
    "nul \0 and controls \x01\x07\x08\x0b\x0c\x1b[31m\x7f\x85\u2028\u2029\ufeff\ufffe\uffff end",
    "marks \x02stored\x03 \x03\x02 \x02<canary>\x03",
    "]]> --> <!-- <![CDATA[ <?canary ?> &lt;canary&gt; &#60;canary&#62; &amp; &nosuch;",
    '=HYPERLINK("https://evil.example/canary","click")',
    "+1+1\t@SUM(A1)",
    "Title\r\nSet-Cookie: canary=1\r\n\r\n<canary>\nTY  - JOUR\nER  - ",
    "} @book{canary, title={x}} \\input{/etc/passwd} % $ # _ ^ ~ {",
    "../../../etc/passwd%2e%2e%2f%00?q=1#canary/..;/",
]
ADDRESSES = [
    "javascript:canary()//",
    "JaVaScRiPt:canary()//https://clusters.example/",
    "data:text/html,<script>canary()</script>",
    "vbscript:canary",
    "//evil.example/canary",
    "http:canary",
    " https://clusters.example/\r\nSet-Cookie:canary=1",
    'https://clusters.example/a?b=\'"<canary>&c=%22%3E#x" onclick=canary() x="',
    "https://[clusters.example/",
    "https://user:pw@clusters.example:99999/",
    "https://clusters.example/" + OVERRIDE + "gnp",
    "java\tscript:canary()",
    "file:///etc/passwd",
    "",
    "https://clusters.example/" + "a" * 5000,
]
HUGE = "huge <canary> " * 360_000  # 5 MB
ENORMOUS = 9_223_372_036_854_775_807


def build(path: Path) -> Path:
    """Make the archive at ``path`` and return it: for each text a source, a topic, a list, and two articles."""
    db = open_database(path)
    db.execute("BEGIN")
    for number, (text, address) in enumerate(zip(TEXTS, ADDRESSES, strict=True), start=1):
        _world(db, number, text, address)
    insert(db, "sources", name="<huge>", title="<huge>", homepage="", country="", language="")
    _article(db, 1000, "<huge>", "small", "https://clusters.example/huge", 1, title=HUGE)
    _article(db, 1001, "<huge>", "small", "https://clusters.example/also-huge", 1, body=HUGE)
    for page in range(1, 20):
        text = HUGE if page == 1 else HUGE[:30_000]
        insert(db, "document_pages", document_id=1, page=100 + page, title=None, text=text, repeats=None)
    db.execute("COMMIT")
    db.close()
    return path


def _world(db: sqlite3.Connection, number: int, text: str, address: str) -> None:
    """Put ``text`` into every column of text and ``address`` into every address; what has to differ gets a number."""
    ours = text.replace(OVERRIDE, "")  # a source is described by us
    name = f"{ours}{number}"
    insert(db, "sources", name=name, title=ours, homepage=address, country=ours, language=ours)
    insert(db, "listings", id=number, source=name, url=f"{address}{number}", title=text)
    insert(db, "topics", id=number, slug=f"{text}{number}", name=text)
    insert(db, "topic_names", name=text, topic_id=number)
    counts = {"requests": ENORMOUS, "pages": -1, "cards": ENORMOUS, "new": 1, "changed": 1, "gone": 1, "failed": 1}
    crawl = {"source": name, "started": text, "finished": text, "outcome": "failed", "note": text, **counts}
    insert(db, "crawls", id=number, **crawl)
    failure = {"url": address, "source": name, "crawl_id": number, "reason": text, "status": -1, "attempts": ENORMOUS}
    insert(db, "failures", **failure, first_seen=text, last_seen=text, next_attempt=text)
    place = {"fetched_at": text, "status": 200, "media_type": text, "digest": text, "warc": text}
    insert(db, "captures", id=number, url=address, **place, offset=number, length=-1, etag=text, last_modified=text)
    insert(
        db, "documents", id=number, url=f"{address}{number}", source=name, title=text, media_type=text, bytes=-ENORMOUS,
        pages=ENORMOUS, language=text, created=text, modified=text,
        state=("read", "unreadable", "failed", "fetched")[number % 4], reason=text, fetched_at=text, capture_id=number,
    )  # fmt: skip
    for page, repeats in ((1, None), (2, 1), (45, -ENORMOUS)):
        insert(
            db, "document_pages", document_id=number, page=page, title=text, text=f"{text}\n{text}",
            own=text if page == 45 else None, repeats=repeats,
        )  # fmt: skip
    for article in (2 * number, 2 * number + 1):
        _article(db, article, name, text, f"{address}#{article}", number)


def _article(
    db: sqlite3.Connection, article: int, source: str, text: str, address: str, number: int, **other: str
) -> None:
    """Put ``text`` into every column of text of an article, but for those that ``other`` names."""
    times = {"first_seen": NOW, "last_seen": text, "last_changed": text}
    insert(
        db, "articles", id=article, url=address, source=source, kind="other", title=other.get("title", text),
        title_source=text, summary=text, summary_truncated=1, body=other.get("body", f"{text}\n{text}"),
        language=text, author=text,
        organisation=text, published=NOW[:10] if article % 2 else text, published_source=text,
        state=("live", "listed", "moved", "gone")[article % 4], content_hash=text, extractor=text, capture_id=number,
        **times,
    )  # fmt: skip
    insert(db, "article_urls", url=f"{address}{text}{article}", article_id=article)
    insert(db, "article_topics", article_id=article, topic_id=number)
    for position, url in enumerate((address, f"{address}#{article + 1}", None)):
        insert(db, "issue_items", article_id=article, position=position, title=text, summary=text, url=url)
    insert(db, "article_documents", article_id=article, document_id=number, title=text)
    shown = {"title": text, "summary": text, "label": text}
    insert(
        db, "sightings", article_id=article, listing_id=number, page=ENORMOUS, position=-1, published=text,
        first_seen=text, last_seen=text, left_list=text, **shown,
    )  # fmt: skip
    insert(db, "sighting_changes", article_id=article, listing_id=number, seen=text, **shown)
    insert(db, "gaps", article_id=article, gone=text, returned=text)
    for revision, words in enumerate((f"before {text}", f"{text} after")):
        insert(
            db, "revisions", id=10 * article + revision, article_id=article, seen=text, title=words, body=words,
            content_hash=text, extractor=text, capture_id=number, words_added=text, words_removed=text,
        )  # fmt: skip


def insert(db: sqlite3.Connection, table: str, **columns: object) -> None:
    """Insert a row into ``table``."""
    marks = ", ".join("?" * len(columns))
    db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", list(columns.values()))
