"""Citations of an article: BibTeX, RIS and a plain line. Pure; every field is one line of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from web.texts import Texts

# Characters that TeX gives a meaning. Braces by name: BibTeX counts them even behind a backslash.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_TEX_ESCAPES = str.maketrans(_TEX)
# What an address may not hold (RFC 3986, section 2), written as it may.
_NO_URL = re.compile(r"[\s\"<>\\^`{|}]")
_NO_KEY = re.compile(r"[^a-z0-9]+")
# Reference types of RIS: https://en.wikipedia.org/wiki/RIS_(file_format)#Type_of_reference
_RIS_TYPES = {"news": "NEWS", "document": "RPRT"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What is cited; what is not known is empty. ``published`` and ``seen`` are days (``YYYY-MM-DD``), ``site`` is the
    site's name, ``url`` the original's address, ``archived`` that of its page in this archive.
    """

    id: int
    source: str
    kind: str
    title: str
    author: str
    organisation: str
    site: str
    published: str
    seen: str
    url: str
    archived: str
    language: str

    @property
    def key(self) -> str:
        """The key of the entry: source, year and number, in small letters, digits and hyphens."""
        return "-".join(
            filter(None, (_NO_KEY.sub("-", self.source.lower()).strip("-"), self.published[:4], str(self.id)))
        )

    @property
    def by(self) -> str:
        """Who is named as its author: a person, else an organisation, else nobody."""
        return self.author or self.organisation


def bibtex(citation: Citation, texts: Texts) -> str:
    """Return the citation as an ``@online`` entry of BibLaTeX."""
    fields = {
        # Braces around the whole: the names are not taken apart, and no title loses its capitals.
        "author": f"{{{_tex(citation.by)}}}" if citation.by else "",
        "title": f"{{{_tex(citation.title)}}}",
        "organization": _tex(citation.organisation if citation.author and citation.organisation else citation.site),
        "titleaddon": _tex(citation.site if citation.author and citation.organisation else ""),
        "date": citation.published,
        "url": _address(citation.url or citation.archived),
        "urldate": citation.seen,
        "language": _tex(texts.language_name(citation.language) if citation.language else ""),
        "note": rf"{_tex(texts.plain('cite.archived_at'))} \url{{{_address(citation.archived)}}}",
    }
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{citation.key},\n{''.join(lines)}}}\n"


def ris(citation: Citation, texts: Texts) -> str:
    """Return the citation as a record of RIS; its lines end as RIS asks, with carriage return and newline."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris_fields(citation, texts)) + "ER  - \r\n"


def _ris_fields(citation: Citation, texts: Texts) -> Iterator[tuple[str, str]]:
    fields = (
        ("TI", citation.title),
        ("AU", citation.by),
        ("T2", citation.site),
        ("PB", citation.organisation),
        ("PY", citation.published[:4]),
        ("DA", citation.published.replace("-", "/")),
        ("LA", citation.language),
        ("UR", _address(citation.url or citation.archived)),
        ("Y2", citation.seen.replace("-", "/")),
        ("N1", f"{texts.plain('cite.archived_at')} {_address(citation.archived)}"),
        ("ID", citation.key),
    )
    yield "TY", _RIS_TYPES.get(citation.kind, "ELEC")
    yield from ((tag, value) for tag, value in fields if value)


def plain(citation: Citation, texts: Texts) -> str:
    """Return the citation as one line for a list of references."""
    published = texts.date(citation.published) if citation.published else texts.plain("cite.undated")
    sentences = [f"{citation.by or citation.site} ({published})", citation.title]
    if citation.by not in ("", citation.site):
        sentences.append(citation.site)
    ended = [part if part.endswith((".", "…", "?", "!")) else f"{part}." for part in sentences]
    archived = _address(citation.archived)
    if citation.seen:
        seen = texts.plain("cite.seen", date=texts.date(citation.seen), address=archived)
    else:
        seen = f"{texts.plain('cite.archived_at')} {archived}."
    return " ".join(filter(None, (*ended, _address(citation.url), seen)))


def _tex(text: str) -> str:
    return text.translate(_TEX_ESCAPES)


def _address(url: str) -> str:
    return _NO_URL.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)
