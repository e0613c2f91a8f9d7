"""Saved pages in words of nobody: the markup, the dates and the short words of a page stay, its texts do not.

A test needs the structure of a page, and other people's texts are not ours to publish. Each longer word becomes
another of its length, always the same one, so that a title is the same in its card, its heading and its address.
Endings and short words stay, by which a language is still told.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from commands.telling_words import is_calendar, is_telling
from extraction.consent_sentences import is_notice
from extraction.kinds import labelled_kind
from extraction.parse import parse

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d[./-]\d")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# With a country's code, behind a word that says so, or from a zero on; a date in figures is none.
_PHONE = re.compile(
    r"\+\d[\d ()/.-]{6,}\d"
    r"|(?:(?<=\bT: )|(?<=\bM: )|(?<=\bF: )|(?<=\bTel )|(?<=\bTel: )|(?<=\bTel\. ))\(?\d[\d ()/.-]{4,}\d"
    r"|(?<![\w./-])(?!\d{1,2}[./-]\d{1,2}[./-]\d)\(?0\d(?:[ ()/-]{0,2}\d){6,}"
)
# Up to this many words a text is a button, a label or a date, by which pages are understood.
_LABEL, _DATE_LINE = 3, 8
_TEXT_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "content", "summary", "value")
_LINK_ATTRIBUTES = ("href", "src", "content", "data-href", "data-url", "action", "srcset")
_FACTS_OF_JSON = re.compile(r"^(?:@|date|upload|inLanguage|logo)|^(?:url|type)$")
_LETTERS = {
    "LATIN": ("aeiou", "bdfgklmnprstv"),
    "GREEK": ("αεηιο", "βγδκλμνπρστ"),
    "CYRILLIC": ("аеиоу", "бвгдклмнпрст"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What a page says: ``said`` are titles and the like, replaced however short; ``names`` people's, replaced wherever
    they stand; ``kept`` the name of the site; ``slugs`` the last parts of the addresses of its articles.
    """

    said: frozenset[str]
    names: frozenset[str]
    kept: frozenset[str]
    slugs: Mapping[str, str]


def texts_of(said: Iterable[str], names: Iterable[str], site: str, urls: Iterable[str]) -> Texts:
    """Return what is to be replaced in the pages of one site."""
    kept = frozenset(word.casefold() for word in _WORD.findall(site))
    return Texts(
        said=frozenset(_plain(text) for text in said if text),
        names=frozenset(word.casefold() for name in names for word in _WORD.findall(name)) - kept,
        kept=kept,
        slugs={slug: own_slug(slug) for url in urls if (slug := _slug(url)).count("-") >= 2},
    )


def own_words(body: bytes, charset: str, texts: Texts) -> bytes:
    """Return a page as UTF-8 with its texts replaced; scripts and styles are emptied. Raises Unreadable."""
    root = parse(body, charset)
    for element in list(root.iter()):
        if element.tag in ("script", "style"):
            element.text = _own_json(element.text or "", texts) if "ld+json" in str(element.get("type")) else ""
        else:
            element.text = own_text(element.text or "", texts)
        element.tail = own_text(element.tail or "", texts) or None
        _own_attributes(element, texts)
    _declare_utf8(root)
    page: bytes = html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
    return page + b"\n"


def own_text(text: str, texts: Texts) -> str:
    """Return a run of text in other words; labels, dates and consent notices as they are, but for names: words with a
    capital inside such a run, and all of a run of capitals alone, unless pages are understood by them.
    """
    text = _PHONE.sub("+00 000 0000", _MAIL.sub("someone@clusters.example", text))
    count = len(_WORD.findall(text))
    stays = count <= (_DATE_LINE if _DATED.search(text) else _LABEL) or is_notice(text)
    if stays and _plain(text) not in texts.said:
        return _without_names(text, texts)
    return _WORD.sub(lambda word: _own_unless_kept(word[0], texts), text)


