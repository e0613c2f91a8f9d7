"""What may take the place of a published archive: a sound one that has lost nothing."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from archive.store import Archive
from deploy.check_archive import Unfit, check
from items import Item
from tests.make import DAY, SITE, SOURCE, article, card


def archive(path: Path, *items: Item) -> Path:
    archive = Archive.take(path)
    crawl = archive.begin(SOURCE, DAY, live=True)
    for item in items:
        archive.add(item, crawl)
    archive.finish(crawl, DAY, "", 1)
    archive.release()
    return path


def sql(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


@pytest.fixture
def before(tmp_path: Path) -> Path:
    return archive(tmp_path / "before.db", article(0), article(1))


def test_a_first_archive_needs_no_other(before: Path) -> None:
    assert check(before, None) == f"{before}: sound, 2 articles (+2)"


def test_an_archive_may_grow_or_stay_as_it_is(tmp_path: Path, before: Path) -> None:
    new = archive(tmp_path / "new.db", article(0), article(1), article(2))
    assert check(new, before).endswith("3 articles (+1)")
    assert check(before, before).endswith("2 articles (+0)")


def test_two_rows_may_become_one_article(tmp_path: Path) -> None:
    new = archive(tmp_path / "new.db", card(0), card(7))
    before = shutil.copyfile(new, tmp_path / "before.db")
    archive(new, article(0, addresses=(f"{SITE}/news/7",)))
    assert check(new, before).endswith("1 articles (-1)")


def test_lost_rows_are_named(tmp_path: Path, before: Path) -> None:
    new = archive(tmp_path / "new.db", article(0))
    with pytest.raises(Unfit, match=r"has shrunk: captures from 2 to 1, revisions from 2 to 1$"):
        check(new, before)


def test_as_many_other_articles_do_not_hide_lost_ones(tmp_path: Path, before: Path) -> None:
    new = archive(tmp_path / "new.db", article(2), article(3))
    with pytest.raises(Unfit, match=rf"has lost 2 articles, such as {SITE}/news/0$"):
        check(new, before)


def test_an_archive_without_articles_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="holds no articles"):
        check(archive(tmp_path / "new.db"), None)


def test_a_damaged_archive_is_not_published(tmp_path: Path, before: Path) -> None:
    content = bytearray(before.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(content)
    with pytest.raises(Unfit):
        check(damaged, None)


def test_a_row_that_refers_to_nothing_is_found(before: Path) -> None:
    sql(before, "UPDATE articles SET capture_id = 999 WHERE url LIKE '%/0'")
    with pytest.raises(Unfit, match="1 rows that refer to rows which are not there"):
        check(before, None)


@pytest.mark.parametrize("content", [None, b"", b"no database at all, but long enough to be read as one" * 20])
def test_what_is_no_archive_is_one_line(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "archive.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Unfit, match="cannot be read as an archive"):
        check(path, None)
