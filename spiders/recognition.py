"""Which content management system made a page, by what their own templates print: generator, paths, classes."""

import re

from scrapy.http import Response

# Names of the bases in ``platforms``, each with what only pages of it hold; the first that fits counts. The sites of
# the Commission are Drupal too, so their library is asked for first.
MARKS: tuple[tuple[str, str, re.Pattern[bytes]], ...] = tuple(
    (name, title, re.compile(pattern.encode(), re.IGNORECASE))
    for name, title, pattern in (
        (
            "ecl",
            "Europa Component Library (Drupal)",
            r'class="[^"]*\becl-(?:site-header|content-item|card|page-header)',
        ),
        ("mailchimp", "Mailchimp", r"//[\w.]*campaign-archive\.com/|\bdisplay_archive\b"),
        (
            "squarespace",
            "Squarespace",
            r"<!-- This is Squarespace|//(?:static1|assets)\.squarespace\.com|content=\"Squarespace",
        ),
        ("liferay", "Liferay", r"\bLiferay\.(?:ThemeDisplay|Portlet|currentURL)|content=\"Liferay|/o/[\w-]+-theme/"),
        (
            "wordpress",
            "WordPress",
            r"content=\"WordPress|/wp-(?:content|includes|json)/|rel=[\"']https://api\.w\.org/",
        ),
        ("typo3", "TYPO3", r"content=\"TYPO3|/typo3(?:temp|conf)/|\bnews-list-view\b"),
        ("joomla", "Joomla", r"content=\"Joomla|/media/(?:jui|system)/js/|\bcom-content-\w+"),
        (
            "drupal",
            "Drupal",
            r"content=\"Drupal|data-drupal-|drupalSettings|/sites/(?:default|all)/(?:files|themes|modules)/"
            r"|data-history-node-id",
        ),
    )
)
# Where the systems put the feed of their news.
FEEDS = {"wordpress": "/feed/", "drupal": "/rss.xml", "ecl": "/rss.xml", "typo3": "/rss.xml"}


def platform_of(response: Response) -> tuple[str, str]:
    """Return the name of the base in ``platforms`` for the site of a page, and what a person calls it; both empty when
    no system shows itself.
    """
    for name, title, mark in MARKS:
        if mark.search(response.body):
            return name, title
    return "", ""
