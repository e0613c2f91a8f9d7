"""The page of a search: hits, choices, chart, pages and advice, as HTML says them."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from benchmarks.web_archive import build as build_large
from tests.web.sample import HOSTILE, TEXTS
from tests.web.serving import Site, one, serving
from web.search.asked import Asked
from web.search.choices import FIRST, MOST, group
from web.search.found import FacetValue

ALL = 5 * len(TEXTS) + len(HOSTILE)
STATIC = Path(__file__).parents[2] / "web" / "static"


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())


def found(page: BeautifulSoup) -> str:
    return words(one(page, "#found"))


def asks(link: Tag) -> list[tuple[str, str]]:
    """Return what the address of a link asks for."""
    address = urlsplit(str(link["href"]))
    assert address.path == "/search"
    return parse_qsl(address.query)


def facet(page: BeautifulSoup, name: str) -> dict[str, Tag]:
    """Return the links of a facet by their labels."""
    return {words(one(link, "bdi")): link for link in page.select(f"#by-{name} li a")}


def count(link: Tag) -> int:
    return int(link.select("span")[-1].get_text())


def test_a_hit(site: Site) -> None:
    page = site.page("/search?q=varmland+wood")
    assert found(page) == "5 articles for varmland wood"
    hit = one(page, ".hit")
    assert re.fullmatch(r"/article/\d+", str(one(hit, "h3 a")["href"]))
    assert [mark.get_text() for mark in hit.select("h3 mark")] == ["Värmland"]
    assert [mark.get_text() for mark in hit.select(".snippet mark")] == ["wood"]
    assert one(hit, ".facts a")["href"] in ("/source/demo", "/source/harbour")
    assert re.search(r"· News|News", words(one(hit, ".facts")))
    assert {str(link["href"]) for link in hit.select(".topics a")} == {
        "/topic/circular-economy",
        "/topic/smart-specialisation",
    }


def test_one_hit_is_no_plural(site: Site) -> None:
    assert found(site.page("/search?q=barges&topic=skills&year=2025")).startswith("1 article for ")


def test_a_date_is_the_publications_or_is_said_to_be_of_the_first_sight(site: Site) -> None:
    page = site.page("/search?q=barges")
    facts = [words(one(hit, ".facts")) for hit in page.select(".hit")]
    assert any("first seen 1 November 2026" in fact for fact in facts)
    assert any(re.search(r"\d+ \w+ 202[456]", fact) and "first seen" not in fact for fact in facts)
    assert one(page, ".hit time")["datetime"] == "2026-11-01"


def test_texts_in_another_language_say_so(site: Site) -> None:
    page = site.page("/search?q=barges")
    dutch = [hit for hit in page.select(".hit") if "Dutch" in words(one(hit, ".facts"))]
    assert dutch
    for element in ("h3 a", ".snippet"):
        assert (one(dutch[0], element)["lang"], one(dutch[0], element)["dir"]) == ("nl", "auto")


def test_an_article_that_is_gone_is_said_to_be(site: Site) -> None:
    gone = site.page("/search?q=hostile").select(".hit.gone")
    assert gone
    assert {words(one(hit, ".state")) for hit in gone} == {"gone from its site"}


def test_a_choice_gives_as_many_as_it_says(site: Site) -> None:
    page = site.page("/search?q=motors")
    for name in ("source", "topic", "organisation", "kind", "language", "country", "year"):
        links = facet(page, name)
        if not links:
            continue
        for link in links.values():
            assert found(site.page(str(link["href"]))).startswith(f"{count(link)} article"), link


def test_choices_are_marked_come_first_and_can_be_dropped(site: Site) -> None:
    page = site.page("/search?q=the&topic=skills&topic=hydrogen&year=2025&page=2&sort=best")
    topics = facet(page, "topic")
    assert [link.get("aria-current") for link in topics.values()][:3] == ["true", "true", None]
    assert asks(topics["Skills"]) == [("q", "the"), ("topic", "hydrogen"), ("year", "2025"), ("sort", "best")]
    chips = {words(chip): asks(chip) for chip in page.select(".chips a")}
    assert chips == {
        "Remove Topic Skills ×": [("q", "the"), ("topic", "hydrogen"), ("year", "2025"), ("sort", "best")],
        "Remove Topic Hydrogen ×": [("q", "the"), ("topic", "skills"), ("year", "2025"), ("sort", "best")],
        "Remove Year 2025 ×": [("q", "the"), ("topic", "skills"), ("topic", "hydrogen"), ("sort", "best")],
        "Remove all": [("q", "the"), ("sort", "best")],
    }
    assert words(one(page, "#facets > summary")) == "Filters 3 chosen"


def test_a_choice_that_nothing_has_can_be_dropped_too(site: Site) -> None:
    page = site.page("/search?q=barges&source=nobody&month=1999-05")
    assert found(page) == "Nothing was found for barges"
    chips = [words(chip) for chip in page.select(".chips a")]
    assert chips[:2] == ["Remove Source nobody ×", "Remove Month May 1999 ×"]


def test_other_words_keep_the_choices(site: Site) -> None:
    page = site.page("/search?q=barges&topic=hydrogen&year=2026&sort=best&exact=1&page=2")
    form = one(page, "form.search")
    fields = [(str(field["name"]), str(field["value"])) for field in form.select("input")]
    assert fields == [("q", "barges"), ("topic", "hydrogen"), ("year", "2026"), ("sort", "best")]


def test_order(site: Site) -> None:
    page = site.page("/search?q=hydrogen&page=2")
    newest, best = page.select(".order a")
    assert (newest["aria-current"], best.get("aria-current")) == ("true", None)
    assert asks(best) == [("q", "hydrogen"), ("sort", "best")]
    assert one(site.page(str(best["href"])), ".order [aria-current]").get_text() == "Best match first"
    assert site.page("/search").select_one(".order") is None


def test_the_chart_and_its_table_lead_to_the_same(site: Site) -> None:
    page = site.page("/search?q=hydrogen")
    bars = [asks(link) for link in page.select(".chart svg a")]
    rows = page.select(".chart tbody tr")
    assert bars == [asks(one(row, "a")) for row in rows]
    for row in rows:
        number = int(one(row, "td").get_text())
        target = found(site.page(str(one(row, "a")["href"])))
        assert target.startswith(f"{number} article" if number else "Nothing was found")
    assert sum(int(one(row, "td").get_text()) for row in rows) == int(found(page).split()[0])


def test_the_picture_is_for_the_pointer_alone(site: Site) -> None:
    svg = one(site.page("/search"), ".chart svg")
    assert svg["aria-hidden"] == "true"
    assert {link["tabindex"] for link in svg.select("a")} == {"-1"}
    assert not svg.select("[style]")
    assert "articles" in words(one(svg, "a title"))


def test_a_chosen_year_shows_its_months_and_the_way_back(site: Site) -> None:
    page = site.page("/search?q=barges&year=2026")
    assert words(one(page, ".chart figcaption")) == "Articles by month, 2026 All years"
    assert asks(one(page, ".chart figcaption a")) == [("q", "barges")]
    assert len(page.select(".chart tbody tr")) == 12
    march = site.page("/search?q=barges&year=2026&month=2026-04")
    assert [words(link) for link in march.select(".chart tbody a[aria-current]")] == ["Apr 2026"]
    assert [words(one(link, "text")) for link in march.select(".chart svg a.chosen")] == ["Apr"]


def test_variants_are_said_and_can_be_left_out(site: Site) -> None:
    page = site.page("/search?q=specialization")
    also = one(page, ".also")
    assert "Also searched: " in words(also)
    assert "specialisation" in words(also).lower()
    exact = site.page(str(one(also, "a")["href"]))
    assert words(one(exact, ".also")) == "Other spellings were not searched. Search them too"
    assert asks(one(exact, ".also a")) == [("q", "specialization")]


@pytest.mark.parametrize(
    ("q", "advice"),
    [
        ("***", "There is no word in this search"),
        ("-hydrogen", "only says what to leave out"),
        ("timber+wo*", "at least three letters"),
        ("+".join(f"word{number}" for number in range(60)), "only its first words were searched"),
    ],
)
def test_advice(site: Site, q: str, advice: str) -> None:
    assert advice in words(one(site.page(f"/search?q={q}"), ".note"))


def test_nothing_found_leads_to_the_nearest_words(site: Site) -> None:
    page = site.page("/search?q=hydrogne&kind=news")
    assert found(page) == "Nothing was found for hydrogne"
    note = one(page, ".note")
    nearest, everywhere = note.select("a")
    assert (nearest.get_text(), asks(nearest)) == ("hydrogen", [("q", "hydrogen")])
    assert asks(everywhere) == [("q", "hydrogne")]
    assert page.select_one(".hits, .chart, .pages") is None


def test_pages_are_links_with_numbers(site: Site) -> None:
    page = site.page("/search?page=2")
    pages = one(page, "nav.pages")
    assert [link.get_text() for link in pages.select("a")] == ["Previous", "1", "2", "3", "Next"]
    assert words(one(pages, "a[aria-current=page]")) == "2"
    assert asks(one(pages, "a[rel=prev]")) == []
    assert asks(one(pages, "a[rel=next]")) == [("page", "3")]
    assert one(page, "head link[rel=prev]")["href"] == "/search"
    assert one(page, "head link[rel=next]")["href"] == "/search?page=3"


def test_all_pages_hold_every_article_once(site: Site) -> None:
    seen: list[str] = []
    address: str | None = "/search"
    while address is not None:
        page = site.page(address)
        seen += [str(link["href"]) for link in page.select(".hits h3 a")]
        following = page.select_one("a[rel=next]")
        address = None if following is None else str(following["href"])
    assert len(seen) == len(set(seen)) == ALL


def test_a_page_beyond_the_last_leads_back(site: Site) -> None:
    page = site.page("/search?q=barges&page=7")
    note = one(page, ".note")
    assert words(note).startswith("There is no page 7: this search has one page.")
    assert [asks(link) for link in note.select("a")] == [[("q", "barges")], [("q", "barges")]]
    assert found(page) == "5 articles for barges"


@pytest.mark.parametrize("page", ["0", "-1", "x", "3.5", "99", "9" * 30, "1e400"])
def test_odd_page_numbers_are_no_error(site: Site, page: str) -> None:
    site.page(f"/search?page={page}")


@pytest.mark.parametrize(
    "q", ["'", '"', "*", "a*", "NEAR(a b", "title:", "^", "a AND", "(", "--", "%00", "{{7*7}}", "%FF"]
)
def test_odd_searches_are_no_error(site: Site, q: str) -> None:
    site.page(f"/search?q={q}")


def test_the_same_search_for_programs(site: Site) -> None:
    page = site.page("/search?q=hydrogen&topic=skills&page=2")
    expected = {
        name: f"/search.{ending}?q=hydrogen&topic=skills"
        for name, ending in (("Atom", "atom"), ("JSON Feed", "feed.json"), ("JSON", "json"), ("CSV", "csv"))
    }
    page = site.page("/search?q=hydrogen&topic=skills")
    assert {words(link): link["href"] for link in page.select(".more a")} == expected
    alternates = {str(link["type"]): link["href"] for link in page.select("head link[rel=alternate]")}
    assert alternates == {"application/atom+xml": expected["Atom"], "application/feed+json": expected["JSON Feed"]}
    for address in expected.values():
        assert site.get(address).status_code == 200


def test_what_search_engines_and_browsers_are_told(site: Site) -> None:
    page = site.page("/search?year=2026&q=hydrogen&nonsense=1")
    assert one(page, "meta[name=robots]")["content"] == "noindex"
    assert one(page, "link[rel=canonical]")["href"] == "http://localhost/search?q=hydrogen&year=2026"
    assert one(page, "title").get_text() == "hydrogen · 2026 · Search · Cluster News Archive"
    opensearch = one(page, "link[rel=search]")
    assert site.get(str(opensearch["href"])).headers["content-type"].startswith("application/opensearchdescription+xml")


def test_the_former_address_leads_to_the_same_search(site: Site) -> None:
    answer = site.get("/archive/search?q=a+b&source=demo&kind=&year=2026&page=2")
    assert answer.status_code == 301
    assert answer.headers["location"] == "/search?q=a+b&source=demo&year=2026&page=2"
    assert site.get("/archive/search").headers["location"] == "/search"


def test_what_was_typed_stays_text(site: Site) -> None:
    page = site.page("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&source=%3Cb%3E")
    assert one(page, "input[name=q]")["value"] == '"><script>alert(1)</script>'
    assert page.select_one("main script, main b") is None
    assert "<b>" in words(one(page, ".chips"))


def test_a_full_page_weighs_less_than_60_kilobytes_without_the_articles_words(tmp_path: Path) -> None:
    build_large(tmp_path / "archive.db", 2000)
    with serving(tmp_path / "archive.db") as served:
        html = served.get("/search?q=wood&sort=best").text
    page = BeautifulSoup(html, "lxml")
    assert len(page.select(".hits:not(.in-files) > .hit")) == 20
    assert len(page.select(".facets li")) > 60
    of_articles = sum(len(element.decode_contents().encode()) for element in page.select(".hit h3 a, .snippet"))
    own = sum(len((STATIC / name).read_bytes()) for name in ("style.css", "site.js"))
    assert len(html.encode()) - of_articles + own < 60_000


def values(number: int, chosen: tuple[int, ...] = ()) -> tuple[FacetValue, ...]:
    return tuple(
        FacetValue(value=f"v{place}", label=f"V{place}", count=number - place, chosen=place in chosen)
        for place in range(number)
    )


@pytest.mark.parametrize(
    ("number", "first", "rest", "left_out"),
    [
        (2, 2, 0, 0),
        (FIRST, FIRST, 0, 0),
        (FIRST + 1, FIRST + 1, 0, 0),
        (FIRST + 2, FIRST, 2, 0),
        (MOST + 5, FIRST, MOST - FIRST, 5),
    ],
)
def test_a_long_facet_is_folded_and_a_very_long_one_cut(number: int, first: int, rest: int, left_out: int) -> None:
    made = group("topic", values(number), Asked())
    assert (len(made.first), len(made.rest), made.left_out) == (first, rest, left_out)


def test_whatever_is_chosen_is_never_folded_away() -> None:
    chosen = tuple(range(20, 32))
    made = group("topic", values(40, chosen), Asked(topic=tuple(f"v{place}" for place in chosen)))
    assert [choice.value.value for choice in made.first] == [f"v{place}" for place in chosen]
    assert made.left_out == 40 - MOST
