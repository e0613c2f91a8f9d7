"""Files that an article links to."""

from lxml.html import document_fromstring

from extraction.metadata import read_metadata
from items import Link, Source

HOST = "https://www.clusters.example"
SITE = Source(name="s", title="S", homepage=f"{HOST}/", country="EU", language="en", host="www.clusters.example")


def documents_of(inside: str, outside: str = "", head: str = "") -> tuple[Link, ...]:
    html = f"<html><head>{head}</head><body>{outside}<main><h1>Salt and snow</h1>{inside}</main></body></html>"
    return read_metadata(document_fromstring(html), SITE, f"{HOST}/news/a").documents


def test_files_by_their_extension():
    names = ["a.pdf", "b.DOC", "c.docx", "d.ppt", "e.pptx", "f.xls", "g.xlsx", "h.odt", "i.odp", "j.ods"]
    found = documents_of("".join(f"<a href='/files/{name}?v=2'>{name}</a>" for name in names))
    assert found == tuple(Link(url=f"{HOST}/files/{name}?v=2", title=name) for name in names)


def test_what_is_no_file():
    links = (
        "/a.html",
        "/pdf",
        "/b.zip",
        "/c.epub",
        "/a?file=b.pdf",
        "mailto:a.pdf",
        "javascript:a.pdf",
        "http://[x.pdf",
        "#a.pdf",
    )
    assert documents_of("".join(f"<a href='{link}'>x</a>" for link in links)) == ()


def test_a_file_is_listed_once_with_the_first_text():
    links = "<a href='a.pdf'><img src='/i.png'></a><a href='/news/a.pdf#page=3'>The deck</a><a href='a.pdf'>Again</a>"
    assert documents_of(links) == (Link(url=f"{HOST}/news/a.pdf", title="The deck"),)


def test_texts_of_links():
    links = (
        "<a href='/a.pdf'><img src='/i.png' alt='Cover'></a><a href='/b.pdf' title='Report'></a><a href='/c.pdf'></a>"
    )
    assert [link.title for link in documents_of(links)] == ["Cover", "Report", ""]


def test_embedded_files_and_declared_types():
    inside = (
        "<iframe src='/a.pdf' title='Deck'></iframe><object data='/b.pdf'></object><embed src='/c.pdf'>"
        "<a href='/get/7' type='application/pdf; length=9'>Minutes</a><a href='/get/8' type='text/html'>Page</a>"
    )
    assert [link.url for link in documents_of(inside)] == [
        f"{HOST}/{path}" for path in ("a.pdf", "b.pdf", "c.pdf", "get/7")
    ]


def test_files_of_the_site_are_not_the_articles():
    outside = "<header><a href='/a.pdf'>A</a></header><footer><a href='/b.pdf'>B</a></footer>"
    inside = (
        "<nav><a href='/c.pdf'>C</a></nav><aside><a href='/d.pdf'>D</a></aside>"
        "<article><h2>Other</h2><a href='/e.pdf'>E</a></article>"
        "<div class='related-documents'><a href='/f.pdf'>F</a></div>"
        "<h2>Related news</h2><ul><li><a href='/g.pdf'>G</a></li></ul>"
    )
    assert [link.title for link in documents_of(inside, outside)] == ["F"]


def test_addresses_are_absolute_by_the_base_of_the_page():
    assert documents_of("<a href='a.pdf'>A</a>", head="<base href='/files/'>")[0].url == f"{HOST}/files/a.pdf"
