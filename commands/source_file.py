"""The files of a new source: its facts as Python, its saved pages, and what was read from them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from commands import plain
from commands.own_words import Texts, own_url, own_words, texts_of
from extraction.addresses import identity
from extraction.article import NotAnArticle, extract
from extraction.parse import Unreadable
from items import Article, Card, Listing, Page, Source
from spiders import platforms
from spiders.look import Look, list_of

ROOT = Path(__file__).resolve().parent.parent
CARD = ("title", "summary", "label", "published")
ARTICLE = ("title", "kind", "language", "author", "organisation")
_LINE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What is written: paths from the root of the project and their bytes. ``notes`` say what other words changed."""

    contents: dict[str, bytes]
    notes: tuple[str, ...]


def taken(name: str) -> str:
    """Return the file or folder that is already there under ``name``, or an empty string."""
    for path in (f"spiders/{name}.py", f"tests/pages/{name}"):
        if (ROOT / path).exists():
            return path
    return ""


def files_of(look: Look) -> Files:
    """Return the files that describe what a look found, the saved pages in words of nobody."""
    assert look.source
    assert look.page
    name = look.source.name
    texts = _texts(look)
    saved = {"listing.html": look.page}
    read = [one for one in look.articles if one.article]
    # The longer of them: the tests want a body of two paragraphs at least.
    for one in sorted(read, key=lambda one: -len(one.article.body) if one.article else 0)[:1]:
        saved["article.html"] = one.page
    own = {file: _own_page(page, texts) for file, page in saved.items()}
    folder = f"tests/pages/{name}"
    contents = {f"spiders/{name}.py": spider_text(look).encode()}
    contents |= {f"{folder}/{file}": page.body for file, page in own.items()}
    contents[f"{folder}/pages.json"] = _json(
        {file: {"url": page.url, "fetched_at": page.fetched_at} for file, page in own.items()}
    )
    contents[f"{folder}/facts.json"] = _json({file: _facts(file, page) for file, page in own.items()})
    notes = tuple(note for file in own for note in _differences(file, saved[file], own[file]))
    return Files(contents=contents, notes=notes)


def write(files: Files) -> None:
    """Write the files, each anew. Raises OSError, and then leaves none of them behind."""
    done: list[Path] = []
    try:
        for name, content in files.contents.items():
            path = ROOT / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                done.append(path)
                file.write(content)
    except OSError:
        for path in done:
            path.unlink()
        raise


def spider_text(look: Look) -> str:
    """Return the file of facts that a person would have written."""
    assert look.source
    source, base = look.source, look.platform or "Source"
    title = " ".join(plain(source.title).replace("\\", "").replace('"', "'").split())
    shared: dict[str, Any] = dict(getattr(platforms, base).keywords) if look.platform else {}
    extra = {"hints_at": tuple(url for url in (look.feed, look.sitemap) if url)}
    facts = [
        (field.name, value)
        for field in fields(Source)
        if (value := extra.get(field.name, getattr(source, field.name))) != shared.get(field.name, field.default)
        and field.name not in ("name", "hints", "offsite")
    ]
    items = [*(["Hints"] if look.plain_hints else []), *([] if look.platform else ["Source"])]
    lines = [
        f'"""{title}{f": {look.platform_title}" if look.platform else ""}."""',
        "",
        *([f"from items import {', '.join(items)}"] if items else []),
        "from spiders.listing import ListingSpider",
        *([f"from spiders.platforms import {base}"] if look.platform else []),
        "",
        "",
        f"class {source.name.capitalize()}(ListingSpider):",
        f'    """News of {title}."""',
        "",
        f'    name = "{source.name}"',
        f"    source = {base}(",
        "        name=name,",
        *(line for name, value in facts for line in _fact(name, title if name == "title" else value)),
        *(["        hints=Hints(),  # a theme of its own"] if look.plain_hints else []),
        "    )",
    ]
    return "\n".join(lines) + "\n"


def _fact(name: str, value: Any) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield f"        {name}={_quoted(value)},"
        return
    one_line = f"        {name}=({', '.join(map(_quoted, value))}{',' if len(value) == 1 else ''}),"
    if len(one_line) <= _LINE:
        yield one_line
        return
    yield f"        {name}=("
    yield from (f"            {_quoted(part)}," for part in value)
    yield "        ),"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _texts(look: Look) -> Texts:
    assert look.source
    cards = look.listing.cards
    articles = [one.article for one in look.articles if one.article]
    said = [*(card.title for card in cards), *(card.summary for card in cards), *(found.title for found in articles)]
    said += [found.organisation for found in articles]
    names = [found.author for found in articles]
    urls = [*(card.url for card in cards), *(one.page.url for one in look.articles)]
    return texts_of(said, names, f"{look.source.title} {look.listing.title}", urls)


def _own_page(page: Page, texts: Texts) -> Page:
    return replace(
        page, url=own_url(page.url, texts), requested="", body=own_words(page.body, page.charset, texts), charset=""
    )


def _read(file: str, page: Page) -> Listing | Article:
    if file == "listing.html":
        return list_of(page)
    return extract(replace(page, card=Card(url=page.url)))


def _facts(file: str, page: Page) -> dict[str, Any]:
    found = _read(file, page)
    if isinstance(found, Article):
        return {name: getattr(found, name) for name in ARTICLE} | {
            "published": found.published[:10],
            "body": found.body.splitlines(),
        }
    cards = [
        {"url": identity(card.url, page.source)} | {name: getattr(card, name) for name in CARD} for card in found.cards
    ]
    return {"title": found.title, "next_url": found.next_url, "cards": cards}


def _differences(file: str, page: Page, own: Page) -> Iterator[str]:
    """Yield what other words have changed of what is read from a page, apart from the words."""
    try:
        before, after = (_read(file, one) for one in (page, own))
    except (NotAnArticle, Unreadable) as error:
        yield f"{file}: {error}"
        return
    for name, was, now in zip(
        ("cards", "dates", "next page", "kind", "language"), _shape(before), _shape(after), strict=True
    ):
        if was != now:
            yield f"{file}: in other words its {name} reads {now or 'empty'}, was {was or 'empty'}"


def _shape(found: Listing | Article) -> tuple[object, ...]:
    if isinstance(found, Article):
        return (0, found.published, "", found.kind, found.language)
    return (len(found.cards), [card.published for card in found.cards], bool(found.next_url), "", "")


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
