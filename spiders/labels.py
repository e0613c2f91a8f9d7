"""The labels that lists give their articles: what one of them says counts, whichever of them led to the page."""

from dataclasses import replace

from extraction.kinds import labelled_kind
from items import Card


class Labels:
    """The labels of one crawl that name a kind, by the address of the article."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def note(self, card: Card) -> None:
        """Remember the label of a card."""
        if labelled_kind(card.label):
            self._known.setdefault(card.url, card.label)

    def labelled(self, card: Card | None, address: str) -> Card | None:
        """Return the card that the article at ``address`` is read with: its own, or with the label of another list."""
        label = self._known.get(address, "")
        if not label or (card and labelled_kind(card.label)):
            return card
        return replace(card or Card(url=address), label=label)