def _without_names(text: str, texts: Texts) -> str:
    words = _WORD.findall(text)
    is_label = labelled_kind(" ".join(words)) is not None
    is_name = len(words) > 1 and all(word[0].isupper() for word in words)

    def other(word: re.Match[str]) -> str:
        opens = word.start() == 0 or not text[: word.start()].strip()
        says = opens and (not is_name or text[word.end() : word.end() + 1] == ":")
        if word[0].casefold() in texts.names:
            return own_word(word[0])
        if is_label or says or not word[0][0].isupper() or is_telling(word[0]):
            return word[0]
        return _own_unless_kept(word[0], texts)

    return _WORD.sub(other, text)


def own_url(url: str, texts: Texts) -> str:
    """Return an address with the slugs in it in other words."""
    for slug, other in texts.slugs.items():
        if slug in url:
            url = url.replace(slug, other)
    return url


def own_slug(slug: str) -> str:
    """Return the last part of an address in other words."""
    return re.sub(r"[a-z]{4,}", lambda word: word[0] if is_calendar(word[0]) else own_word(word[0]), slug)


def own_word(word: str) -> str:
    """Return another word in place of ``word``: as long, with its capitals and its ending; short ones stay."""
    if len(word) < 4:
        return word
    plain = "".join(_base(letter) for letter in word.casefold())
    chances = sha256(plain.encode()).digest() * (len(word) // 32 + 1)
    end = len(word) - (2 if len(word) > 5 else 1)
    letters = [_other(letter, chances[i % len(chances)]) if i < end else letter for i, letter in enumerate(word)]
    return "".join(letters)


def _own_unless_kept(word: str, texts: Texts) -> str:
    key = word.casefold()
    return word if key in texts.kept or (is_calendar(word) and key not in texts.names) else own_word(word)


def _other(letter: str, chance: int) -> str:
    script = unicodedata.name(letter, "").partition(" ")[0]
    if script not in _LETTERS:
        return letter
    vowels, consonants = _LETTERS[script]
    alphabet = vowels if _base(letter.casefold()) in vowels else consonants
    other = alphabet[chance % len(alphabet)]
    return other.upper() if letter.isupper() else other


def _base(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)[0]


def _own_attributes(element: HtmlElement, texts: Texts) -> None:
    for name, value in element.attrib.items():
        if name in _TEXT_ATTRIBUTES and "=" not in value and str(element.get("name")).lower() != "generator":
            element.set(name, own_text(value, texts))
        if name in _LINK_ATTRIBUTES:
            element.set(name, own_url(_MAIL.sub("someone@clusters.example", element.get(name)), texts))
        elif name.startswith("on") or (name.startswith("data-") and len(value) > 200):
            del element.attrib[name]


def _own_json(text: str, texts: Texts) -> str:
    try:
        return json.dumps(_own_value(json.loads(text), "", texts), ensure_ascii=False).replace("</", "<\\/")
    except (ValueError, RecursionError):
        return ""


def _own_value(value: Any, name: str, texts: Texts) -> Any:
    if isinstance(value, dict):
        return {key: _own_value(part, key, texts) for key, part in value.items()}
    if isinstance(value, list):
        return [_own_value(part, name, texts) for part in value]
    if not isinstance(value, str) or _FACTS_OF_JSON.match(name) or "://" in value:
        return own_url(value, texts) if isinstance(value, str) else value
    return own_text(value, texts)


def _declare_utf8(root: HtmlElement) -> None:
    for meta in root.xpath("//meta[@charset or contains(translate(@http-equiv, 'CT', 'ct'), 'content-type')]"):
        meta.drop_tree()
    for head in root.xpath("//head")[:1]:
        head.insert(0, html.Element("meta", charset="utf-8"))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _slug(url: str) -> str:
    return url.partition("?")[0].rstrip("/").rpartition("/")[2].partition(".")[0]
