"""A ZIP file that says what it holds, with a hash of each part: what a WACZ file is underneath."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

_BLOCK = 1 << 20


class Package:
    """A ZIP file under way, and what its ``datapackage.json`` will say of it."""

    def __init__(self, path: Path, made: str) -> None:
        self.zip = zipfile.ZipFile(path, "w")
        self._date = datetime.fromisoformat(made).timetuple()[:6]
        self._resources: list[dict[str, str | int]] = []

    def add(self, name: str, chunks: Iterable[bytes], size: int = 0) -> None:
        """Write a file and note its hash. ``size`` in bytes has to be told when it may be above 2 GiB.

        What is compressed already is stored, so that a reader can fetch one record of it.
        """
        entry = zipfile.ZipInfo(name, self._date)
        entry.compress_type = zipfile.ZIP_STORED if name.endswith(".gz") else zipfile.ZIP_DEFLATED
        digest, written = hashlib.sha256(), 0
        # Only where it is needed: ReplayWeb.page takes the local header for as long as the one of the directory says.
        with self.zip.open(entry, "w", force_zip64=size > zipfile.ZIP64_LIMIT) as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                written += len(chunk)
        self._resources.append(
            {"name": Path(name).name.lower(), "path": name, "hash": f"sha256:{digest.hexdigest()}", "bytes": written}
        )

    def describe(self, facts: dict[str, str]) -> None:
        """Write ``datapackage.json`` with ``facts`` and all that was added, and the hash of that file."""
        package = {"profile": "data-package", "wacz_version": "1.1.1", **facts, "resources": self._resources}
        content = json.dumps(package, indent=2).encode()
        self.add("datapackage.json", [content])
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        self.add("datapackage-digest.json", [json.dumps(digest, indent=2).encode()])


def first(path: Path, size: int) -> Iterator[bytes]:
    """Yield the first ``size`` bytes of a file. Raises OSError when it is shorter or cannot be read."""
    with path.open("rb") as file:
        while size:
            block = file.read(min(_BLOCK, size))
            if not block:
                raise OSError(f"{path.name} has become shorter meanwhile")
            size -= len(block)
            yield block


def sync(path: Path) -> None:
    """Have ``path`` on the disk when this returns. Raises OSError."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
