"""A WACZ file of ours in pywb, which is installed beside the project: docs/operations.md says how to run this."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.wacz import export_wacz
from tests.captured import ARTICLES, FILES, OTHER_SITE, append, build, cut, exchange, page
from tests.make import SITE

# The program `wayback` of pywb, in whose folder `wb-manager` is too.
WAYBACK = os.environ.get("PYWB", "")

# pywb is another reader to check our files against, with many packages of its own, old ones among them: it stays out
# of the lock, and who has it in an environment of its own names it.
pytestmark = pytest.mark.skipif(not WAYBACK, reason="the environment variable PYWB does not name pywb's `wayback`")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a WACZ file, made of an archive with a torn WARC file; give the address of the collection."""
    folder = tmp_path_factory.mktemp("pywb")
    archive = build(folder)
    torn = folder / FILES[0]
    append(torn, [exchange(f"{SITE}/torn", b"torn")])
    cut(torn, torn.stat().st_size - 450)
    export_wacz(archive, folder / "out.wacz", "2026-11-22T08:00:00Z")
    for arguments in (["init", "news"], ["add", "--unpack-wacz", "news", "out.wacz"]):
        subprocess.run([Path(WAYBACK).with_name("wb-manager"), *arguments], cwd=folder, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen([WAYBACK, "-b", "127.0.0.1", "-p", str(port)], cwd=folder, stdout=log, stderr=log) as running,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}/news"
        finally:
            running.send_signal(signal.SIGTERM)


def wait_for(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url).close()
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"nobody answers at {url}")


def get(url: str) -> bytes:
    with urllib.request.urlopen(url) as response:
        body: bytes = response.read()
        return body


@pytest.mark.parametrize("site", [SITE, OTHER_SITE])
@pytest.mark.parametrize("number", range(ARTICLES))
def test_every_page_comes_as_it_was_fetched(served: str, site: str, number: int) -> None:
    assert get(f"{served}/20260301080000id_/{site}/news/{number}") == page(number)
    # As a person sees it: rewritten, so that links stay within the collection.
    assert f"Wörter of page {number}.".encode() in get(f"{served}/2026mp_/{site}/news/{number}")


def test_an_address_is_found_in_another_spelling(served: str) -> None:
    assert get(f"{served}/2026id_/{SITE.upper()}/tags//hydrogen/?page=1") == b"<ul><li>a list"


def test_what_was_never_captured_is_not_there(served: str) -> None:
    for path in ("/never", "/torn"):
        with pytest.raises(urllib.error.HTTPError) as answer:
            get(f"{served}/2026mp_/{SITE}{path}")
        answer.value.close()
        assert answer.value.code == 404
