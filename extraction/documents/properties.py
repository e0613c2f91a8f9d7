"""Title, dates and language of an OOXML file (ECMA-376 part 2, section 11): a part called core properties."""

from extraction.documents.content import Content
from extraction.documents.package import Package, first_text


def core_content(package: Package, pages: tuple[str, ...], count: int, title: str = "") -> Content:
    """Return what an OOXML file holds; ``title`` counts where the file names none. Raises NoText."""
    name = next(iter(package.related("", "core-properties").values()), "")
    root = package.xml(name)
    return Content(
        pages=pages,
        count=count,
        title=first_text(root, "title") or title,
        created=first_text(root, "created"),
        modified=first_text(root, "modified"),
        language=first_text(root, "language"),
    )
