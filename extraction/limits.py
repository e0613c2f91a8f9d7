"""How long a title, a summary and a text can be: what is longer is a page gone wrong, or an attack on its readers."""

from dataclasses import replace

from items import Article

# Longer than any headline.
MAX_TITLE = 1_000
MAX_BODY = 2_000_000


class TooLong(ValueError):
    """The text of an article is no text any more. The message is one plain sentence."""


def within_limits(article: Article) -> Article:
    """Return ``article`` with title and summary cut to MAX_TITLE characters. Raises TooLong for its text."""
    if len(article.body) > MAX_BODY:
        raise TooLong(f"its text is longer than {MAX_BODY:,} characters")
    return replace(article, title=article.title[:MAX_TITLE], summary=article.summary[:MAX_TITLE])
