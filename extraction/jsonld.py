"""JSON-LD: what a page says of itself in ``application/ld+json`` scripts, in the vocabulary of schema.org.

Found on real pages and read here: several scripts, lists, ``@graph``, references by ``@id``, one type or several,
values as text, object or list of either, trailing commas, HTML comments around the JSON. Anything else is ignored:
no script can raise an error.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from extraction.wording import agreement, unescaped

Node = dict[str, Any]

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*;?\s*$|;\s*$")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
# Far above any honest page; a hostile script must not cost more than its parse.
_MAX_NODES = 2000
_MAX_DEPTH = 20
# Shares of words in common: the same headline, and one reworded.
_SAME_HEADLINE, _ALIKE = 0.7, 0.25


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The nodes that stand on their own in the page's JSON-LD (not those nested in another), and all nodes by @id."""

    nodes: tuple[Node, ...] = ()
    by_id: dict[str, Node] | None = None

    def values(self, node: Node | None, key: str) -> list[Any]:
        """Return the values of ``key`` as a list, with references replaced by the nodes they name."""
        value = (node or {}).get(key)
        found = value if isinstance(value, list) else [] if value is None else [value]
        return [self._resolve(item) for item in found]

    def text(self, node: Node | None, *keys: str) -> str:
        """Return the first text among the values of ``keys``, cleaned; of an object its name, else its ``@value``."""
        return next((text for key in keys for value in self.values(node, key) if (text := name_of(value))), "")

    def article(self, url: str, titles: tuple[str, ...]) -> Node | None:
        """Return the node that describes the page's own article (or the page itself), or None.

        A node counts when its address is the page's, or its headline one of ``titles``. A single node without an
        address counts unless its headline has nothing to do with them: it may belong to a block of other articles.
        """
        for group in (_is_article, _is_page):
            nodes = [node for node in self.nodes if any(map(group, types_of(node)))]
            likeness = [_likeness(self.text(node, "headline", "name"), titles) for node in nodes]
            for node, like in zip(nodes, likeness, strict=True):
                if _same_page(_address(node), url) or (like or 0) >= _SAME_HEADLINE:
                    return node
            if len(nodes) == 1 and not _address(nodes[0]) and (likeness[0] is None or likeness[0] >= _ALIKE):
                return nodes[0]
        return None

    def _resolve(self, value: object) -> object:
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return (self.by_id or {}).get(value["@id"], value)
        return value


def read_jsonld(scripts: list[HtmlElement]) -> LinkedData:
    """Return the linked data of the ``script`` elements of a page."""
    nodes: list[Node] = []
    by_id: dict[str, Node] = {}
    for script in scripts:
        if "ld+json" in (script.get("type") or "").lower():
            data = _load(script.text or "")
            nodes += _standing(data)
            for node in _walk(data):
                key = node.get("@id")
                if isinstance(key, str) and len(node) > len(by_id.get(key, ())):
                    by_id[key] = node
    return LinkedData(tuple(nodes[:_MAX_NODES]), by_id)


def types_of(node: Node) -> list[str]:
    """Return the types of ``node`` without their vocabulary: ``http://schema.org/NewsArticle`` is ``NewsArticle``."""
    value = node.get("@type")
    found = value if isinstance(value, list) else [value]
    return [re.split(r"[/:#]", name)[-1] for name in found if isinstance(name, str)]


def name_of(value: object) -> str:
    """Return ``value`` as text: itself, or what an object calls itself; "" for anything else."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "@value", "headline") if isinstance(value.get(key), str)), "")
    return unescaped(value) if isinstance(value, str) else ""


def _load(source: str) -> object:
    text = _WRAPPING.sub("", source)
    for candidate in (text, _TRAILING_COMMA.sub("", text)):
        try:
            data = json.loads(candidate, strict=False)
            return _without_lone_surrogates(data) if _SURROGATE.search(candidate) else data
        except (ValueError, RecursionError):
            continue
    return None


def _without_lone_surrogates(data: object) -> object:
    """Return ``data`` without halves of characters: JSON can escape them, and no encoding can hold them."""
    text = json.dumps(data, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.loads(text.encode("utf-8", "replace"))
    return data


def _standing(data: object, depth: int = 0) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _standing(item, depth + 1)
    elif isinstance(data, dict):
        if "@type" in data:
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _standing(data.get(key), depth + 1)


def _walk(data: object) -> Iterator[Node]:
    waiting, seen = [data], 0
    while waiting and seen < _MAX_NODES:
        item, seen = waiting.pop(), seen + 1
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _is_article(name: str) -> bool:
    return name.endswith(("Article", "Posting")) or name in ("Report", "CreativeWork")


def _is_page(name: str) -> bool:
    return name in ("WebPage", "ItemPage", "AboutPage", "Event") or name.endswith("Event")


def _address(node: Node) -> str:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value
    return ""


def _same_page(one: str, other: str) -> bool:
    return bool(one) and _path(one) == _path(other)


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return unquote(parts.path).rstrip("/").casefold()


def _likeness(headline: str, titles: tuple[str, ...]) -> float | None:
    """Return how far ``headline`` agrees with the nearest of ``titles``, or None when there is nothing to compare."""
    return max((agreement(headline, title) for title in titles), default=None) if headline else None
