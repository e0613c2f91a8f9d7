"""Platforms: what sites of one content management system have in common, so that a source need not say it.

Each is a ``Source`` with some of its facts filled in; a source takes one and adds its own: ``source = drupal(name=…)``.
The selectors are those of the systems' own templates. Themes rename them freely, so they are hints here as anywhere:
where they find nothing, structure decides and the crawl reports drift. A source whose theme is known to be another
one gives its own ``hints``, which then count alone.

Feeds, sitemaps and WordPress's REST interface are no platforms: their addresses stand among a source's ``listings``.
"""

from functools import partial

from items import Hints, Source

# Drupal 8 to 11: views print rows, or nodes in the view mode "teaser". Logins redirect to /user/login.
drupal = partial(
    Source,
    private_paths=("/user/",),
    node="article[data-history-node-id]@data-history-node-id",
    hints=Hints(item=".views-row, article.node--view-mode-teaser"),
)

# The European Commission's sites: Drupal (OpenEuropa) with the Europa Component Library.
ecl = partial(
    Source,
    country="EU",
    language="en",
    private_paths=("/user/",),
    head=("News article", "Press release", "Event", "Call for proposals"),
    hints=Hints(
        item="article.ecl-content-item, article.ecl-card, .ecl-content-item-block__item",
        article="main",
    ),
)

# WordPress: ``?p=123`` is the permanent address of a post that has no other.
wordpress = partial(
    Source,
    identity_query=("p",),
    private_paths=("/wp-admin/", "/wp-login.php"),
    hints=Hints(item="article.post, div.post.type-post, .hentry"),
)

# TYPO3 with the extension news: the server refuses an address whose query lacks its checksum.
typo3 = partial(
    Source,
    fetch_query=("cHash",),
    hints=Hints(item=".news-list-view .article, .news-list-view .news-list-item", author=".news-list-author"),
)

# Liferay: the asset publisher lists abstracts; ``/-/slug`` is an article.
liferay = partial(Source, private_paths=("/c/portal/login",), hints=Hints(item=".asset-abstract"))

# Joomla 3 to 5: a blog layout of items, or a table of titles.
joomla = partial(
    Source,
    private_paths=("/administrator/",),
    hints=Hints(item=".blog-item, [itemprop=blogPost], table.category tbody tr"),
)

# Squarespace: blog pages of version 7.0 and 7.1, and summary blocks.
squarespace = partial(Source, hints=Hints(item="article.entry, article.hentry, .blog-item, .summary-item"))

# Mailchimp's campaign archives: ``u`` is the account, ``id`` the issue; ``e`` would be the subscriber's own token.
mailchimp = partial(
    Source,
    identity_query=("u", "id"),
    head=("If the content of this newsletter is not displayed properly", "View this email in your browser"),
    hints=Hints(item="#archive-list li.campaign, .display_archive .campaign"),
)
