"""/downloads: the page, its files, and parts of them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.export import PUBLISHED, publish
from tests.web.serving import Site, one, plugin, serving

downloads = plugin("downloads")
NAME = "articles.json.gz"


@pytest.fixture(scope="module")
def folder(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("downloads")
    publish(archive, folder, "2026-11-22T08:00:00Z")
    (folder / "secret.txt").write_text("not in the manifest", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def published(archive: Path, folder: Path) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOWNLOADS_DIR", str(folder))
        with serving(archive) as served:
            yield served


def test_page_lists_every_file(published: Site, folder: Path) -> None:
    page = published.page("/downloads")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    sections = {one(section, "h2 a").get_text(): section.get_text() for section in page.select(".file")}
    assert list(sections) == list(PUBLISHED)
    for file in manifest["files"]:
        assert file["sha256"] in sections[file["name"]]
        assert downloads.human_size(file["bytes"]) in sections[file["name"]]
        assert f"{file['rows']} articles" in sections[file["name"]]
        assert "To load it" in sections[file["name"]]
    assert "22 November 2026" in page.get_text()
    assert "sources 2," in sections["archive.sql.gz"]


def test_page_without_files_says_how_to_make_them(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOWNLOADS_DIR", raising=False)
    assert "scrapy export all" in site.page("/downloads").get_text()
    assert site.get(f"/downloads/{NAME}").status_code == 404


def test_files_come_whole(published: Site, folder: Path) -> None:
    for name in (*PUBLISHED, "manifest.json"):
        answer = published.get(f"/downloads/{name}")
        assert answer.status_code == 200
        assert answer.content == (folder / name).read_bytes()
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["content-length"] == str(len(answer.content))
        assert answer.headers["content-type"] == ("application/json" if name == "manifest.json" else "application/gzip")
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


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (1_250_000, "1.2 MB"), (7 * 10**12, "7000.0 GB")],
)
def test_sizes(size: int, shown: str) -> None:
    assert downloads.human_size(size) == shown
