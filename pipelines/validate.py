"""What may not become a row as it is: a last look before the archive, with a reason for each refusal."""

from dataclasses import replace
from typing import Any

from items import Article, Card, Failure

# Longer than any headline; what is longer is a page gone wrong, or an attack on whoever lists titles.
MAX_TITLE = 1_000
MAX_BODY = 2_000_000


class Validate:
    """Passes what is sound, shortens what is absurd, turns an article without an address into a failure."""

    def process_item(self, item: Any) -> Any:
        """Return the item, or the failure that says what is wrong with it."""
        match item:
            case Card():
                return replace(
                    item, title=item.title[:MAX_TITLE], summary=item.summary[:MAX_TITLE], label=item.label[:100]
                )
            case Article() if len(item.body) > MAX_BODY:
                return Failure(
                    source=item.source,
                    url=item.url,
                    reason=f"its text is longer than {MAX_BODY:,} characters",
                    status=item.capture.status if item.capture else 0,
                    seen_at=item.fetched_at,
                )
            case Article():
                return replace(item, title=item.title[:MAX_TITLE], summary=item.summary[:MAX_TITLE])
            case _:
                return item
