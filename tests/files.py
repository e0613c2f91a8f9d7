"""Files as office programs write them, made by the libraries that write such files; all of it invented."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime

import docx
import odfdo
import openpyxl
import pptx
from fpdf import FPDF
from PIL import Image

MADE = datetime(2024, 12, 4, 7, 30, tzinfo=UTC)


def _saved(file: object) -> bytes:
    target = io.BytesIO()
    file.save(target)  # type: ignore[attr-defined]  # all of them have it
    return target.getvalue()


def pdf(pages: Sequence[str], title: str = "", password: str | None = None) -> bytes:
    """Return a PDF with a page for each text."""
    file = FPDF()
    file.set_font("helvetica", size=10)
    file.set_creation_date(MADE)
    if title:
        file.set_title(title)
    if password is not None:
        file.set_encryption(owner_password="owner", user_password=password)
    for text in pages:
        file.add_page()
        file.multi_cell(0, 5, text)
    return bytes(file.output())


def scan(pages: int = 2) -> bytes:
    """Return a PDF whose pages are pictures."""
    file = FPDF()
    for _ in range(pages):
        file.add_page()
        file.image(Image.new("L", (60, 80), 128), 0, 0, 210)
    return bytes(file.output())


def word() -> bytes:
    """Return a document with a title, two headings, a table and a page break."""
    file = docx.Document()
    file.core_properties.title = "How clusters count their members"
    file.core_properties.created = file.core_properties.modified = MADE.replace(tzinfo=None)
    file.add_heading("Who is a member", level=1)
    file.add_paragraph("A member pays a fee, or has promised to pay one.")
    table = file.add_table(2, 2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("Cluster", "Members", "Lorvac", "64"), strict=True
    ):
        cell.text = text
    file.add_heading("Who is none", level=1)
    file.add_paragraph("A guest\tstays for a day.")
    return _saved(file)


def slides() -> bytes:
    """Return a deck of three slides: a title with notes, a table in a group of shapes, a slide that comes back."""
    file = pptx.Presentation()
    first = file.slides.add_slide(file.slide_layouts[0])
    first.shapes.title.text = "Clusters and water"
    first.placeholders[1].text = "Hanna Bergrath"
    first.notes_slide.notes_text_frame.text = "Thank the hosts for the room."
    second = file.slides.add_slide(file.slide_layouts[5])
    second.shapes.title.text = "Where it is used"
    table = second.shapes.add_table(1, 2, 0, 0, 100, 100).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Dyeing", "80 litres"
    box = second.shapes.add_group_shape().shapes.add_textbox(0, 0, 100, 100)
    box.text_frame.text = "Half of it comes back clean."
    return _saved(file)


def sheets() -> bytes:
    """Return a workbook of two sheets with words, numbers, a day, a time and a formula."""
    file = openpyxl.Workbook()
    sheet = file.active
    sheet.title = "Members"
    sheet.append(["Cluster", "Since", "Fee", None, "Seen"])
    sheet.append(["Lorvac", date(2019, 5, 1), 0.1 + 0.2, None, datetime(2024, 12, 4, 8, 30)])  # noqa: DTZ001  # as Excel has it
    sheet.append(["Sum", "=1+1"])
    file.create_sheet("Far away")["XFD1048576"] = "still here"
    file.properties.title = "List of members"
    return _saved(file)


def odf(kind: str) -> bytes:
    """Return an OpenDocument ``text``, ``presentation`` or ``spreadsheet``."""
    file = odfdo.Document(kind)
    file.body.clear()
    if kind == "text":
        file.body.append(odfdo.Header(1, "Who is a member"))
        file.body.append(odfdo.Paragraph("A member  pays a fee."))
        file.body.append(odfdo.Header(1, "Who is none"))
        file.body.append(odfdo.Paragraph("A guest."))
    elif kind == "presentation":
        for text in ("Clusters and water", "Where it is used"):
            slide = odfdo.DrawPage(text, name=text)
            slide.append(odfdo.Frame.text_frame(text))
            file.body.append(slide)
    else:
        table = odfdo.Table("Members")
        table.set_values([["Cluster", "Fee"], ["Lorvac", 250]])
        file.body.append(table)
    return _saved(file)


def zipped(parts: dict[str, str | bytes], base: bytes = b"") -> bytes:
    """Return a zip file with ``parts``, in place of or beside those of the zip file ``base``."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        if base:
            with zipfile.ZipFile(io.BytesIO(base)) as other:
                for name in other.namelist():
                    if name not in parts:
                        file.writestr(name, other.read(name))
        for name, data in parts.items():
            file.writestr(name, data)
    return target.getvalue()


def part(body: bytes, name: str) -> bytes:
    """Return a part of a zip file."""
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return file.read(name)
