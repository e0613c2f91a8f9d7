"""What reading captures again changes in an archive, and what it leaves alone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.database import ArchiveError
from archive.reextract import Captured, Difference, captured, captured_counts, compare, rewrite
from archive.store import Archive
from items import Article, Card, Item, Link, Topic
from tests.make import DAY, SITE, SOURCE, article, capture, card

LATER = "2026-03-02T08:00:00Z"
OTHER = replace(SOURCE, name="other", host="harbour.example")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive(tmp_path / "archive.db")
    yield archive
    archive.close()


def save(archive: Archive, *items: Item) -> None:
    for source in {item.source: item for item in items if isinstance(item, Card | Article)}:
        crawl = archive.begin(replace(SOURCE, name=source), DAY, live=True)
        for item in items:
            if isinstance(item, Card | Article) and item.source == source:
                archive.add(item, crawl)
        archive.finish(crawl, DAY, "", 1)


def known(archive: Archive) -> list[Captured]:
    return list(captured(archive.db, captured_counts(archive.db, ""), ""))


def read_anew(archive: Archive, *articles: Article) -> list[Difference]:
    """Write what reading the only articles of the archive anew has given."""
    return rewrite(archive, list(zip(known(archive), articles, strict=True)))


def one(archive: Archive, sql: str, *values: Any) -> Any:
    [row] = archive.db.execute(sql, values).fetchall()
    return row[0] if len(row) == 1 else row


def test_articles_with_a_capture_come_in_order_with_the_card_that_led_to_them(archive: Archive) -> None:
    other_list = card(1, title="Second", listing_url=f"{SITE}/tags/h2", seen_at=LATER)
    save(archive, card(1, label="Open call", published="2026-02-28"), other_list, article(1), article(0), card(2))
    second, first = known(archive)
    assert (first.url, first.source, first.capture.offset, first.card) == (f"{SITE}/news/0", "site", 0, None)
    assert second.card
    assert (second.card.title, second.card.label, second.card.published) == ("Title 1", "Open call", "2026-02-28")
    assert second.capture == replace(capture(1), etag="", last_modified="")


def test_sources_and_days_are_chosen(archive: Archive) -> None:
    late = article(1, fetched_at=LATER, capture=capture(1, fetched_at=LATER))
    save(archive, article(0), late, article(2, source="other"))
    assert captured_counts(archive.db, "") == {"other": 1, "site": 2}
    assert captured_counts(archive.db, "2026-03-02") == {"site": 1}
    assert captured_counts(archive.db, "2026-03-03") == {}
    assert [one.url for one in captured(archive.db, {"site"}, "2026-03-02")] == [late.url]
    assert [one.source for one in captured(archive.db, {"other"}, "")] == ["other"]


def test_more_articles_than_are_fetched_at_once(archive: Archive) -> None:
    save(archive, *(article(number) for number in range(405)))
    assert [one.url for one in known(archive)] == [article(number).url for number in range(405)]


def test_the_same_article_is_no_difference_and_not_one_byte(archive: Archive) -> None:
    read = article(topics=(Topic(slug="ports", name="Ports", title="Ports"),), documents=(Link(url=f"{SITE}/a.pdf"),))
    save(archive, card(), read)
    before = archive.db.total_changes
    assert read_anew(archive, read) == [Difference()]
    assert archive.db.total_changes == before


def test_a_new_text_is_a_revision_that_is_no_change_of_the_site(archive: Archive) -> None:
    save(archive, card(), article(), card(seen_at=LATER))
    kept = "id, url, node, source, state, first_seen, last_seen, last_changed, capture_id, summary"
    before = one(archive, f"SELECT {kept} FROM articles")
    new = article(body="Hydrogen barges.", author="Signe", content_hash="new", extractor="newer")
    [difference] = read_anew(archive, new)
    assert difference.fields == ("body", "author")
    assert difference.before["body"] == "Body of article 0."
    assert one(archive, f"SELECT {kept} FROM articles") == before
    assert one(archive, "SELECT body, author, content_hash, extractor FROM articles") == (
        "Hydrogen barges.", "Signe", "new", "newer",
    )  # fmt: skip
    assert archive.db.execute("SELECT seen, body, cause, capture_id FROM revisions ORDER BY id").fetchall() == [
        (DAY, "Body of article 0.", "site", before[8]),
        (DAY, "Hydrogen barges.", "reextraction", before[8]),
    ]
    search = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"
    assert (one(archive, search, "barges"), one(archive, search, "article")) == (1, 0)
    archive.db.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")
    assert read_anew(archive, new) == [Difference()]


def test_other_facts_of_the_same_text_are_no_revision(archive: Archive) -> None:
    save(archive, article())
    [difference] = read_anew(archive, article(kind="call", language="fr", published="2026-01-01", extractor="newer"))
    assert difference.fields == ("kind", "language", "published")
    assert one(archive, "SELECT count(*) FROM revisions") == 1


def test_white_space_alone_is_no_revision(archive: Archive) -> None:
    save(archive, article())
    assert read_anew(archive, article(body="Body of\narticle 0."))[0].fields == ("body",)
    assert one(archive, "SELECT count(*) FROM revisions") == 1


def test_another_hash_of_the_same_text_is_no_revision(archive: Archive) -> None:
    save(archive, article())
    assert read_anew(archive, article(content_hash="by another rule"))[0].fields == ()
    assert one(archive, "SELECT count(*), (SELECT content_hash FROM articles) FROM revisions") == (1, "by another rule")


def test_only_the_name_of_the_extractor_is_written_but_no_difference_for_a_reader(archive: Archive) -> None:
    save(archive, article())
    [difference] = read_anew(archive, article(extractor="newer"))
    assert (difference.fields, difference.after) == ((), {"extractor": "newer"})
    assert one(archive, "SELECT extractor FROM articles") == "newer"


def test_what_a_card_gave_stays_where_the_page_says_nothing(archive: Archive) -> None:
    save(archive, card(published="2026-02-01"), article(title="", title_source=""))
    silent = article(title="", title_source="", published="", summary="Of the page")
    assert read_anew(archive, silent) == [Difference()]
    assert one(archive, "SELECT title, published, summary FROM articles") == (
        "Title 0", "2026-02-01", "Teaser 0 is cut...",
    )  # fmt: skip


def test_a_summary_of_the_page_is_read_anew(archive: Archive) -> None:
    save(archive, article(summary="Cookies!"))
    assert read_anew(archive, article(summary=""))[0].fields == ("summary",)
    assert one(archive, "SELECT summary FROM articles") is None


def test_topics_and_files_are_added_and_never_taken_away(archive: Archive) -> None:
    save(archive, card(), article(documents=(Link(url=f"{SITE}/old.pdf"),)))
    ports = Topic(slug="ports", name="Ports", title="Ports")
    spelled = Topic(slug="hydrogen", name="hydrogène", title="Hydrogène")
    new = article(topics=(ports, spelled), documents=(Link(url=f"{SITE}/new.pdf", title="Deck"),))
    assert read_anew(archive, new)[0].fields == ("topics", "files")
    assert one(archive, "SELECT topics FROM articles") == "Hydrogen, hydrogène, Ports"
    assert archive.db.execute("SELECT url, state FROM documents ORDER BY id").fetchall() == [
        (f"{SITE}/old.pdf", "linked"),
        (f"{SITE}/new.pdf", "linked"),
    ]
    assert read_anew(archive, new) == [Difference()]


def test_a_spelling_that_belongs_to_another_topic_is_no_difference_for_ever(archive: Archive) -> None:
    save(archive, article(0, topics=(Topic(slug="policymakers", name="Policymakers", title="Policymakers"),)))
    new = article(0, topics=(Topic(slug="policy-makers", name="Policymakers", title="Policy makers"),))
    assert read_anew(archive, new)[0].fields == ("topics",)
    assert read_anew(archive, new) == [Difference()]


def test_two_links_to_one_file_are_one(archive: Archive) -> None:
    save(archive, article())
    links = (Link(url=f"{SITE}/a.pdf", title="PDF"), Link(url=f"{SITE}/a.pdf", title="The report"))
    assert read_anew(archive, article(documents=links))[0].fields == ("files",)
    assert read_anew(archive, article(documents=links)) == [Difference()]


def test_a_batch_is_written_whole_or_not_at_all(archive: Archive) -> None:
    save(archive, article(0), article(1))
    with pytest.raises(ArchiveError, match="cannot be written"):
        read_anew(archive, article(0, body="New"), article(1, kind="no such kind"))
    assert one(archive, "SELECT count(*) FROM articles WHERE body = 'New'") == 0
    assert not archive.db.in_transaction


def test_comparing_writes_nothing(archive: Archive) -> None:
    save(archive, article())
    before = archive.db.total_changes
    [first] = known(archive)
    assert compare(archive.db, first, article(title="Other", content_hash="other")).is_revision
    assert archive.db.total_changes == before


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
topics = st.builds(Topic, slug=st.sampled_from("abc"), name=st.sampled_from("abcd"), title=st.sampled_from("abc"))
links = st.builds(Link, url=st.sampled_from([f"{SITE}/1.pdf", f"{SITE}/2.pdf"]), title=texts)


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    archive = Archive(tmp_path_factory.mktemp("long") / "archive.db")
    archive.db.execute("PRAGMA synchronous = OFF")
    save(archive, article())
    yield archive
    archive.close()


@given(
    st.builds(
        article,
        title=texts,
        title_source=st.sampled_from(["", "heading", "card"]),
        body=texts,
        summary=texts,
        published=st.sampled_from(["", "2026-01-01"]),
        published_source=st.sampled_from(["", "card", "time"]),
        content_hash=texts,
        extractor=texts,
        topics=st.lists(topics, max_size=3).map(tuple),
        documents=st.lists(links, max_size=3).map(tuple),
    )
)
def test_reading_again_twice_is_the_same_as_once(long_lived: Archive, read: Article) -> None:
    read_anew(long_lived, read)
    before = long_lived.db.total_changes
    assert read_anew(long_lived, read) == [Difference()]
    assert long_lived.db.total_changes == before
