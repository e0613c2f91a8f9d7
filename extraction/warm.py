"""Everything that is slow to load, loaded: for the process that workers are forked from.

What only workers use is imported where it is used, so that all other processes start without it.
"""

import bs4
import trafilatura

from extraction import article, listing
from extraction.documents import pdf, reading
from extraction.language import identifier

__all__ = ["article", "bs4", "listing", "pdf", "reading", "trafilatura"]

identifier()
