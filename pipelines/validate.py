"""What may not become a row as it is: a last look before the archive, with a reason for each refusal."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from extraction.limits import MAX_TITLE, TooLong, within_limits
from items import Article, Card, Failure

MAX_LABEL = 100


class Validate:
    """Passes what is sound, shortens what is absurd, turns an article that is no text any more into a failure."""

    def process_item(self, item: Any) -> Any:
        """Return the item, or the failure that says what is wrong with it."""
        item = encodable(item)
        match item:
            case Card():
                return replace(
                    item, title=item.title[:MAX_TITLE], summary=item.summary[:MAX_TITLE], label=item.label[:MAX_LABEL]
                )
            case Article():
                try:
                    return within_limits(item)
                except TooLong as error:
                    return _refused(item, str(error))
            case _:
                return item


def encodable(value: Any) -> Any:
    """Return ``value``, an item or a part of one, without lone surrogates: no database and no file can hold them.

    They come from numeric escapes in pages; one of them would keep a whole batch from being written.
    """
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, tuple):
        return tuple(encodable(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        sound = {name: encodable(part) for name, part in parts.items()}
        return replace(value, **{name: sound[name] for name in parts if sound[name] != parts[name]})
    return value


def _refused(article: Article, reason: str) -> Failure:
    return Failure(
        source=article.source,
        url=article.url,
        reason=reason,
        status=article.capture.status if article.capture else 0,
        seen_at=article.fetched_at,
    )
