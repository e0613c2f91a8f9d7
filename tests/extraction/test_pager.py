"""The link to the next page: signs that lead on, and traps that must not."""

import pytest

from extraction.listing import read_listing

SITE = "https://clusters.example"
LISTING = SITE + "/news"
CARDS = "".join(
    f"<article><h2><a href='/news/item-{k}-about-a-cluster'>Item number {k} about a cluster</a></h2><p>The teaser of "
    f"item {k} says in one sentence what the item is about, and no more than that.</p></article>"
    for k in range(1, 6)
)


def next_url(pager: str, url: str = LISTING, head: str = "", after: str = "") -> str | None:
    main = f"<main><h1>News</h1>{CARDS}<div>{pager}</div></main>"
    listing = read_listing(f"<html><head><title>News</title>{head}</head><body>{main}{after}</body></html>", url)
    assert len(listing.cards) == 5
    return listing.next_url


WORDS = """
    Next|Next page ›|Older posts|« Older entries|Load more|Nächste Seite|weiter »|Ältere Beiträge|Suivant|Page suivante
    Plus anciens|Siguiente|Página siguiente|Entradas anteriores|Següent|Seguinte|Próxima página|Avanti|Successiva
    Volgende|Oudere berichten|Nästa|Næste|Neste|Seuraava|Następna|Další|Ďalšia|Következő|Următoarea|Следующая|След.
    Наступна|Επόμενη|Sljedeća|Naslednja|Järgmine|Nākamā|Kitas|Sonraki|次のページ|次へ|下一页|다음
"""


@pytest.mark.parametrize(
    "word", [word.strip() for line in WORDS.split("\n") for word in line.split("|") if word.strip()]
)
def test_words_lead_on(word):
    assert next_url(f"<p><a href='/news?page=1'>{word}</a></p>") == LISTING + "?page=1"
    assert next_url(f"<p><a href='/news/older'>{word}</a></p>") == LISTING + "/older"


SHOWS_MORE = """
    Show more|Load more|Older news|Mehr anzeigen|Weitere Meldungen|Afficher plus|Mostrar más|Mostra'n més|Mostra altri
    Carregar mais|Toon meer|Vis flere|Visa fler|Last inn flere|Näytä lisää|Pokaż więcej|Načíst další|Načítať ďalšie
    Továbbiak betöltése|Vezi mai multe|Покажи още|Περισσότερα νέα|Prikaži više|Prikaži več|Näita rohkem|Rādīt vairāk
    Rodyti daugiau|Taispeáin tuilleadh|Uri aktar
"""


@pytest.mark.parametrize(
    "word", [word.strip() for line in SHOWS_MORE.split("\n") for word in line.split("|") if word.strip()]
)
def test_a_link_shows_more_of_the_list(word):
    assert next_url(f"<p><a href='/news?sheet=2'>{word}</a></p>") == LISTING + "?sheet=2"


@pytest.mark.parametrize(
    ("url", "link", "expected"),
    [
        ("/news?sheet=2", "?sheet=3", "/news?sheet=3"),
        ("/news?lang=fi", "?lang=fi&sheet=2", "/news?lang=fi&sheet=2"),
        ("/news", "/news/2", "/news/2"),
        ("/news/2/", "/news/3/", "/news/3/"),
        ("/news", "?start=10", "/news?start=10"),
        ("/news", "?sheet=3", None),
        ("/news?sheet=3", "?sheet=2", None),
        ("/news", "?category=2", None),
        ("/news", "?sheet=2&lang=fi", None),
        ("/news", "/events?sheet=2", None),
        ("/news", "/events/2", None),
        ("/news/2025", "/news/2026", None),
        ("/news", "/members", None),
    ],
)
def test_what_shows_more_of_something_else_does_not_lead_on(url, link, expected):
    assert next_url(f"<p><a href='{link}'>View more</a></p>", SITE + url) == (SITE + expected if expected else None)


def test_the_link_of_a_card_to_its_article_does_not_lead_on():
    card = "<article><h2><a href='/news/2'>The second item</a></h2><a href='/news/2'>View more</a></article>"
    assert next_url(card) is None


@pytest.mark.parametrize(
    "pager",
    [
        "<a rel=next href='?page=1'>→</a>",
        "<a rel='nofollow next' href='\n\t?page=1 '>3</a>",
        "<ul><li class='pager__item pager__item--next'><a href='?page=1'><span>››</span></a></li></ul>",
        "<li class=pager-next><a href='?page=1'>»»</a></li>",
        "<a class='next page-numbers' href='?page=1'>Previous</a>",
        "<a href='?page=1'><i class=icon></i></a><a title='Go to next page' href='?page=1'><i></i></a>",
        "<a aria-label='Next' href='?page=1'><svg></svg></a>",
        "<a href='?page=5'>»</a> <a href='?page=1'>›</a>",
        "<div><b>1</b> <a href='?page=1'>2</a> <a href='?page=2'>3</a> <a href='?page=9'>10</a></div>",
        "<ul><li><a href='/news'>1</a></li><li><a href='?page=1'>2</a></li><li><a href='?page=2'>3</a></li></ul>",
    ],
)
def test_signs_lead_on(pager):
    assert next_url(pager) == LISTING + "?page=1"


