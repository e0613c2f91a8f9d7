"""An archive of invented rows for the tests of exports and of the web: plain SQL, no crawl, no clock."""

import sqlite3
from pathlib import Path

from archive.database import open_database
from archive.entities import name_due
from tests.web.sample_files import add_files
from tests.web.sample_history import add_history

NOW = "2026-11-20T06:00:00Z"

SOURCES = [
    ("demo", "Clusters Example", "https://clusters.example/", "BE", "en"),
    ("harbour", "Harbour Valley Clusters", "https://harbour.example/", "NL", "nl"),
]
# slug, name, every spelling
TOPICS = [
    ("circular-economy", "Circular economy", ["Circular Economy", "Circular economy"]),
    ("smart-specialisation", "Smart specialisation", ["Smart Specialisation", "Smart Specialization"]),
    ("hydrogen", "Hydrogen", ["Hydrogen"]),
    ("skills", "Skills", ["Skills", "Skills & training"]),
]
# title, kind, organisation, summary, body, topics by position in TOPICS
TEXTS = [
    (
        "Timber clusters open a shared testing ground in Värmland",
        "news",
        "Timber North",
        "Eleven small firms may use the hall from March, and the first results will be open to all.",
        "Eleven small firms may use the new testing ground from March. Each brings a prototype and a question.\n"
        "The hall stands beside the old sawmill and has three climate rooms. What is measured there is published "
        "within four weeks, also when it disappoints.\n"
        "The region's strategy for smart specialisation names wood construction first, ahead of packaging.",
        [0, 1],
    ),
    (
        "Call for partners: repairable electric motors",
        "call",
        "Motor Valley",
        "The consortium looks for two makers of windings and one laboratory.",
        "The consortium looks for two makers of windings and one laboratory with a dynamometer.\n"
        "Partners pay their own travel. Expressions of interest are taken until 30 January, by e-mail.\n"
        "Motors must come apart with ordinary tools in under twenty minutes.",
        [0],
    ),
    (
        "What regions learnt from five years of smart specialisation",
        "newsletter",
        "Observatory of Regional Clusters",
        "Priorities were easier to choose than to drop, a comparison of nine regions finds.",
        "Priorities were easier to choose than to drop, a comparison of nine regions finds.\n"
        "Regions that measured early had fewer priorities by the end, and spent more on each. The others kept adding.\n"
        "The authors propose that every new priority should name the one that it replaces.",
        [1],
    ),
    (
        "Hydrogen barges leave the drawing board",
        "news",
        "Harbour Valley",
        "Two barges will carry gravel on hydrogen from next summer.",
        "Two barges will carry gravel on hydrogen from next summer, between the port and the ring canal.\n"
        "The filling station is shared with the city's buses. A third barge waits for a crew that has the certificate.",
        [2, 3],
    ),
    (
        "Evening course for cluster managers starts in Ghent",
        "event",
        "School of Cluster Practice",
        "Ten evenings on finance, trust and the art of ending a project.",
        "Ten evenings on finance, trust and the art of ending a project. Places are given in the order of asking.\n"
        "Participants bring a case of their own and take the minutes in turn.",
        [3],
    ),
    (
        "Kunststoffcluster veröffentlicht Leitfaden für Rezyklate",
        "document",
        "Kunststoffcluster Süd",
        "Der Leitfaden nennt Prüfverfahren und Grenzwerte für zwölf Anwendungen.",
        "Der Leitfaden nennt Prüfverfahren und Grenzwerte für zwölf Anwendungen.\n"
        "Er ist frei verfügbar und wird jedes Jahr im Herbst überarbeitet.",
        [0],
    ),
]
HOSTILE = [
    "<script>alert('title')</script>",
    '"><img src=x onerror=alert(1)>',
    "it's a 'quoted' \"title\"; DROP TABLE articles; --",
    "nul \0 inside",
    "line\r\nbreaks\nand\ttabs\u0085next\u2028line",
    "mark \x02stored\x03 marks \x03\x02",
    '=HYPERLINK("https://evil.example/","click")',
    "'=1+1",
    "-2+3 @SUM(A1) +1",
    "\N{RIGHT-TO-LEFT OVERRIDE}drawkcab \N{GRINNING FACE} \N{COMBINING ACUTE ACCENT}",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "x" * 600,
]


def build(path: Path, copies: int = 5, *, hostile: bool = True) -> Path:
    """Make an archive at ``path`` with ``copies`` of every text, a hostile row for each of HOSTILE, and return it."""
    db = open_database(path)
    fill(db, copies, hostile=hostile)
    db.close()
    return path


def fill(db: sqlite3.Connection, copies: int = 5, *, hostile: bool = True) -> None:
    """Fill the blank archive ``db`` in one transaction."""
    db.execute("BEGIN")
    _facts(db)
    for number in range(copies * len(TEXTS)):
        _article(db, number)
    if copies > 1:
        add_history(db)
        add_files(db)
    for number, text in enumerate(HOSTILE if hostile else []):
        _hostile_article(db, number, text)
    name_due(db)
    db.execute("COMMIT")


def _facts(db: sqlite3.Connection) -> None:
    db.executemany("INSERT INTO sources VALUES (?, ?, ?, ?, ?)", SOURCES)
    for number, (slug, name, spellings) in enumerate(TOPICS, start=1):
        db.execute("INSERT INTO topics VALUES (?, ?, ?)", (number, slug, name))
        db.executemany("INSERT INTO topic_names VALUES (?, ?)", [(spelling, number) for spelling in spellings])
    for number, (source, _, homepage, *_) in enumerate(SOURCES, start=1):
        db.execute(
            "INSERT INTO crawls (id, source, started, finished, outcome, cards) VALUES (?, ?, ?, ?, 'ok', 3)",
            (number, source, NOW, NOW),
        )
        db.execute("INSERT INTO listings VALUES (?, ?, ?, ?)", (number, source, f"{homepage}news", "News"))
    db.execute(
        "INSERT INTO failures VALUES ('https://clusters.example/lost', 'demo', 1, 'the server answered 404', 404, 2,"
        " ?, ?, NULL)",
        (NOW, NOW),
    )


