"""Saved pages in words of nobody: what a page says is gone, how it is built and dated stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.own_words import own_slug, own_text, own_url, own_word, own_words, texts_of

TITLE = "Spinners of Ostraborough win a prize"
PAGE = f"""<html lang="en"><head><meta charset="iso-8859-1"><title>{TITLE} | Loom Valley</title>
<script>var secret = "Ostraborough";</script><style>.spinners {{ color: red }}</style>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2026-03-04",
"url": "https://loom.example/news/spinners-of-ostraborough"}}</script></head><body onload="spinners()">
<nav><a href="/news">All news</a></nav><h1 class="title">{TITLE}</h1>
<p class="meta">Published on Wednesday, 4 March 2026 by Ilse Quarrington</p><img alt="{TITLE}" src="/a.jpg">
<p>The spinners of Ostraborough have won what no spinner of the valley ever had. Write to ilse@loom.example or call
+32 2 555 01 02.</p><a href="mailto:ilse@loom.example">Contact</a>
<a href="/news/spinners-of-ostraborough">Read more</a></body></html>"""
TEXTS = texts_of([TITLE], ["Ilse Quarrington"], "Loom Valley", ["https://loom.example/news/spinners-of-ostraborough"])


def test_texts_and_names_are_gone_and_the_structure_stays() -> None:
    page = own_words(PAGE.encode(), "", TEXTS).decode()
    for word in ("pinners", "straborough", "Quarrington", "prize", "ilse@", "555"):
        assert word not in page
    for kept in (
        "Loom Valley",
        "Published on Wednesday, 4 March 2026 by",
        '<nav><a href="/news">All news</a></nav>',
        ">Read more</a>",
        '"datePublished": "2026-03-04"',
        '<h1 class="title">',
        'src="/a.jpg"',
        "someone@clusters.example",
        '<meta charset="utf-8">',
    ):
        assert kept in page
    assert page.count(own_text(TITLE, TEXTS)) == 4
    assert page.count(own_slug("spinners-of-ostraborough")) == 2
    assert "onload" not in page


@pytest.mark.parametrize(
    "text",
    [
        "Read more", "Read More", "Open Call", "All News", "Publication Date", "Next Page", "Loom Valley", "Contact",
        "Published on Wednesday, 4 March 2026 by", "03.04.2026", "03/04/2026 10:30", "2026-03-04",
        "Mittwoch, 3. März 2026",        "About us", "12 000 000", "Weiterlesen", "Community News",
    ],
)  # fmt: skip
def test_labels_and_dates_stay(text: str) -> None:
    assert own_text(text, TEXTS) == text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Avtor: Tadej Lozar", "Lozar"),
        ("Avtor: Tadej Lozar", "Tadej"),
        ("Tadej Lozar", "Tadej"),
        ("By Ilse Marron", "Marron"),
        ("© 2026 Loom Valley. Made by Studio Quillborough", "Quillborough"),
        ("T: 05 000 12 34, E:", "000 12"),
        ("(030) 901820", "901820"),
        ("0049 30 901820", "901820"),
        ("Tel. 90 18 20", "18"),
    ],
)
def test_names_and_numbers_of_telephones_go(text: str, word: str) -> None:
    own = own_text(text, TEXTS)
    assert word not in own
    assert own.partition(":")[0] == text.partition(":")[0] or ":" not in text


def test_an_address_has_the_words_of_its_title() -> None:
    url = own_url("https://loom.example/news/spinners-of-ostraborough?a=1", TEXTS)
    assert url == f"https://loom.example/news/{own_slug('spinners-of-ostraborough')}?a=1"
    assert own_slug("spinners-of-ostraborough").split("-")[0] == own_word("Spinners").lower()


def test_words_of_any_alphabet_are_replaced() -> None:
    for word in ("Spolupráce", "Συνεργασία", "Клъстерите", "Zusammenschluß", "Näkymät"):
        other = own_word(word)
        assert other != word
        assert len(other) == len(word)
        assert other[0].isupper()


@given(st.text(max_size=40))
def test_another_word_is_always_the_same_and_as_long(word: str) -> None:
    assert own_word(word) == own_word(word)
    assert len(own_word(word)) == len(word)
