"""What is said of a file, on its own page and on those of the articles that link to it."""

from babel.units import format_unit

from web.prose import one_line
from web.texts import Texts

# Titles of files.
NAME = 160
# Why a file could not be read is a sentence, in which a reader of files may have had its word.
REASON = 300
# Media types that readers know by a name; of others the type itself is shown.
MEDIA = {
    "application/pdf": "PDF",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.ms-excel": "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.ms-powerpoint": "PowerPoint",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument",
    "application/vnd.oasis.opendocument.presentation": "OpenDocument",
    "application/zip": "ZIP",
}


def name_of(title: str | None, url: str) -> str:
    """Return the title of a file, or its address where it has none."""
    return one_line(title, NAME) or one_line(url, NAME)


def media(media_type: str | None) -> str:
    """Return what people call a media type."""
    shown = one_line(media_type, 60)
    return MEDIA.get(shown.partition(";")[0].strip().lower(), shown)


def page_count(pages: int | None) -> int:
    """Return a number of pages; 0 is said of what is unknown or cannot be."""
    return pages if pages is not None and 0 < pages < 100_000 else 0


def size(texts: Texts, count: int) -> str:
    """Return a number of bytes as people write it, or nothing if it is none."""
    for unit, size_of_unit in (("gigabyte", 10**9), ("megabyte", 10**6), ("kilobyte", 10**3), ("byte", 1)):
        if count >= size_of_unit:
            number = count / size_of_unit
            digits = "#,##0.#" if number < 10 and size_of_unit > 1 else "#,##0"
            return str(format_unit(number, unit, "short", format=digits, locale=texts.locale))
    return ""
