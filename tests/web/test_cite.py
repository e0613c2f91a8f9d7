"""Citations: what is written is read back as it was by the libraries that reference managers' users have."""

from dataclasses import replace

import pytest
import rispy  # type: ignore[import-untyped]  # has no types
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import RemoveEnclosingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import (  # type: ignore[import-untyped]  # has no types
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from tests.web.sample import HOSTILE
from tests.web.serving import Site
from web import cite
from web.cite import Citation
from web.prose import plain_line
from web.texts import Texts

TEXTS = Texts()
CITATION = Citation(
    id=7,
    source="Demo Site",
    kind="news",
    title="Hydrogen barges leave the drawing board",
    author="Luc Mornaville",
    organisation="Harbour Valley",
    site="Clusters Example",
    published="2026-05-11",
    seen="2026-11-20",
    url="https://clusters.example/news/7",
    archived="https://archive.example/article/7",
    language="en",
)
HARD = [
    *'{}%_~"\\é',
    "\\{",
    "}}",
    "\\textbf{x}",
    "\\input{/etc/passwd}",
    "$x^2$",
    "a & b",
    "#1",
    "@x{y,",
    "ER  - ",
    "TY  - ",
]
LINES = (st.text(max_size=40) | st.lists(st.sampled_from(HARD) | st.just("word "), max_size=12).map("".join)).map(
    plain_line
)

# What the decoder does not know of LaTeX's own macros, or takes for an accent.
BY_NAME = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciitilde": "~"}
MACROS = get_default_latex_context_db()
MACROS.add_context_category("by name", [MacroTextSpec(*pair) for pair in BY_NAME.items()], prepend=True)
DECODER = LatexNodes2Text(latex_context=MACROS, keep_comments=True)


def read_bibtex(text: str) -> dict[str, str]:
    """Return the one entry of ``text``, with its TeX read as a reader sees it."""
    library = parse_string(text, parse_stack=[RemoveEnclosingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    assert library.blocks == [entry]
    assert entry.entry_type == "online"
    seen = {"key": entry.key}
    for field in entry.fields:
        is_address = field.key in ("url", "note")
        seen[field.key] = field.value if is_address else DECODER.latex_to_text(field.value)
    return seen


def read_ris(text: str) -> dict[str, object]:
    """Return the one record of ``text``."""
    (record,) = rispy.loads(text)
    return dict(record)


def test_bibtex() -> None:
    assert read_bibtex(cite.bibtex(CITATION, TEXTS)) == {
        "key": "demo-site-2026-7",
        "author": "Luc Mornaville",
        "title": "Hydrogen barges leave the drawing board",
        "organization": "Harbour Valley",
        "titleaddon": "Clusters Example",
        "date": "2026-05-11",
        "url": "https://clusters.example/news/7",
        "urldate": "2026-11-20",
        "language": "English",
        "note": r"Archived at \url{https://archive.example/article/7}",
    }


def test_bibtex_leaves_out_what_is_not_known() -> None:
    bare = replace(CITATION, author="", organisation="", published="", language="", url="")
    assert set(read_bibtex(cite.bibtex(bare, TEXTS))) == {"key", "title", "organization", "url", "urldate", "note"}
    assert read_bibtex(cite.bibtex(bare, TEXTS))["url"] == CITATION.archived
    assert read_bibtex(cite.bibtex(bare, TEXTS))["organization"] == "Clusters Example"


def test_names_are_not_taken_apart() -> None:
    several = replace(CITATION, author="Bread and Butter Ltd, and others")
    assert "author = {{Bread and Butter Ltd, and others}}" in cite.bibtex(several, TEXTS)


def test_ris() -> None:
    text = cite.ris(CITATION, TEXTS)
    assert text.startswith("TY  - NEWS\r\n")
    assert text.endswith("\r\nER  - \r\n")
    assert read_ris(text) == {
        "type_of_reference": "NEWS",
        "title": "Hydrogen barges leave the drawing board",
        "authors": ["Luc Mornaville"],
        "secondary_title": "Clusters Example",
        "publisher": "Harbour Valley",
        "year": "2026",
        "date": "2026/05/11",
        "language": "en",
        "urls": ["https://clusters.example/news/7"],
        "access_date": "2026/11/20",
        "notes": ["Archived at https://archive.example/article/7"],
        "id": "demo-site-2026-7",
    }


@pytest.mark.parametrize(("kind", "type_"), [("news", "NEWS"), ("document", "RPRT"), ("event", "ELEC"), ("", "ELEC")])
def test_ris_names_the_kind(kind: str, type_: str) -> None:
    assert read_ris(cite.ris(replace(CITATION, kind=kind), TEXTS))["type_of_reference"] == type_


@given(LINES, LINES, LINES)
def test_any_text_is_read_back(title: str, author: str, organisation: str) -> None:
    hard = replace(CITATION, title=title, author=author, organisation=organisation)
    entry = read_bibtex(cite.bibtex(hard, TEXTS))
    record = read_ris(cite.ris(hard, TEXTS))
    assert squeezed(entry.get("title", "")) == squeezed(title)
    assert squeezed(entry.get("author", "")) == squeezed(author or organisation)
    assert record.get("title", "") == title
    assert record.get("authors", [""]) == [author or organisation]
    assert entry["date"] == "2026-05-11"
    assert record["urls"] == [CITATION.url]


def squeezed(text: str) -> str:
    """Return ``text`` without white space and ligatures of TeX's input, which the decoder of the tests writes out."""
    for signs, written in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("!`", "¡"), ("?`", "¿"), ("’’", "”")):
        text = text.replace(signs, written)
    return "".join(text.split())


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example/x y{z}\\", "https://a.example/x%20y%7Bz%7D%5C"),
        ("https://a.example/50%25?a=b&c_d#e~f", "https://a.example/50%25?a=b&c_d#e~f"),
        ("https://a.example/\nER  - ", "https://a.example/%0AER%20%20-%20"),
    ],
)
def test_addresses_stay_addresses(url: str, written: str) -> None:
    odd = replace(CITATION, url=url)
    assert read_bibtex(cite.bibtex(odd, TEXTS))["url"] == written
    assert read_ris(cite.ris(odd, TEXTS))["urls"] == [written]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {},
            "Luc Mornaville (11 May 2026). Hydrogen barges leave the drawing board. Clusters Example."
            " https://clusters.example/news/7",
        ),
        (
            {"author": "", "published": "", "title": "Why not?"},
            "Harbour Valley (no date). Why not? Clusters Example. https://clusters.example/news/7",
        ),
        (
            {"author": "", "organisation": "", "url": ""},
            "Clusters Example (11 May 2026). Hydrogen barges leave the drawing board.",
        ),
    ],
)
def test_plain_line(changes: dict[str, str], line: str) -> None:
    rest = " Archived at https://archive.example/article/7, last seen on its site on 20 November 2026."
    assert cite.plain(replace(CITATION, **changes), TEXTS) == line + rest  # type: ignore[arg-type]  # names of str fields


@pytest.mark.parametrize(
    ("form", "media_type", "filename"),
    [
        ("bib", "application/x-bibtex; charset=utf-8", 'attachment; filename="article-1.bib"'),
        ("ris", "application/x-research-info-systems; charset=utf-8", 'attachment; filename="article-1.ris"'),
        ("txt", "text/plain; charset=utf-8", None),
    ],
)
def test_citations_have_addresses(site: Site, form: str, media_type: str, filename: str | None) -> None:
    answer = site.get(f"/article/1.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers.get("content-disposition") == filename
    assert "Timber clusters open a shared testing ground in Värmland" in answer.text
    assert "http://localhost/article/1" in answer.text
    assert site.get(f"/article/999999.{form}").status_code == 404


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_articles_are_cited(site: Site, number: int) -> None:
    address = f"/article/{31 + number}"
    assert read_bibtex(site.get(f"{address}.bib").text)["title"]
    assert read_ris(site.get(f"{address}.ris").text)["title"]
    assert site.get(f"{address}.txt").text.count("\n") == 1
    assert "javascript:" not in site.get(f"{address}.bib").text
