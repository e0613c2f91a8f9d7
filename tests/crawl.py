"""Runs our commands as a user does: in a process of their own, on an archive of the test's own."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent

# No waiting on a server of our own, whose certificate nobody has signed.
FAST = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "0",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
    "DOWNLOAD_VERIFY_CERTIFICATES": "0",
    "RETRY_TIMES": "1",
    "RETRY_PAUSE": "0.1",
}


def scrapy(folder: Path, *arguments: str, proxy: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run ``scrapy`` with the archive, the captures and the downloads in ``folder``."""
    places = {"ARCHIVE_DB": "archive.db", "CAPTURES_DIR": "captures", "DOWNLOADS_DIR": "downloads"}
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment |= {name: str(folder / value) for name, value in places.items()}
    if proxy:
        environment |= {"http_proxy": proxy, "https_proxy": proxy}
        settings = {**FAST, **settings}
    given = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments, *given],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def rows(folder: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return what the archive in ``folder`` answers to ``sql``."""
    db = sqlite3.connect(folder / "archive.db")
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.close()
