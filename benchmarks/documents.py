"""``python -m benchmarks.documents``: how much of a file's text each reader finds, and in what time.

The files are made here. Readers that are not installed are left out; to have all of them:
``uv run --with pypdf --with docx2python python -m benchmarks.documents``.
"""

import io
import re
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from extraction.documents.reading import read_document
from tests import files

# Body, lines that a reader of the file sees.
Case = tuple[bytes, Sequence[str]]
RUNS = 5
_WORDS = "clusters meet regions to compare what their members ask for and what they give in return each spring".split()
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def lines_of(count: int) -> list[str]:
    """Return ``count`` different lines of prose."""
    return [
        f"Line {number}: " + " ".join(_WORDS[(number + at) % len(_WORDS)] for at in range(9)) for number in range(count)
    ]


def pdf_cases() -> dict[str, Case]:
    """Return PDFs: plain, with hyphens at the ends of lines, with a broken table of objects, of 2,000 pages."""
    deck = [lines_of(20 + page) for page in range(40)]
    flat = [line for lines in deck for line in lines]
    plain = files.pdf(["\n".join(lines) for lines in deck])
    parted = ["Agri-", "food and modernisa-", "tion in the Sustaina-", "ble Blue Economy"]
    return {
        "deck of 40 pages": (plain, flat),
        "hyphens": (files.pdf(["\n".join(parted)]), parted),
        "broken table": (plain.replace(b"startxref\n", b"startxref\n9"), flat),
        "2,000 pages": (files.pdf(lines_of(2_000)), lines_of(2_000)),
    }


def word_cases() -> dict[str, Case]:
    """Return Word files with text where programs put it: paragraphs, tables, insertions, fields to fill in, boxes."""
    lines = lines_of(6)
    run = "<w:r><w:t>{}</w:t></w:r>"
    p, row = f"<w:p>{run}</w:p>", f"<w:tbl><w:tr><w:tc><w:p>{run}</w:p></w:tc></w:tr></w:tbl>"
    wrapped = (
        p,
        row,
        f"<w:p><w:ins>{run}</w:ins></w:p>",
        f"<w:p><w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt></w:p>",
        f"<w:sdt><w:sdtContent>{p}</w:sdtContent></w:sdt>",
        f"<w:p><w:r><w:txbxContent>{p}</w:txbxContent></w:r></w:p>",
    )
    body = "".join(mark.format(line) for mark, line in zip(wrapped, lines, strict=True))
    xml = f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'
    strict = files.zipped(
        {"word/document.xml": xml.replace(_W, "http://purl.oclc.org/ooxml/wordprocessingml/main")}, files.word()
    )
    return {
        "text in six places": (files.zipped({"word/document.xml": xml}, files.word()), lines),
        "strict": (strict, lines),
    }


def slide_cases() -> dict[str, Case]:
    """Return decks: with a table, a group and notes; and the same saved as a show."""
    seen = ["Clusters and water", "Hanna Bergrath", "Thank the hosts for the room.", "Half of it comes back clean."]
    deck = files.slides()
    types = files.part(deck, "[Content_Types].xml").replace(b"presentation.main+xml", b"slideshow.main+xml")
    return {"deck": (deck, seen), "show (.ppsx)": (files.zipped({"[Content_Types].xml": types}, deck), seen)}


def sheet_cases() -> dict[str, Case]:
    """Return workbooks: one with days and a cell in the last corner."""
    return {"members": (files.sheets(), ["Lorvac", "2019-05-01", "still here"])}


def ours(body: bytes) -> str:
    """Return the text that the archive keeps."""
    return "\n".join(page.text for page in read_document(body).pages)


def by_pypdf(body: bytes) -> str:
    """Return what pypdf finds."""
    return "\n".join(page.extract_text() for page in import_module("pypdf").PdfReader(io.BytesIO(body)).pages)


def by_python_docx(body: bytes) -> str:
    """Return what python-docx shows as paragraphs and cells."""
    file: Any = import_module("docx").Document(io.BytesIO(body))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def by_docx2python(body: bytes) -> str:
    """Return what docx2python finds."""
    with import_module("docx2python").docx2python(io.BytesIO(body)) as file:
        return str(file.text)


def by_python_pptx(body: bytes) -> str:
    """Return what python-pptx shows as frames of text and notes."""
    texts = []
    for slide in import_module("pptx").Presentation(io.BytesIO(body)).slides:
        texts += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        texts += [slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []
    return "\n".join(texts)


READERS: dict[str, tuple[Callable[[], dict[str, Case]], tuple[Callable[[bytes], str], ...]]] = {
    "PDF": (pdf_cases, (ours, by_pypdf)),
    "Word": (word_cases, (ours, by_python_docx, by_docx2python)),
    "slides": (slide_cases, (ours, by_python_pptx)),
    "sheets": (sheet_cases, (ours,)),
}


def measured(read: Callable[[bytes], str], case: Case) -> str:
    """Return which share of the lines is found, and the least CPU time of some runs in ms; or what was raised."""
    body, lines = case
    times = []
    try:
        for _ in range(RUNS):
            start = time.process_time()
            text = read(body)
            times.append(time.process_time() - start)
    except ImportError:
        return "not installed"
    except Exception as error:  # noqa: BLE001  # what a reader makes of a file is what is measured
        return f"{type(error).__name__}: {error}"[:60]
    found = set(re.split(r"\s*[\n\t]\s*", text))
    return f"{sum(line in found for line in lines) / len(lines):6.1%} {min(times) * 1000:8.1f} ms"


def main() -> None:
    """Print a line for each file and reader."""
    for kind, (make, readers) in READERS.items():
        for name, case in make().items():
            for read in readers:
                label = read.__name__.removeprefix("by_").replace("_", "-")
                print(f"{kind:7} {name:20} {label:13} {measured(read, case)}")


if __name__ == "__main__":
    main()
