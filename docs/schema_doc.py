"""Writes docs/schema.md from the migrations and from web/metadata.yaml; ``--check`` only compares.

python docs/schema_doc.py [--check]
"""

import re
import sqlite3
import sys
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # its stubs are a package of their own

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archive.schema import blank, version  # noqa: E402  # the project is not installed: its root comes first

SCHEMA = ROOT / "docs" / "schema.md"
METADATA = ROOT / "web" / "metadata.yaml"

HEAD = """\
# The schema of archive.db

Written by `python docs/schema_doc.py` from `archive/migrations.py` and `web/metadata.yaml`; do not edit.
State of the schema: `{version}`.

Times are UTC, ISO 8601 with seconds and `Z`; dates are `YYYY-MM-DD`; a cell is empty (NULL) where a page did not say.
**Bold** is the primary key, `*` a column that is never empty, `→ table` a foreign key. Tables are STRICT.

`articles_fts` is the full-text index (FTS5, {fts}) over title, summary, body, topics and
organisation of `articles`; triggers keep it fresh. Search it with `WHERE articles_fts MATCH '"open call"'`; its
`rowid` is the `id` of the article.
"""

FILES = """\
## Files to download

`archive.sql.gz` and `archive.db.gz` hold every table. `articles.json.gz` is one array of objects, `articles.jsonl.gz`
the same objects, one a line: the columns of `articles`, with `summary_truncated` as true or false, and

| key | holds |
|---|---|
| topics | names of the topics, in place of the column of that name |
| other_addresses | `article_urls.url` |
| same_as | `id` and `url` of the other article, and the rest of `same_as` |
| group_id | `copies.group_id`; null where there is no copy |
| sightings | objects: `listing_url`, `listing_title` and the columns of `sightings` |
| items | of a newsletter, its stories: objects with the columns of `issue_contents`, but for `article_id` |
| documents | objects: `url`, `title` (text of the link), `file_title`, and of `documents` the columns `media_type`, \
`bytes`, `pages`, `language`, `created`, `modified`, `state`, `reason`, `fetched_at`; the texts, a hundred times those \
of articles, are in `document_pages` of the whole archive alone |

`articles.csv.gz` has the columns of `articles`, with the names of the topics joined by `; `. A text that starts with
`=`, `+`, `-`, `@`, tab or carriage return would run as a formula in a spreadsheet: it has an apostrophe before it, and
so has a text that starts with apostrophes before one of these. Take one apostrophe away to get the original.
"""


def main() -> int:
    """Write or check the page; return the exit code."""
    page = schema_page(yaml.safe_load(METADATA.read_text(encoding="utf-8"))["databases"]["archive"])
    if "--check" not in sys.argv[1:]:
        SCHEMA.write_text(page, encoding="utf-8")
        return 0
    if SCHEMA.exists() and SCHEMA.read_text(encoding="utf-8") == page:
        return 0
    sys.stderr.write("docs/schema.md is out of date: run python docs/schema_doc.py\n")
    return 1


def schema_page(metadata: dict[str, Any]) -> str:
    """Return the page as Markdown. Raises KeyError for a table or column without a description."""
    db = blank()
    fts = db.execute("SELECT sql FROM sqlite_master WHERE name = 'articles_fts'").fetchone()[0]
    tokenizer = re.search(r"tokenize='(.*?)'", fts)
    parts = [HEAD.format(version=version(db), fts=tokenizer[1] if tokenizer else "unicode61")]
    for name, table in metadata["tables"].items():
        if table.get("allow") is not False:
            parts.append(_section(db, name, table))
    db.close()
    return "\n".join([*parts, FILES])


def _section(db: sqlite3.Connection, name: str, table: dict[str, Any]) -> str:
    targets = dict(db.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (name,)).fetchall())
    lines = [f"## {name}", "", table["description"], "", "| column | type | meaning |", "|---|---|---|"]
    for column, kind, filled, key in db.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (name,)):
        shown = f"**{column}**" if key else column
        target = f" → {targets[column]}" if column in targets else ""
        lines.append(f"| {shown}{'*' if filled and not key else ''} | {kind}{target} | {table['columns'][column]} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
