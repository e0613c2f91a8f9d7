"""/downloads: the page, its files, parts of them, and the commands that load them."""

import asyncio
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag

from archive.publication import ALWAYS, CAPTURES, publish
from tests import captured
from tests.web.serving import Site, one, plugin, serving
from web.downloads import bibtex, citation, human_size, read_manifest
from web.loading import WAYS, Way
from web.texts import Texts

downloads = plugin("downloads")
NAME = "articles.json.gz"
MADE = "2026-11-22T08:00:00Z"
# Articles and captures of the archive that is published here: tests/captured.py.
ARTICLES, CAPTURED = 6, 10


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("downloads")
    publish(captured.build(tmp_path_factory.mktemp("captured")), folder, MADE, most_captures=10**9)
    (folder / "secret.txt").write_text("not in the manifest", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def published(archive: Path, folder: Path) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOWNLOADS_DIR", str(folder))
        with serving(archive) as served:
            yield served


def section(page: Tag, name: str) -> str:
    """Return the text of what the page says of the file ``name``."""
    return next(part.get_text(" ") for part in page.select(".file") if one(part, "h2 a").get_text() == name)


def test_page_lists_every_file(published: Site, folder: Path) -> None:
    page = published.page("/downloads")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    listed = [one(part, "h2 a").get_text() for part in page.select(".file")]
    assert listed == [file["name"] for file in manifest["files"]]
    assert {*listed, "SHA256SUMS", "manifest.json"} == {*ALWAYS, CAPTURES}
    for file in manifest["files"]:
        text = section(page, file["name"])
        assert file["sha256"] in text
        assert human_size(file["bytes"], Texts()) in text
        assert (f"{ARTICLES} articles" in text) == bool(file["rows"])
        assert all(way.command in text for way in WAYS[file["name"]])
        assert len(WAYS[file["name"]]) >= 2
    assert "22 November 2026, 08:00 UTC: 6 articles of 2 sources." in page.get_text()
    assert "sources 2," in section(page, "archive.sql.gz")
    assert f"{CAPTURED} responses of servers" in section(page, CAPTURES)


def test_page_says_how_to_check_to_cite_and_whose_the_texts_are(published: Site, folder: Path) -> None:
    page = published.page("/downloads")
    text = page.get_text()
    assert "sha256sum --check" in text
    assert "curl -C - -O http://localhost/downloads/archive.sql.gz" in text
    assert "belong to the sites that published them" in text
    assert "@misc{cluster-news-archive-2026-11-22," in text
    assert one(page, ".cited").get_text() in text
    for name in ("schema.sql", "SHA256SUMS", "manifest.json"):
        assert page.select(f'main a[href="/downloads/{name}"]'), name


def test_citation(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert manifest is not None
    whole = manifest.file("archive.sql.gz")
    assert whole is not None
    address = "https://news.example.org/downloads"
    assert citation(manifest, address, Texts()) == (
        "Cluster News Archive (2026). 6 articles, state of 22 November 2026. https://news.example.org/downloads"
        f" (SHA-256 of archive.sql.gz: {whole.sha256})"
    )
    assert bibtex(manifest, address, Texts()) == (
        "@misc{cluster-news-archive-2026-11-22,\n"
        "  title = {{Cluster News Archive}},\n"
        "  year = {2026},\n"
        "  url = {https://news.example.org/downloads},\n"
        "  urldate = {2026-11-22},\n"
        f"  note = {{6 articles, state of 22 November 2026; SHA-256 of archive.sql.gz: {whole.sha256}}},\n"
        "}"
    )


# What is not installed wherever the tests run is checked by hand when a command changes.
ELSEWHERE = {"pandas", "DuckDB", "R", "pywb"}
EVERY_WAY = [
    pytest.param(name, way, id=f"{name} {way.tool}")
    for name, ways in WAYS.items()
    for way in ways
    if way.tool not in ELSEWHERE
]


@pytest.mark.parametrize(("name", "way"), EVERY_WAY)
def test_commands_load_what_they_promise(folder: Path, tmp_path: Path, name: str, way: Way) -> None:
    tools = {"Python": "python3", "sqlite-utils": "sqlite3"}
    if not shutil.which(tools.get(way.tool, way.tool)):
        pytest.skip(f"{way.tool} is not installed here")
    shutil.copy(folder / name, tmp_path)
    command = re.sub(r"\bpython3\b", sys.executable, way.command)
    command = command.replace("sqlite-utils ", f"{sys.executable} -m sqlite_utils ")
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert loaded(tmp_path, done.stdout), done.stdout


def loaded(folder: Path, said: str) -> bool:
    """Return whether a command has made a database or a folder with what was published, or has printed it."""
    for path in folder.glob("*.db"):
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == (
                0 if "empty" in path.name else ARTICLES
            )
        return True
    if (folder / "captures").exists():
        return len(list(folder.glob("captures/archive/*.warc.gz"))) == 2
    return said.strip() in (str(ARTICLES), "0") or len(said.splitlines()) in (0, ARTICLES)


def test_an_older_publication_can_be_read(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its manifest says less."""
    file = {"name": NAME, "bytes": 1200, "sha256": "abc", "rows": 1, "tables": None}
    whole = {"name": "archive.sql.gz", "bytes": 3, "sha256": "def", "rows": 1, "tables": {"articles": 1}}
    manifest = {"made": MADE, "newest": MADE, "schema": "m001", "articles": 1, "files": [file, whole]}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    monkeypatch.setenv("DOWNLOADS_DIR", str(tmp_path))
    with serving(archive) as served:
        page = served.page("/downloads")
    assert "1.2 kB" in section(page, NAME)
    assert "archive as it was on 22 November 2026, 08:00 UTC: 1 article." in page.get_text()
    assert not page.select('main a[href="/downloads/SHA256SUMS"]')


@pytest.mark.parametrize(("reason", "said"), [("too_large", True), ("unwanted", False), ("none", False)])
def test_page_says_when_the_captures_are_too_many(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, said: bool
) -> None:
    omitted = [{"name": CAPTURES, "reason": reason, "bytes": 5_100_000_000}]
    manifest = {"made": MADE, "articles": 0, "files": [], "omitted": omitted}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    monkeypatch.setenv("DOWNLOADS_DIR", str(tmp_path))
    with serving(archive) as served:
        assert ("they have 5.1 GB" in served.page("/downloads").get_text()) == said


def test_page_without_files_says_how_to_make_them(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOWNLOADS_DIR", raising=False)
    assert "scrapy export all" in site.page("/downloads").get_text()
    assert site.get(f"/downloads/{NAME}").status_code == 404


def test_files_come_whole(published: Site, folder: Path) -> None:
    kinds = {"manifest.json": "application/json", CAPTURES: "application/x-wacz"}
    shown = dict.fromkeys(("schema.sql", "SHA256SUMS"), "text/plain; charset=utf-8")
    for name in (*ALWAYS, CAPTURES):
        answer = published.get(f"/downloads/{name}")
        assert answer.status_code == 200
        assert answer.content == (folder / name).read_bytes()
        place = "inline" if name in shown else "attachment"
        assert answer.headers["content-disposition"] == f'{place}; filename="{name}"'
        assert answer.headers["content-length"] == str(len(answer.content))
        assert answer.headers["content-type"] == {**kinds, **shown}.get(name, "application/gzip")
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_head(published: Site, folder: Path) -> None:
    answer = published.get(f"/downloads/{NAME}", "HEAD")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str((folder / NAME).stat().st_size)
    assert published.get(f"/downloads/{NAME}", "POST").status_code in (403, 405)


@pytest.mark.parametrize(
    "name",
    [
        "secret.txt",
        "..%2Farchive.db",
        "%2e%2e%2farchive.db",
        "%2Fetc%2Fpasswd",
        "articles.json",
        "a\\b",
    ],
)
def test_nothing_else_can_be_had(published: Site, name: str) -> None:
    answer = published.get(f"/downloads/{name}", follow_redirects=True)
    assert answer.status_code == 404
    assert "not in the manifest" not in answer.text


def test_manifest_cannot_name_a_path(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["../archive.db", "/etc/hostname", "..", "gone.gz"]
    files = [{"name": name, "bytes": 1, "rows": 1, "sha256": "", "tables": None} for name in names]
    (tmp_path / "manifest.json").write_text(json.dumps({"made": "", "articles": 1, "files": files}), encoding="utf-8")
    monkeypatch.setenv("DOWNLOADS_DIR", str(tmp_path))
    with serving(archive) as served:
        served.page("/downloads")
        for name in ("gone.gz", "..%2Farchive.db", "%2Fetc%2Fhostname"):
            assert served.get(f"/downloads/{name}", follow_redirects=True).status_code == 404


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"files": 1}', '{"files": [1]}', "\x00"])
def test_broken_manifest_is_no_error(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    monkeypatch.setenv("DOWNLOADS_DIR", str(tmp_path))
    with serving(archive) as served:
        assert "scrapy export all" in served.page("/downloads").get_text()


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=10-", 10, None),
        ("bytes=-7", -7, None),
        ("bytes=5-999999999", 5, None),
        ("bytes=0-0", 0, 0),
    ],
)
def test_parts(published: Site, folder: Path, asked: str, first: int, last: int | None) -> None:
    whole = (folder / NAME).read_bytes()
    answer = published.get(f"/downloads/{NAME}", headers={"range": asked})
    expected = whole[first:] if last is None else whole[first : last + 1]
    start = first % len(whole)
    assert (answer.status_code, answer.content) == (206, expected)
    assert answer.headers["content-range"] == f"bytes {start}-{start + len(expected) - 1}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0"])
def test_parts_that_are_not_there(published: Site, folder: Path, asked: str) -> None:
    answer = published.get(f"/downloads/{NAME}", headers={"range": asked})
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{(folder / NAME).stat().st_size}"


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=9-3", "bytes=-", "bytes=a-b", "lines=1-2", f"bytes={'9' * 5000}-"]
)
def test_other_ranges_give_the_whole_file(published: Site, folder: Path, asked: str) -> None:
    answer = published.get(f"/downloads/{NAME}", headers={"range": asked})
    assert (answer.status_code, answer.content) == (200, (folder / NAME).read_bytes())


def test_known_files_are_not_sent_again(published: Site) -> None:
    tag = published.get(f"/downloads/{NAME}").headers["etag"]
    assert published.get(f"/downloads/{NAME}", headers={"if-none-match": tag}).status_code == 304
    assert published.get(f"/downloads/{NAME}", headers={"if-range": tag, "range": "bytes=0-1"}).status_code == 206
    assert published.get(f"/downloads/{NAME}", headers={"if-range": '"old"', "range": "bytes=0-1"}).status_code == 200


def test_a_reader_who_has_gone_is_sent_nothing_more(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(100 * downloads.BLOCK))
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        while len(sent) < 3:
            await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    with (tmp_path / "file").open("rb") as file:
        asyncio.run(downloads.send_blocks(send, receive, file, 100 * downloads.BLOCK))
    assert 3 <= len(sent) < 20
    assert not sent[-1].get("more_body")


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (1_250_000, "1.2 MB"),
        (12_360_000, "12.4 MB"),
        (7 * 10**12, "7,000 GB"),
    ],
)
def test_sizes(size: int, shown: str) -> None:
    assert human_size(size, Texts()) == shown
