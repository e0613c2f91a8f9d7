"""Files that appear whole under their name or not at all."""

import gzip
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path in the folder of ``target``; the file written there takes the place of ``target`` at the end.

    After an exception that file is gone and ``target`` is as it was.
    """
    if target.exists() and not target.is_file():
        raise OSError(f"{target} is no regular file")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield unfinished
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def blocks(path: Path, size: int = 1 << 16) -> Iterator[bytes]:
    """Yield the content of the file at ``path`` in pieces of ``size`` bytes."""
    with path.open("rb") as file:
        while block := file.read(size):
            yield block


def save(chunks: Iterable[bytes], target: Path, *, compress: bool) -> None:
    """Write ``chunks`` to the file ``target``, as gzip if asked, and have it on the disk when this returns."""
    with target.open("wb") as file:
        # Neither name nor time inside: the same archive gives the same bytes.
        packed = gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0) if compress else None
        with packed or nullcontext(file) as out:
            for chunk in chunks:
                out.write(chunk)
        file.flush()
        os.fsync(file.fileno())
