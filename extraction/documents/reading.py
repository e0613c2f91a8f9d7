"""The text of a file: the one function that crawl, re-extraction, tests and benchmarks call."""

import re

from extraction.documents.content import Content, cleaned
from extraction.documents.kinds import ODF, OOXML, PDF, is_zip, media_type_in, media_type_of
from extraction.documents.limits import MAX_CHARACTERS, MAX_TITLE, NoText
from extraction.documents.moments import moment
from extraction.documents.odf import read_odf
from extraction.documents.package import Package
from extraction.documents.repeats import with_repeats
from extraction.documents.slides import read_slides
from extraction.documents.word import read_word
from extraction.language import language_of
from items import DocumentPage, DocumentText

# What programs write where nobody gave a title: a name of the program, of the file, of nothing.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|powerpoint.?pr.sentation|pr[eé]sentation powerpoint|presentaci.n de "
    r"powerpoint|presentazione (?:standard di )?powerpoint|powerpoint|(?:pdf )?document\d*|dokument\d*|presentation\d*"
    r"|slide \d+|(?:book|mappe|tabelle)\d*|untitled.*|unbenannt.*|sans titre.*|no slide title|print|layout \d+|\W*"
    r"|.*\.[a-z]{2,4}[x\d]?)",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)


def read_document(body: bytes, fetched_on: str = "") -> DocumentText:
    """Return the text of a file page by page, or why it has none that could be read. Raises nothing.

    ``fetched_on`` is the day of the fetch (``YYYY-MM-DD``): a file that says it is from later has its date wrong.
    """
    media_type = ""
    try:
        media_type, content = _read(body)
        return _text(media_type, content, fetched_on)
    except NoText as error:
        reason = str(error)
    except RecursionError:
        reason = "it is broken: its parts stand in one another without end"
    except MemoryError:
        reason = "it is too big to be read"
    except Exception as error:  # noqa: BLE001  # readers of third parties raise anything on hostile files
        reason = f"it is broken: {type(error).__name__}: {cleaned(str(error))}"[:300]
    return DocumentText(state="unreadable", reason=reason, media_type=media_type or _guessed(body))


def _read(body: bytes) -> tuple[str, Content]:
    if not is_zip(body):
        media_type, reason = media_type_of(body)
        if reason:
            raise NoText(reason)
        # Loaded by the workers alone: every other process starts sooner without (tests/test_layers.py).
        from extraction.documents.pdf import read_pdf

        return media_type, read_pdf(body)
    with Package(body) as package:
        media_type = media_type_in(package)
        if media_type.startswith(ODF):
            return media_type, read_odf(package, media_type)
        if media_type == OOXML["document"]:
            return media_type, read_word(package)
        if media_type == OOXML["presentation"]:
            return media_type, read_slides(package)
        # Few files are spreadsheets, and openpyxl is slow to load.
        from extraction.documents.sheets import read_sheets

        return media_type, read_sheets(package, body)


def _guessed(body: bytes) -> str:
    """Return the media type of a file that could not be read, as far as its first bytes tell."""
    if not is_zip(body):
        return media_type_of(body)[0]
    try:
        with Package(body) as package:
            return media_type_in(package)
    except NoText:
        return ""


def _text(media_type: str, content: Content, fetched_on: str) -> DocumentText:
    pages = with_repeats(content.pages)
    written = "\n".join(page.own for page in pages)
    reason = "" if any(map(str.isalnum, written)) else _why_empty(media_type, content.count)
    return DocumentText(
        state="unreadable" if reason else "read",
        reason=reason or _why_part(pages, content.count),
        media_type=media_type,
        page_count=content.count,
        title=_title(content.title),
        language=language_of(written, _language(content.language)),
        created=moment(content.created, fetched_on),
        modified=moment(content.modified, fetched_on),
        pages=() if reason else pages,
    )


def _why_empty(media_type: str, count: int) -> str:
    if media_type == PDF and count:
        return "its pages are pictures: it has no text" if count > 1 else "its page is a picture: it has no text"
    return "it has no text"


def _why_part(pages: tuple[DocumentPage, ...], count: int) -> str:
    """Return why not all is read, or nothing."""
    if sum(len(page.text) for page in pages) >= MAX_CHARACTERS:
        return f"only its first {MAX_CHARACTERS:,} characters are read, up to page {len(pages):,} of {count:,}"
    return f"only the first {len(pages):,} of its {count:,} pages are read" if len(pages) < count else ""


def _title(text: str) -> str:
    """Return the title that a file gives itself, or nothing when it is none that a person gave."""
    title = " ".join(cleaned(text).split())[:MAX_TITLE]
    return "" if _NO_TITLE.fullmatch(title) else title


def _language(declared: str) -> str:
    found = _LANGUAGE.fullmatch(declared.strip())
    return found[1].lower() if found else ""
