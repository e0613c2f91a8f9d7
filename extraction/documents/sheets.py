"""Spreadsheets in OOXML, read row by row by openpyxl: a sheet is a page, a row a line with tabs between its cells."""

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from extraction.documents.content import Content, PageTexts
from extraction.documents.limits import MAX_PAGES
from extraction.documents.package import Package
from extraction.documents.properties import core_content

# Rows and cells that are looked at, empty ones too: a cell can claim to stand in row 1,048,576.
_MAX_CELLS = 3_000_000
_MIDNIGHT = time()


def read_sheets(package: Package, body: bytes) -> Content:
    """Return the text of a workbook sheet by sheet. Raises NoText, and whatever openpyxl raises on a broken file."""
    package.check_whole()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions and styles that it does not know
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
        try:
            pages, count = _pages(book)
        finally:
            book.close()
    return core_content(package, pages, count)


def _pages(book: Workbook) -> tuple[tuple[str, ...], int]:
    taken = PageTexts()
    cells = _MAX_CELLS
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    for sheet in sheets[:MAX_PAGES]:
        sheet.reset_dimensions()  # else each row is as wide as the farthest cell claims
        lines = [sheet.title]
        room = taken.room
        for row in sheet.iter_rows(values_only=True):
            line = "\t".join(_written(row))
            room -= len(line) + 1
            cells -= len(row) + 1
            if line:
                lines.append(line)
            if room < 0 or cells < 0:
                break
        taken.add("\n".join(lines))
    return taken.texts(), len(sheets)


def _written(row: tuple[object, ...]) -> Iterator[str]:
    """Yield the cells of a row that hold something, as a reader would write them."""
    for cell in row:
        match cell:
            case None | "":
                continue
            case datetime() if cell.time() == _MIDNIGHT:
                yield cell.date().isoformat()
            case datetime():
                yield cell.isoformat(" ", "minutes")
            case date() | time():
                yield cell.isoformat()
            case float():
                yield f"{cell:.12g}"
            case timedelta():
                yield str(cell)
            case _:
                yield str(cell)
