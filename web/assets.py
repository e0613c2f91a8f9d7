"""Our own static files: the address of each changes with its content, so that browsers may keep them for good."""

import hashlib
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
PREFIX = "static/"
# For an address with the version of its file, and for one without.
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"


def version(name: str) -> str:
    """Return a hash of the static file ``name``, or an empty string when there is no such file."""
    path = FOLDER / name
    if path.parent != FOLDER or not path.is_file():
        return ""
    stat = path.stat()
    return _hash(name, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _hash(name: str, changed: int, size: int) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:16]


def versioned(path: str) -> str:
    """Return ``path`` within the site with the version of the file behind it; what is no static file as it is."""
    found = version(path.removeprefix(PREFIX)) if path.startswith(PREFIX) else ""
    return f"{path}?v={found}" if found else path


def caching(name: str, query: str) -> dict[str, str]:
    """Return the headers that say how long the static file ``name`` may be kept; none when there is no such file."""
    found = version(name)
    if not found:
        return {}
    return {"etag": f'"{found}"', "cache-control": FOR_GOOD if query == f"v={found}" else ASK_FIRST}
