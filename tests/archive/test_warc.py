"""WARC files: what came over the wire can be read again, by us and by every WARC tool."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from archive.warc import CaptureFolder, Exchange, WarcFile, encode, media_type, read, scan

DAY = "2026-03-01T08:00:00Z"


def exchange(body: bytes = b"hello", **values: object) -> Exchange:
    facts = {
        "url": "https://clusters.example/a?b=1",
        "fetched_at": DAY,
        "status": 200,
        "reason": "OK",
        "request_headers": (("User-Agent", "test"), ("Authorization", "secret")),
        "headers": (("Content-Type", "Text/HTML; charset=utf-8"), ("ETag", '"1"'), ("Transfer-Encoding", "chunked")),
        "body": body,
    }
    return Exchange(**{**facts, **values})  # type: ignore[arg-type]  # defaults of a test


def written(path: Path, *exchanges: Exchange) -> list[int]:
    warc = WarcFile(path, "test")
    offsets = [warc.append(encode(item).data) for item in exchanges]
    warc.sync()
    warc.close()
    return offsets


def test_a_response_can_be_read_again_as_it_came(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    packed = gzip.compress(b"packed by the server")
    offsets = written(path, exchange(), exchange(packed, headers=(("Content-Encoding", "gzip"),)))
    assert read(path, offsets[0]).body == b"hello"
    again = read(path, offsets[1])
    assert again.body == packed
    assert again.fetched_at == DAY
    assert dict(again.headers) == {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}


def test_warcio_reads_it_and_finds_every_digest_right(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    written(path, exchange(), exchange(b""), exchange(bytes(range(256)) * 100))
    with path.open("rb") as file:
        kinds = []
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            kinds.append(record.rec_type)
            assert "secret" not in str(record.http_headers)
    assert kinds == ["warcinfo"] + ["response", "request"] * 3


def test_what_the_archive_says_of_a_record_is_what_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    encoded = encode(exchange())
    warc = WarcFile(path, "test")
    offset, said = warc.append(encoded.data), encoded.capture
    warc.close()
    [(found, _)] = scan(path)
    assert (found.offset, found.length, found.digest) == (offset, said.length, said.digest)
    assert (said.media_type, said.etag) == ("text/html", '"1"')


def test_a_folder_answers_with_the_newest_capture_of_an_address(tmp_path: Path) -> None:
    written(tmp_path / "b.warc.gz", exchange(b"new", fetched_at="2026-03-02T08:00:00Z"))
    written(tmp_path / "c.warc.gz", exchange(b"old"))
    folder = CaptureFolder(tmp_path)
    found = folder.find("https://clusters.example/a?b=1")
    assert found is not None
    assert found[1].body == b"new"
    assert folder.find("https://clusters.example/other") is None
    assert (folder.oldest(), folder.newest()) == ("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z")


def test_a_place_without_a_response_is_an_error(tmp_path: Path) -> None:
    written(tmp_path / "a.warc.gz", exchange())
    with pytest.raises(ValueError, match="no response record"):
        read(tmp_path / "a.warc.gz", 0)


def test_media_type_is_bare() -> None:
    assert media_type(" Application/PDF ;name=x") == "application/pdf"


@settings(max_examples=50)
@given(
    st.binary(max_size=500),
    st.lists(st.tuples(st.from_regex(r"[A-Za-z-]{1,12}", fullmatch=True), st.text(max_size=30)), max_size=4),
)
def test_any_body_and_any_headers_survive(body: bytes, headers: list[tuple[str, str]]) -> None:
    # Header values come from bytes as latin-1, on one line: that is what the capture middleware hands over.
    clean = [(name, " ".join(value.encode("latin-1", "ignore").decode("latin-1").split())) for name, value in headers]
    data = encode(exchange(body, headers=tuple(clean))).data
    assert gzip.decompress(data).count(b"WARC/1.1\r\n") >= 2
