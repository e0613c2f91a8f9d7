"""web/metadata.yaml and docs/schema.md say something about every table and column, and about no other."""

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # its stubs are a package of their own

from archive.schema import blank, columns
from commands.serve import WEB

METADATA: dict[str, Any] = yaml.safe_load((WEB / "metadata.yaml").read_text(encoding="utf-8"))["databases"]["archive"]
TABLES: dict[str, Any] = METADATA["tables"]
SERVED = sorted(name for name, table in TABLES.items() if table.get("allow") is not False)


def test_every_table_is_described_or_not_served() -> None:
    db = blank()
    names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    db.close()
    assert names <= set(TABLES)
    assert set(SERVED) <= names


@pytest.mark.parametrize("table", SERVED)
def test_every_column_is_described(table: str) -> None:
    db = blank()
    assert tuple(TABLES[table]["columns"]) == columns(db, table)
    db.close()
    for text in (TABLES[table]["title"], TABLES[table]["description"], *TABLES[table]["columns"].values()):
        assert isinstance(text, str)
        assert len(text) > 3
    for key in ("label_column", "sort", "sort_desc"):
        assert TABLES[table].get(key, "id") in (*TABLES[table]["columns"], "id")
    assert set(TABLES[table].get("facets", [])) | set(TABLES[table].get("units", {})) <= set(TABLES[table]["columns"])


def test_times_and_sizes_have_units() -> None:
    for table in SERVED:
        for name, text in TABLES[table]["columns"].items():
            if re.search(r"(_seen|_at|_changed|started|finished|seen)$", name):
                assert "Time (UTC)" in text, (table, name)
            if name in ("bytes", "offset", "length"):
                assert "in bytes" in text, (table, name)


def test_schema_page_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(WEB.parent / "docs" / "schema_doc.py"), "--check"], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
