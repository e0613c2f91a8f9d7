"""Files made to do harm, and files that are cut: a reason in time, within the limits, and never an exception."""

import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.documents import limits
from extraction.documents.package import BROKEN, TOO_BIG
from extraction.documents.reading import read_document
from tests import files

RELS = (
    '<Relationships><Relationship Id="1" Type="http://x/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
WHOLE = {
    "pdf": files.pdf(["One page", "Another page"], "Title"),
    "docx": files.word(),
    "pptx": files.slides(),
    "xlsx": files.sheets(),
    "odt": files.odf("text"),
    "odp": files.odf("presentation"),
    "ods": files.odf("spreadsheet"),
}


def document(xml: str | bytes) -> bytes:
    return files.zipped({"_rels/.rels": RELS, "word/document.xml": xml})


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = document(b"<document>" + b" " * (limits.MAX_PART + 1) + b"</document>")
    assert len(bomb) < 100_000
    assert read_document(bomb).reason == TOO_BIG
    monkeypatch.setattr("extraction.documents.package.MAX_UNPACKED", 1_000)
    assert read_document(WHOLE["xlsx"]).reason == TOO_BIG
    assert read_document(WHOLE["odt"]).reason == TOO_BIG


def test_a_part_that_lies_about_its_size_is_not_believed() -> None:
    body = bytearray(document("<document>" + "<p>word</p>" * 1000 + "</document>"))
    at = body.rindex(b"PK\x01\x02")
    body[at + 24 : at + 28] = (10).to_bytes(4, "little")  # the size once unpacked
    assert read_document(bytes(body)).reason == BROKEN


def test_entities_are_not_resolved() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE document [<!ENTITY l0 "ha">{laughs}]><document><p><t>&l9;</t></p></document>'
    assert read_document(document(bomb)).state == "unreadable"
    thief = '<!DOCTYPE document [<!ENTITY x SYSTEM "file:///etc/hostname">]><document><p><t>a&x;b</t></p></document>'
    assert [page.text for page in read_document(document(thief)).pages] == ["a"]


def test_depth_ends() -> None:
    assert "no XML" in read_document(document("<document>" + "<p>" * 100_000)).reason
    assert read_document(document("<document>" + "<p>" * 5000 + "</p>" * 5000 + "</document>")).state == "unreadable"


def test_parts_that_lead_round_in_circles_end() -> None:
    rels = '<Relationships><Relationship Id="1" Type="x/diagramData" Target="slide1.xml"/></Relationships>'
    deck = files.zipped({"ppt/slides/_rels/slide1.xml.rels": rels}, WHOLE["pptx"])
    assert read_document(deck).pages[0].text.count("Clusters and water") == 2


def test_more_pages_and_characters_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extraction.documents.content.MAX_PAGES", 3)
    read = read_document(files.pdf([f"Page {number}" for number in range(10)]))
    assert (read.state, read.page_count, len(read.pages)) == ("read", 10, 3)
    assert read.reason == "only the first 3 of its 10 pages are read"
    monkeypatch.setattr("extraction.documents.content.MAX_CHARACTERS", 5)
    monkeypatch.setattr("extraction.documents.reading.MAX_CHARACTERS", 5)
    for body in WHOLE.values():
        read = read_document(body)
        assert sum(len(page.text) for page in read.pages) <= 5
        assert read.reason.startswith("only its first 5 characters are read")


def test_ten_thousand_pages_are_counted() -> None:
    read = read_document(files.pdf(["."] * 10_000))
    assert (read.page_count, read.state, read.reason) == (
        10_000,
        "unreadable",
        "its pages are pictures: it has no text",
    )


def test_a_stream_that_unpacks_to_much_is_no_danger() -> None:
    packed = zlib.compress(b"BT (x) Tj ET " * 1_000_000, 9)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream)
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % one for one in enumerate(objects, start=1))
    read = read_document(body + b"trailer << /Root 1 0 R >>\n%%EOF")
    assert sum(len(page.text) for page in read.pages) <= limits.MAX_CHARACTERS


def test_signs_that_no_text_can_hold_are_left_out() -> None:
    text = "a\x0bb\u2028c\ufeff שלום \u202e"
    assert read_document(document(f"<document><p><t>{text}</t></p></document>".replace("\x0b", "&#xFFFE;"))).state
    [page] = read_document(document(f"<document><p><t>{text.replace(chr(11), '')}</t></p></document>")).pages
    assert page.text == "ab\nc שלום \u202e".strip()


@pytest.mark.parametrize("name", WHOLE)
@given(data=st.data())
def test_a_damaged_file_is_read_or_says_why(name: str, data: st.DataObject) -> None:
    body = bytearray(WHOLE[name])
    end = data.draw(st.integers(0, len(body)))
    for at in data.draw(st.lists(st.integers(0, len(body) - 1), max_size=20)):
        body[at] = data.draw(st.integers(0, 255))
    read = read_document(bytes(body if data.draw(st.booleans()) else body[:end]))
    assert (read.state == "read") == bool(read.pages)
    assert read.reason or read.state == "read"
    assert all("\0" not in page.text for page in read.pages)
    assert [page.number for page in read.pages] == list(range(1, len(read.pages) + 1))


@given(st.binary())
def test_any_bytes_give_a_reason(body: bytes) -> None:
    for start in (b"", b"%PDF-1.7\n", b"PK\x03\x04"):
        read = read_document(start + body)
        assert read.state == "unreadable"
        assert read.reason


@given(st.dictionaries(st.sampled_from(["_rels/.rels", "word/document.xml", "mimetype", "content.xml"]), st.text()))
def test_any_parts_give_a_reason(parts: dict[str, str]) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text.encode("utf-8", "surrogatepass"))
    assert read_document(target.getvalue()).reason
