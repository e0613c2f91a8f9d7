"""What each format gives: text page by page, title, dates, and a reason where there is no text."""

import io
import zipfile

import pytest

from extraction.documents.reading import read_document
from items import DocumentText
from tests import files

FETCHED = "2026-03-01"
OFFICE = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
ENGLISH = (
    "The clusters of the region meet every year to compare what they have done for their members and for the sea. "
)


def pages(text: DocumentText) -> list[str]:
    return [page.text for page in text.pages]


def test_a_pdf_is_read_page_by_page() -> None:
    read = read_document(files.pdf([ENGLISH * 3, "Second page\nwith two lines"], "Annual report"), FETCHED)
    assert (read.state, read.reason, read.media_type) == ("read", "", "application/pdf")
    assert (read.page_count, read.title, read.language) == (2, "Annual report", "en")
    assert read.created == "2024-12-04T07:30:00Z"
    assert pages(read)[0].replace("\n", " ") == (ENGLISH * 3).strip()
    assert pages(read)[1] == "Second page\nwith two lines"


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    assert pages(read_document(files.pdf(["Agri-\nfood and modernisa-\ntion"]))) == ["Agri-\nfood and modernisa-\ntion"]


def test_a_word_document_is_parted_at_its_headings() -> None:
    read = read_document(files.word(), FETCHED)
    assert (read.media_type, read.title) == (f"{OFFICE}wordprocessingml.document", "How clusters count their members")
    assert read.created == read.modified == "2024-12-04T07:30:00Z"
    assert pages(read) == [
        "Who is a member\nA member pays a fee, or has promised to pay one.\nCluster\tMembers\nLorvac\t64",
        "Who is none\nA guest\tstays for a day.",
    ]


def body_of(paragraphs: str) -> bytes:
    """Return a Word document with this mark-up for its paragraphs."""
    start = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="m"><w:body>'
    return files.zipped({"word/document.xml": f"{start}{paragraphs}</w:body></w:document>"}, files.word())


def test_word_tells_where_its_pages_began() -> None:
    body = body_of(
        "<w:p><w:r><w:t>One</w:t><w:br/><w:t>one more</w:t></w:r></w:p>"
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Two</w:t></w:r></w:p>"
        "<w:p><w:r><w:br w:type='page'/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>Three</w:t></w:r></w:p>"
    )
    assert pages(read_document(body)) == ["One\none more", "Two", "Three"]


def test_word_says_what_stands_and_not_what_was_deleted() -> None:
    body = body_of(
        "<w:p><w:ins><w:r><w:t>added </w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:sdt><w:sdtContent><w:r><w:t>chosen</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Choice><mc:Fallback><w:t>boxed</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        "<w:p><w:fldSimple><w:instrText>PAGE</w:instrText></w:fldSimple></w:p>"
    )
    assert pages(read_document(body)) == ["added chosen\nboxed"]


def test_slides_come_in_their_order_with_tables_groups_and_notes() -> None:
    read = read_document(files.slides(), FETCHED)
    assert (read.media_type, read.title, read.page_count) == (
        f"{OFFICE}presentationml.presentation", "Clusters and water", 2,
    )  # fmt: skip
    assert pages(read) == [
        "Clusters and water\nHanna Bergrath\nThank the hosts for the room.",
        "Where it is used\nDyeing\t80 litres\nHalf of it comes back clean.",
    ]


def test_a_sheet_is_a_page_and_a_row_a_line() -> None:
    read = read_document(files.sheets(), FETCHED)
    assert (read.media_type, read.title, read.page_count) == (f"{OFFICE}spreadsheetml.sheet", "List of members", 2)
    assert pages(read) == [
        "Members\nCluster\tSince\tFee\tSeen\nLorvac\t2019-05-01\t0.3\t2024-12-04 08:30\nSum",
        "Far away\nstill here",
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("text", ["Who is a member\nA member pays a fee.", "Who is none\nA guest."]),
        ("presentation", ["Clusters and water", "Where it is used"]),
        ("spreadsheet", ["Members\nCluster\tFee\nLorvac\t250"]),
    ],
)
def test_open_document(kind: str, expected: list[str]) -> None:
    read = read_document(files.odf(kind))
    assert (read.state, read.media_type) == ("read", ODF + kind)
    assert pages(read) == expected


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + stream.encode("utf-16-le")