@pytest.mark.parametrize(
    ("url", "pager", "expected"),
    [
        ("/news?page=3", "<a href='?page=2'>‹</a> <a href='?page=4'>›</a>", "/news?page=4"),
        ("/news?page=3", "<a href='?page=2'>3</a> <b>4</b> <a href='?page=4'>5</a>", "/news?page=4"),
        ("/news/page/2/", "<a href='/news/'>1</a> <b>2</b> <a href='/news/page/3/'>3</a>", "/news/page/3/"),
        ("/news", "<b>1</b> <a href='?start=10'>2</a> <a href='?start=20'>3</a>", "/news?start=10"),
        ("/news?start=10", "<a href='?start=0'>1</a> <b>2</b> <a href='?start=20'>3</a>", "/news?start=20"),
        ("/list_8_2.html", "<a href='list_8_1.html'>前</a> <a href='list_8_3.html'>后一页</a>", "/list_8_3.html"),
        ("/list/1-10/all", "<a href='/list/11-20/all'>»</a>", "/list/11-20/all"),
        ("/", "<a href='/search?updated-max=2025-05-22'>Older posts</a>", "/search?updated-max=2025-05-22"),
        ("/news?topic=5", "<a href='?topic=5&page=1'>Next</a>", "/news?topic=5&page=1"),
        ("/news?f[0]=topic:1", "<a href='?f[0]=topic:1&page=1'>Next</a>", "/news?f[0]=topic:1&page=1"),
    ],
)
def test_pages_are_counted_as_the_site_counts_them(url, pager, expected):
    assert next_url(pager, SITE + url) == SITE + expected


@pytest.mark.parametrize(
    "pager",
    [
        "",
        "<a href='/news'>Next</a><a href='#'>Next</a><a href='/news#top'>Next</a>",
        "<a class=next href='javascript:void(0)'>Next</a>",
        "<a rel=next href='https://other.example/news?page=1'>Next</a>",
        "<a rel=next href='/news/item-2-about-a-cluster'>Next</a>",
        "<a href='?page=7'>Last »</a><a href='?page=7'>»</a>",
        "<a href='?f[0]=topic:12&page=1'>Next</a><a href='?f%5B1%5D=topic:12'>Next</a>",
        "<a href='?f%255B0%255D=topic:12&page=1'>Next</a>",
        "<p>" + "A long text in which the way on is mentioned in passing. " * 8 + "<a href='/news/way'>weiter</a></p>",
        "<div class=carousel><a class=next href='/gallery/2'>›</a></div>",
        "<a href='/contact/next-steps-for-members'>Next steps for members who want to go on with this</a>",
        "<table><tr><td>4</td><td><a href='/2024/05/05'>5</a></td><td><a href='/2024/05/06'>6</a></td></tr></table>",
    ],
)
def test_traps_do_not_lead_on(pager):
    assert next_url(pager) is None


@pytest.mark.parametrize(
    "pager",
    [
        "<a rel=prev href='/news/page/2/'>Newer posts</a><a href='/news/'>First</a>",
        "<div class=nav-next><a href='/news/page/2/'>Newer posts →</a></div>",
        "<a class=next href='/news/page/2/'>Previous</a>",
        "<a href='/news/page/2/'>2</a> <b>3</b>",
        "<a href='/news/page/2/'>›</a>",
    ],
)
def test_the_last_page_does_not_lead_back(pager):
    assert next_url(pager, LISTING + "/page/3/") is None


def test_wordpress_calls_older_posts_previous():
    pager = (
        "<div class=nav-previous><a href='/news/page/4/'>Older posts</a></div>"
        "<div class=nav-next><a href='/news/page/2/'>Newer posts</a></div>"
    )
    assert next_url(pager, LISTING + "/page/3/") == LISTING + "/page/4/"


def test_head_goes_before_the_pager():
    head = "<link rel=next href='/news?page=1'>"
    assert next_url("<a href='/news/more'>Next</a>", head=head) == LISTING + "?page=1"
    assert next_url("", head="<base href='/archive/'>" + head.replace("/news", "")) == SITE + "/archive/?page=1"


@pytest.mark.parametrize(
    ("url", "links", "expected"),
    [
        ("/news", ("?page=0,1,0,1", "?page=0%2C0%2C1", "?page=1"), "?page=1"),
        ("/news", ("?page=0,1", "?page=1,0,0,0"), "?page=1,0,0,0"),
        ("/news?page=2,0,0,1", ("?page=2,1,0,1", "?page=2,0,1,1", "?page=3,0,0,1"), "?page=3,0,0,1"),
        ("/news?page=2%2C0%2C0%2C1", ("?page=2,0,0,2", "?page=3%2C0%2C0%2C1"), "?page=3%2C0%2C0%2C1"),
        ("/news?page=2,0,0,1", ("?page=3,1,0,1", "?page=1,0,0,1", "?page=2,0,0,2"), None),
        ("/news?page=2", ("?page=2,1", "?page=2,0,1"), None),
    ],
)
def test_several_pagers_in_one_parameter(url, links, expected):
    pagers = "".join(f"<ul class=pager><li><a rel=next href='{link}'>Next</a></li></ul>" for link in links)
    assert next_url(pagers, SITE + url) == (LISTING + expected if expected else None)


def test_the_pager_of_a_side_column_is_another_list():
    aside = "<aside><h2>Calls</h2><ul class=pager><li><a rel=next href='?page=1'>Next</a></li></ul></aside>"
    assert next_url("", after=aside) is None
    assert next_url("<p><a href='/news/page/2'>2</a></p>", after=aside) is None
    assert next_url("<p>1 <a href='/news/page/2'>2</a></p>", after=aside) == LISTING + "/page/2"


def test_the_pager_nearest_to_the_list_is_its_own():
    other = "<div><a rel=next href='/news?calls=1'>Next</a></div>"
    own = "<div><a rel=next href='/news?list=1'>Next</a></div>"
    assert next_url(own, after=other) == LISTING + "?list=1"
