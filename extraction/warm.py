"""Everything that is slow to load, loaded: for the process that workers are forked from."""

from extraction import article, listing
from extraction.documents import reading
from extraction.language import identifier

__all__ = ["article", "listing", "reading"]

identifier()
