"""The page of an article, and its citations. Its versions are in web/pages/versions.py."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from web import cite, structured
from web.addresses import web_address
from web.answers import Answer, Asking, NotThereError, Page, Reading, Text
from web.languages import language_tag
from web.pages.article_facts import Change, Document, Facts, Stored, facts, stored
from web.pages.file_facts import REASON, media, name_of, page_count, size
from web.pages.issues import stories, told_in
from web.pages.related import neighbours, related
from web.pages.same import elsewhere
from web.pages.versions import version, versions
from web.prose import Prose, one_line, plain_line, prose
from web.search.asked import Asked
from web.texts import Texts

__all__ = ["article", "citation", "version"]

# How long a description in a search engine or a chat may be.
DESCRIPTION = 200
# Names of persons and organisations, labels of lists.
NAME = 160
FORMS: dict[str, tuple[Callable[[cite.Citation, Texts], str], str]] = {
    "bib": (cite.bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (cite.ris, "application/x-research-info-systems; charset=utf-8"),
    "txt": (cite.plain, "text/plain; charset=utf-8"),
}


def article(reading: Reading, asking: Asking) -> Answer:
    """Answer with the page of the article that the address names."""
    row, address = _stored(reading, asking), _address(asking)
    known = facts(reading.db, row.id)
    text = prose(row.body) if row.body else prose(row.summary)
    cited = _citation(reading.texts, row, address)
    previous, following = neighbours(reading.db, row)
    listed, total = versions(reading.db, row.id)
    same = elsewhere(reading.db, row.id)
    return Page(
        template="article.html",
        context={
            "article": row,
            "one_line": one_line,
            "heading": one_line(row.title),
            "window_title": cited.title,
            "description_text": _description(row, text),
            "organisation": one_line(row.organisation, NAME),
            "author": one_line(row.author, NAME) if row.author != row.organisation else "",
            "articles_of": {
                named.role: Asked(organisation=(named.slug,)).query_string() for named in known.organisations
            },
            "text": text,
            "facts": known,
            "documents": [_document(reading.texts, document) for document in known.documents],
            "stories": stories(reading.db, row.id),
            "told_in": told_in(reading.db, row.id),
            "changes": _changes(known),
            "gone_since": next((gap.gone for gap in known.gaps if gap.returned is None), None),
            "came_back": [gap for gap in known.gaps if gap.returned is not None],
            "versions": listed,
            "versions_total": total,
            "elsewhere": same,
            "related": related(reading.db, row, same.ids),
            "previous": previous,
            "following": following,
            "citation": cite.plain(cited, reading.texts),
            "structured": structured.script(_structured(row, known, cited, text)),
        },
    )


def citation(reading: Reading, asking: Asking) -> Answer:
    """Answer with a citation of the article: BibTeX, RIS or a plain line."""
    row = _stored(reading, asking)
    form = asking.parts["form"]
    write, media_type = FORMS[form]
    body = write(_citation(reading.texts, row, _address(asking)), reading.texts)
    filename = f"article-{row.id}.{form}" if form != "txt" else ""
    return Text(body=body if form != "txt" else f"{body}\n", media_type=media_type, filename=filename)


def _stored(reading: Reading, asking: Asking) -> Stored:
    row = stored(reading.db, int(asking.parts["id"]))
    if row is None:
        raise NotThereError(reading.texts.plain("article.nothing"))
    return row


def _address(asking: Asking) -> str:
    return f"{asking.base}/article/{int(asking.parts['id'])}"


def _citation(texts: Texts, row: Stored, address: str) -> cite.Citation:
    return cite.Citation(
        id=row.id,
        source=row.source,
        kind=row.kind,
        title=plain_line(row.title) or texts.plain("site.untitled"),
        author=plain_line(row.author, NAME),
        organisation=plain_line(row.organisation, NAME),
        site=plain_line(row.source_title, NAME),
        published=_day(row.published),
        seen=_day(row.last_seen),
        url=web_address(row.url),
        archived=address,
        language=language_tag(row.language),
    )


def _day(iso: str | None) -> str:
    """Return the day of an ISO date or date-time; of what is neither, nothing."""
    try:
        return date.fromisoformat((iso or "")[:10]).isoformat()
    except ValueError:
        return ""


def _structured(row: Stored, known: Facts, cited: cite.Citation, text: Prose) -> dict[str, object]:
    return structured.described(
        kind=row.kind,
        title=cited.title,
        summary=_description(row, text),
        address=cited.archived,
        original=cited.url,
        source={"name": cited.site, "url": web_address(row.source_homepage)},
        author=cited.author,
        organisation=cited.organisation,
        published=row.published or "",
        changed=row.last_changed,
        language=cited.language,
        topics=tuple(plain_line(topic.name, NAME) for topic in known.topics),
    )


def _description(row: Stored, text: Prose) -> str:
    """Return what the article is about in a line: its summary, else how its text begins."""
    return plain_line(row.summary or " ".join(text.paragraphs[:3]), DESCRIPTION)


def _changes(known: Facts) -> dict[int, list[Change]]:
    """Return what each list said before, the newest first, by the number of the list."""
    changes: dict[int, list[Change]] = defaultdict(list)
    for change in known.changes:
        changes[change.listing_id].append(change)
    return changes


def _document(texts: Texts, document: Document) -> dict[str, object]:
    """Return a file as the page shows it; sizes and numbers of pages that cannot be are left out."""
    return {
        "id": document.id,
        "title": name_of(document.title, document.url),
        "url": document.url,
        "media_type": media(document.media_type),
        "size": size(texts, document.bytes or 0),
        "pages": page_count(document.pages),
        "state": document.state,
        "reason": one_line(document.reason, REASON),
    }