def _article(db: sqlite3.Connection, number: int) -> None:
    title, kind, organisation, summary, body, topics = TEXTS[number % len(TEXTS)]
    round_ = number // len(TEXTS)
    source, _, homepage, _, language = SOURCES[number % len(SOURCES)]
    url = f"{homepage}news/{number}"
    published = f"{2026 - round_ % 4}-{1 + number % 10:02}-{1 + number % 28:02}" if number % 7 else None
    key = _insert(
        db,
        url=url,
        source=source,
        node=str(1000 + number) if source == "demo" else None,
        kind=kind,
        title=title if round_ == 0 else f"{title} ({round_ + 1})",
        title_source="h1",
        summary=summary,
        body=body,
        language=language,
        organisation=organisation,
        published=published,
        published_source="time" if published else None,
        capture_id=_capture(db, url, number),
    )
    db.executemany("INSERT INTO article_topics VALUES (?, ?)", [(key, topic + 1) for topic in topics])
    _sighting(db, key, 1 + number % len(SOURCES), number, title)
    if number % 5 == 0:
        db.execute("INSERT INTO article_urls VALUES (?, ?)", (f"{url}?from=list", key))
        db.execute(
            "INSERT INTO documents (id, url, source, title, media_type, bytes, state, fetched_at)"
            " VALUES (?, ?, ?, 'Slides', 'application/pdf', 34567, 'fetched', ?)",
            (number + 1, f"{homepage}files/{number}.pdf", source, NOW),
        )
        db.execute("INSERT INTO article_documents VALUES (?, ?, 'The slides')", (key, number + 1))
        db.execute(
            "INSERT INTO revisions (article_id, seen, title, body, content_hash, extractor)"
            " VALUES (?, ?, ?, ?, 'h', 'e')",
            (key, NOW, title, body),
        )


def _hostile_article(db: sqlite3.Connection, number: int, text: str) -> None:
    """Put ``text`` into every column that takes it; every other such article is gone, or only listed."""
    key = _insert(
        db,
        url=["javascript:alert(1)//", "https://clusters.example/a?b='\"<&>c#"][number % 2] + str(number),
        source="demo",
        kind="other",
        title=text if number % 4 else None,
        title_source=text,
        summary=text,
        summary_truncated=1,
        body=None if number % 3 == 2 else f"{text}\nhostile {number}",
        language=text,
        author=text,
        organisation=text,
        state="gone" if number % 3 == 1 else "listed" if number % 3 == 2 else "live",
    )
    db.execute("INSERT INTO topics (slug, name) VALUES (?, ?)", (f"hostile-{number}", text))
    topic = db.execute("SELECT max(id) FROM topics").fetchone()[0]
    db.execute("INSERT INTO topic_names VALUES (?, ?)", (text, topic))
    db.execute("INSERT INTO article_topics VALUES (?, ?)", (key, topic))
    db.execute("INSERT INTO article_urls VALUES (?, ?)", (f"javascript:alert({number})", key))
    db.execute("INSERT INTO listings (source, url, title) VALUES ('demo', ?, ?)", (f"javascript:{number}", text))
    _sighting(db, key, int(db.execute("SELECT max(id) FROM listings").fetchone()[0]), number, text)
    db.execute(
        "INSERT INTO documents (id, url, source, title, media_type, bytes, pages, state)"
        " VALUES (?, ?, 'demo', ?, ?, -9223372036854775808, 9223372036854775807, 'linked')",
        (9000 + number, f"javascript:document({number})", text, text),
    )
    db.execute(
        "INSERT INTO document_pages (document_id, page, title, text, own) VALUES (?, ?, ?, ?, ?)",
        (9000 + number, number, text, text, text[:5]),
    )
    db.execute("INSERT INTO issue_items VALUES (?, 1, ?, ?, ?)", (key, text, text, f"javascript:alert({number})"))
    db.execute("INSERT INTO article_documents VALUES (?, ?, ?)", (key, 9000 + number, text))


def _insert(db: sqlite3.Connection, **columns: object) -> int:
    columns = {
        "first_seen": "2026-11-01T06:00:00Z",
        "last_seen": NOW,
        "last_changed": "2026-11-01T06:00:00Z",
        "state": "live",
        **columns,
    }
    marks = ", ".join("?" * len(columns))
    cursor = db.execute(f"INSERT INTO articles ({', '.join(columns)}) VALUES ({marks})", list(columns.values()))
    return int(cursor.lastrowid or 0)


def _capture(db: sqlite3.Connection, url: str, number: int) -> int:
    cursor = db.execute(
        "INSERT INTO captures (url, fetched_at, status, media_type, digest, warc, offset, length)"
        " VALUES (?, ?, 200, 'text/html', 'sha1:ABC', 'demo.warc.gz', ?, 900)",
        (url, NOW, number * 1000),
    )
    return int(cursor.lastrowid or 0)


def _sighting(db: sqlite3.Connection, article: int, listing: int, position: int, text: str) -> None:
    db.execute(
        "INSERT INTO sightings VALUES (?, ?, 1, ?, ?, ?, 'Community News', NULL, ?, ?, NULL)",
        (article, listing, position, text, text, NOW, NOW),
    )
