"""What a killed process leaves at the end of a WARC file: known for what it is, and no harm to what lies before it."""

import gzip
import zlib
from itertools import takewhile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.members import members
from archive.warc import CaptureFolder, WarcFile, encode, read, scan
from archive.warc_records import records, tail
from tests.captured import exchange


def packed(data: bytes) -> bytes:
    """Compress without the time, which would be another in each process and so in each name of a test."""
    return gzip.compress(data, mtime=0)


URL = "https://clusters.example/{}"
BODIES = [b"<p>first", bytes(range(256)), packed(b"<p>packed by the server"), b"<p>last and longer" * 9]
FOREIGN = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: dns:clusters.example\r\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    warc = WarcFile(tmp_path_factory.mktemp("warc") / "a.warc.gz", "test")
    for number, body in enumerate(BODIES):
        warc.append(encode(exchange(URL.format(number), body)).data)
    warc.close()
    return warc.path.read_bytes()


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("torn") / "a.warc.gz"


def ends(whole: bytes, scratch: Path) -> list[int]:
    """Return the bytes at which a record ends."""
    scratch.write_bytes(whole)
    return [member.offset + member.length for member in members(scratch)]


def responses(path: Path) -> list[tuple[int, bytes]]:
    return [(capture.offset, exchange.body) for capture, exchange in scan(path)]


def by_warcio(path: Path) -> list[bytes]:
    """Return the payloads of all records that warcio reads before it stops."""
    found = []
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file):
                found.append(record.raw_stream.read())
        except (ArchiveLoadFailed, AttributeError, zlib.error):
            pass
    return found


def test_a_file_that_is_whole_has_no_tail(whole: bytes, scratch: Path) -> None:
    scratch.write_bytes(whole)
    assert tail(scratch) is None
    assert tail(scratch, ends(whole, scratch)[-2]) is None
    assert [record.kind for record in records(scratch)] == ["warcinfo"] + ["response", "request"] * len(BODIES)
    scratch.write_bytes(b"")
    assert tail(scratch) is None
    assert responses(scratch) == []


def test_a_cut_at_every_byte_of_the_last_exchange_loses_that_alone(whole: bytes, scratch: Path) -> None:
    *_, before, response, request = ends(whole, scratch)
    sound = responses(scratch)
    payloads = by_warcio(scratch)
    assert [body for _, body in sound] == BODIES
    for size in range(before, request):
        scratch.write_bytes(whole[:size])
        end = response if size >= response else before
        assert tail(scratch) == (None if size == end else end)
        assert tail(scratch, end) == (None if size == end else end)
        assert responses(scratch) == (sound if size >= response else sound[:-1])
        assert by_warcio(scratch)[: len(payloads) - 2] == payloads[:-2]
        if size < response:
            with pytest.raises(ValueError, match=f"no response record at byte {before} "):
                read(scratch, before)


@given(st.data())
def test_a_cut_anywhere_and_garbage_behind_it_lose_no_whole_record(
    whole: bytes, scratch: Path, data: st.DataObject
) -> None:
    places = ends(whole, scratch)
    sound = responses(scratch)
    size = data.draw(st.integers(0, len(whole)))
    garbage = data.draw(
        st.binary(max_size=200).filter(lambda found: not whole[size:].startswith(found[:1])) | st.just(b"")
    )
    end = max((place for place in places if place <= size), default=0)
    scratch.write_bytes(whole[:size] + garbage)
    assert tail(scratch) == (end if end < size + len(garbage) else None)
    assert responses(scratch) == list(takewhile(lambda found: found[0] < end, sound))


@pytest.mark.parametrize(
    "garbage",
    [
        bytes(4096),
        b"no WARC\r\n" * 9,
        b"\x1f\x8b\x08\x00",
        packed(b""),
        packed(b"no WARC\r\n" * 9),
        packed(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nshort\r\n\r\n"),
        packed(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n\r\n\r\n"),
        packed(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n\r\n\r\n"),
        packed(b"WARC/1.1\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n"),
        packed(b"WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * 2),
    ],
)
def test_what_is_no_record_ends_the_file(whole: bytes, scratch: Path, garbage: bytes) -> None:
    scratch.write_bytes(whole)
    sound = responses(scratch)
    scratch.write_bytes(whole + garbage)
    assert tail(scratch) == len(whole)
    assert responses(scratch) == sound


@pytest.mark.parametrize(
    "record",
    [
        FOREIGN + b"Content-Length: 3\r\n\r\nabc\r\n\r\n",
        FOREIGN.replace(b"dns:", b"http://") + b"Content-Length: 3\r\n\r\nabc\r\n\r\n",
        FOREIGN.replace(b"dns:", b"http://") + b"Content-Length: 14\r\n\r\nHTTP/1.1 odd\r\n\r\n\r\n",
        b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
        b"WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
    ],
)
def test_a_record_that_is_no_http_response_is_passed_over(whole: bytes, scratch: Path, record: bytes) -> None:
    scratch.write_bytes(whole)
    sound = responses(scratch)
    added = encode(exchange(URL.format("more"), b"more")).data
    scratch.write_bytes(whole + packed(record) + added)
    assert tail(scratch) is None
    assert [body for _, body in responses(scratch)] == [*(body for _, body in sound), b"more"]


def test_a_spoilt_byte_is_noticed(whole: bytes, scratch: Path) -> None:
    *_, before, response, _ = ends(whole, scratch)
    middle = (before + response) // 2
    scratch.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    assert tail(scratch) == before
    with pytest.raises(ValueError, match="no response record"):
        read(scratch, before)


def test_a_page_that_holds_a_record_is_no_record(whole: bytes, scratch: Path) -> None:
    # What cannot be compressed any further lies in the file as a stranger sent it.
    forged = encode(exchange(URL.format("forged"), b"forged")).data
    torn = encode(exchange(URL.format("torn"), Random(0).randbytes(30_000) + forged))
    scratch.write_bytes(whole + torn.data[: torn.capture.length - 1])
    assert forged in scratch.read_bytes()
    assert tail(scratch) == len(whole)
    assert [body for _, body in responses(scratch)] == BODIES


def test_a_torn_file_can_be_replayed(whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(whole[:-500])
    folder = CaptureFolder(tmp_path)
    assert len(folder) == len(BODIES) - 1
    assert folder.find(URL.format(0)) is not None
    assert folder.find(URL.format(len(BODIES) - 1)) is None
