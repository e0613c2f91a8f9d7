"""What the names of topics tell about spellings."""

import pytest

from web.search.variants import MOST_OTHERS, Spellings, spellings

S3 = [(1, "Smart Specialisation"), (1, "Smart specialization"), (1, "S3"), (1, "RIS3"), (2, "Hydrogen")]


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        (["smart", "specialisation"], {"S3", "RIS3", "Smart specialization"}),
        (["SMART", "SPÉCIALISATION"], {"S3", "RIS3", "Smart specialization"}),
        (["s3"], {"RIS3", "Smart Specialisation", "Smart specialization"}),
        (["hydrogen"], set()),
        (["smart"], set()),
        (["specialisation", "smart"], set()),
    ],
)
def test_all_names_of_a_topic_stand_for_each_other(typed: list[str], others: set[str]) -> None:
    assert set(spellings(S3).of_name(typed)) == others


def test_names_that_the_index_cannot_tell_apart_are_one() -> None:
    rows = [(1, "Circular Economy"), (1, "circular  economy"), (1, "Circular-Écönomy"), (1, "***"), (1, "")]
    assert spellings(rows) == Spellings()


def test_a_name_of_two_topics_stands_for_the_names_of_both() -> None:
    learnt = spellings([(1, "AI"), (1, "Artificial intelligence"), (2, "Ai"), (2, "Artificial insemination")])
    assert set(learnt.of_name(["ai"])) == {"Artificial intelligence", "Artificial insemination"}
    assert learnt.of_name(["artificial", "intelligence"]) == ("AI",)


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        ("Smart Specialisation", "smart specialization", ("specialisation", "specialization")),
        ("Digital Technology Hubs", "digital technologies hubs", ("technology", "technologies")),
        ("Cluster", "Clusters", ("cluster", "clusters")),
        ("Cluster policy", "Cluster policies in Europe", None),  # another number of words
        ("Skills fund", "Skill funds", None),  # two words differ
        ("Energy hubs", "Industry hubs", None),  # the words are not near
        ("Chip Act", "Chips Act", None),  # short words are near by chance
        ("Specialisation smart", "Smart specialization", None),
    ],
)
def test_one_word_in_which_two_names_differ_has_two_spellings(
    one: str, other: str, pair: tuple[str, str] | None
) -> None:
    expected = {pair[0]: (pair[1],), pair[1]: (pair[0],)} if pair else {}
    assert spellings([(1, one), (1, other)]).words == expected
    assert spellings([(1, one), (2, other)]).words == {}


def test_a_word_has_the_names_of_its_topic_and_its_spellings() -> None:
    learnt = spellings([(1, "Clusters"), (1, "Cluster"), (1, "Networks"), (2, "Cluster policy"), (2, "Clustre policy")])
    assert learnt.of_word("Cluster") == ("Clusters", "Networks", "clustre")


def test_the_order_of_rows_changes_nothing() -> None:
    assert spellings(S3) == spellings(S3[::-1])


def test_a_topic_with_thousands_of_names_takes_no_time_and_gives_a_few() -> None:
    rows = [(1, f"specialisation{number} strategy") for number in range(20_000)]
    rows += [(1, f"name {number} " * 20) for number in range(10)]
    learnt = spellings(rows)
    assert len(learnt.of_name(["specialisation7", "strategy"])) == MOST_OTHERS
    assert max(map(len, learnt.words.values())) <= MOST_OTHERS
    assert learnt.longest == 2
