"""What a newsletter tells of, and which newsletters told of an article."""

import sqlite3
from dataclasses import dataclass

from web.pages.article_facts import rows
from web.prose import one_line

# An issue tells of a few dozen stories at most; a text of one is a few sentences.
MOST_STORIES = 100
SUMMARY = 600
MOST_ISSUES = 5

STORIES = f"""
    SELECT issue_contents.title, substr(issue_contents.summary, 1, {2 * SUMMARY}) AS summary, issue_contents.url,
           nullif(issue_contents.item_article_id, issue_contents.article_id) AS archived
    FROM issue_contents WHERE issue_contents.article_id = ? ORDER BY issue_contents.position LIMIT {MOST_STORIES}
"""  # noqa: S608  # constants of this module
ISSUES = f"""
    SELECT articles.id, articles.title, articles.language,
           substr(coalesce(articles.published, articles.first_seen), 1, 10) AS date
    FROM articles WHERE articles.id <> ?1 AND articles.id IN (
        SELECT article_id FROM issue_items WHERE issue_items.url IN (
            SELECT url FROM articles WHERE id = ?1 UNION ALL SELECT url FROM article_urls WHERE article_id = ?1))
    ORDER BY date DESC, articles.id DESC LIMIT {MOST_ISSUES}
"""  # noqa: S608  # constants of this module


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a newsletter says of a story; ``archived`` is the article with all of it, if the archive has that."""

    title: str
    summary: str
    url: str | None
    archived: int | None

    @property
    def heading(self) -> str:
        """The title as one line."""
        return one_line(self.title)

    @property
    def text(self) -> str:
        """The summary as one line."""
        return one_line(self.summary, SUMMARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A newsletter; ``date`` is its day, or that of the first sight."""

    id: int
    title: str | None
    language: str | None
    date: str


def stories(db: sqlite3.Connection, article_id: int) -> tuple[Story, ...]:
    """Return what the newsletter ``article_id`` tells of, in its order; nothing of what is no newsletter."""
    return rows(db, Story, STORIES, article_id)


def told_in(db: sqlite3.Connection, article_id: int) -> tuple[Issue, ...]:
    """Return the newest newsletters that tell of the article, newest first."""
    return rows(db, Issue, ISSUES, article_id)
