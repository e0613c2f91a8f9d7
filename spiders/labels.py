"""The labels that lists give their articles: what one of them says counts, whichever of them led to the page."""

from dataclasses import replace

from extraction.kinds import labelled_kind
from items import Card


class Labels:
    """The labels of one crawl that name a kind, by the address of the article."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._read_without: set[str] = set()

    def note(self, card: Card) -> bool:
        """Remember the label of a card; return whether its article has just been read without one, and is to be read
        again. That is rare: lists are asked for before articles.
        """
        if not labelled_kind(card.label):
            return False
        self._known.setdefault(card.url, card.label)
        too_late = card.url in self._read_without
        self._read_without.discard(card.url)
        return too_late

    def read(self, card: Card | None, address: str) -> Card | None:
        """Return the card that the article at ``address`` is read with: its own, or with the label of another list."""
        if card and labelled_kind(card.label):
            return card
        if label := self._known.get(address, ""):
            return replace(card or Card(url=address), label=label)
        self._read_without.add(address)
        return card