WHOLE = files.pdf(["Some words"])
MANIFEST = "<manifest><file-entry><encryption-data/></file-entry></manifest>"


@pytest.mark.parametrize(
    ("body", "media_type", "reason"),
    [
        (b"", "", "it is empty"),
        (b"\0" * 1000, "", "it is empty"),
        (b"GIF89a", "", "it is of a type that is not read"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><p>Not found</p>", "text/html", "it is a web page and no document"),
        (b"{\\rtf1 words}", "application/rtf", "it is in Rich Text Format, which is not read"),
        (ole("WordDocument"), "application/msword", "it is in Word's format of before 2007, which is not read"),
        (ole("EncryptedPackage"), "", "it is encrypted and asks for a password"),
        (files.pdf(["secret"], password="x"), "application/pdf", "it is encrypted and asks for a password"),
        (
            files.zipped({"META-INF/manifest.xml": MANIFEST}, files.odf("text")),
            ODF + "text",
            "it is encrypted and asks for a password",
        ),
        (files.scan(), "application/pdf", "its pages are pictures: it has no text"),
        (WHOLE[: len(WHOLE) // 2], "application/pdf", "it is broken: no PDF reader can open it"),
        (files.zipped({"photo.jpg": b"x"}), "", "it is a zip file and no document"),
        (files.word()[:2000], "", "it is broken: its parts cannot be unpacked"),
        (body_of("<w:p>"), "", "it is broken: its part word/document.xml is no XML"),
        (body_of(""), f"{OFFICE}wordprocessingml.document", "it has no text"),
    ],
)
def test_what_gives_no_text_says_why(body: bytes, media_type: str, reason: str) -> None:
    read = read_document(body)
    assert (read.state, read.media_type, read.reason, read.pages) == ("unreadable", media_type, reason, ())


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    assert pages(read_document(files.pdf(["Not so secret"], password=""))) == ["Not so secret"]


def test_a_pdf_is_mended_and_known_by_its_bytes() -> None:
    assert pages(read_document(WHOLE.replace(b"startxref\n", b"startxref\n9"))) == ["Some words"]
    assert pages(read_document(b"rubbish\r\n" + WHOLE)) == ["Some words"]


def test_pages_of_pictures_among_others_are_empty() -> None:
    read = read_document(files.pdf(["Words", "", "More words"]))
    assert pages(read) == ["Words", "", "More words"]
    assert [page.repeats for page in read.pages] == [None, None, None]


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - report_final.docx", "PowerPoint Presentation", "untitled", "report.pdf", "Document1", "…"],
)
def test_a_title_that_nobody_gave_is_none(title: str) -> None:
    assert read_document(files.pdf(["Words"], title)).title == ""


@pytest.mark.parametrize(
    "title", ["Présentation des pôles", "Report 2.0", "Mission to St. Malo", "Print media clusters"]
)
def test_a_title_that_somebody_gave_stays(title: str) -> None:
    assert read_document(files.pdf(["Words"], title)).title == title


def test_strict_office_files_and_templates_are_read() -> None:
    """ISO 29500 strict differs from what most programs write in its namespaces, templates in their content type."""
    with zipfile.ZipFile(io.BytesIO(files.slides())) as deck:
        parts: dict[str, str | bytes] = {name: deck.read(name) for name in deck.namelist()}
    old, new = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    strict = {
        name: data.decode()
        .replace(old + "presentationml/2006", new + "presentationml")
        .replace("presentation.main+xml", "slideshow.main+xml")
        if isinstance(data, bytes) and name.endswith((".xml", ".rels"))
        else data
        for name, data in parts.items()
    }
    assert pages(read_document(files.zipped(strict))) == pages(read_document(files.slides()))
