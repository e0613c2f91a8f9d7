"""The way through one list, page after page: which cards are new to it, and where it ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extraction.addresses import identity, is_own, is_topic_list, list_page_key, listing_address
from extraction.topics import topic
from items import Card, Listing, Source


@dataclass(slots=True)
class Walk:
    """How far the walk of the list at ``url`` is. ``given`` is True when a person named its address; ``parts`` are the
    sitemaps of an index that are still to be read.
    """

    url: str
    source: Source
    given: bool = False
    title: str = ""
    page: int = 1
    seen: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    parts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.visited.add(list_page_key(self.url, self.source))

    def cards(self, listing: Listing, seen_at: str) -> Iterator[tuple[str, Card]]:
        """Yield the cards of a page that no page before showed, each with its address as the list gives it.

        A card names the list it stood on, and its address is the one that its article is kept under. An endless pager
        shows its last page again and again.
        """
        self.title = self.title or listing.title
        is_topic = is_topic_list(self.url, self.source)
        for card in listing.cards:
            url = identity(card.url, self.source)
            if url not in self.seen:
                yield (
                    card.url,
                    replace(
                        card,
                        source=self.source.name,
                        url=url,
                        listing_url=self.url,
                        listing_title=self.title,
                        topic=topic(self.title) if is_topic and self.title else None,
                        page=self.page,
                        seen_at=seen_at,
                    ),
                )

    def queue(self, parts: Iterable[str]) -> None:
        """Note the parts of an index that are to be read, each once."""
        for part in parts:
            key = list_page_key(part, self.source)
            if key not in self.visited:
                self.visited.add(key)
                self.parts.append(listing_address(part, self.source))

    def next_page(self, listing: Listing) -> str | None:
        """Return the address of the list's next page, and go there, unless there is a reason to stop.

        Lists are not in date order, so a known card is no reason; a page without any new one is, and so is a page
        that was visited: pagers of other lists on the same page multiply its addresses without end.
        """
        urls = {identity(card.url, self.source) for card in listing.cards}
        fresh = urls - self.seen
        self.seen |= urls
        if self.parts and self.page < self.source.max_pages:
            self.page += 1
            return self.parts.pop(0)
        if not fresh or self.page >= self.source.max_pages:
            return None
        if not listing.next_url or not is_own(listing.next_url, self.source):
            return None
        url = listing_address(listing.next_url, self.source)
        key = list_page_key(url, self.source)
        if key in self.visited:
            return None
        self.visited.add(key)
        self.page += 1
        return url
