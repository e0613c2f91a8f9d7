"""Absurd lengths: the same for the crawl and for whoever reads captures again."""

import pytest

from extraction.limits import MAX_BODY, MAX_TITLE, TooLong, within_limits
from items import Failure
from pipelines.validate import Validate
from tests.make import article


def test_titles_and_summaries_are_cut_as_in_the_crawl() -> None:
    absurd = article(title="x" * (MAX_TITLE + 1), summary="y" * (MAX_TITLE + 1))
    assert within_limits(absurd) == Validate().process_item(absurd)
    assert within_limits(article()) == article()


def test_a_text_without_end_is_refused_as_in_the_crawl() -> None:
    longest, longer = article(body="x" * MAX_BODY), article(body="x" * (MAX_BODY + 1))
    assert within_limits(longest) == Validate().process_item(longest) == longest
    failure = Validate().process_item(longer)
    assert isinstance(failure, Failure)
    with pytest.raises(TooLong) as refused:
        within_limits(longer)
    assert str(refused.value) == failure.reason
