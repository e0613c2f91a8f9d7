"""Consent dialogs are cut in every shape of page, and articles about cookies are not."""

import pytest

from extraction.body import body_text
from extraction.consent import consent_lines
from extraction.paragraphs import paragraphs
from extraction.parse import parse
from items import Source

SOURCE = Source(
    name="test",
    title="Test",
    homepage="https://clusters.example/",
    country="EU",
    language="en",
    host="clusters.example",
)
CONSENT = [
    "Choose your cookies",
    "We use cookies to keep you logged in and to learn which pages are read. Each category is explained below.",
    'Cookies of the category "Necessary" are kept in your browser, because the pages do not work without them. ...',
    "Always Active",
    "Necessary cookies remember that you are logged in and what you chose here. They hold nothing about your person.",
    "No cookies to display.",
    "Functional cookies let you share our pages and send us your comments through other services.",
    "No cookies to display.",
    "Analytical cookies tell us how visitors move through the pages, how many there are and where they come from.",
    "Advertisement cookies are used to show visitors offers that fit the pages they have seen before.",
]
ARTICLE = [
    "A valley that lives on one factory learns late that it should have asked for a second one, says the study of the "
    "rubber cluster, which followed four such valleys over twenty years and counted what was left of them.",
    "The first to leave were the apprentices",
    "Where the cluster ran a school of its own, half of the young people stayed, although the wages were lower than in "
    "the city and the train took two hours.",
    "Where there was no school, the last shop closed within six years of the factory, and the valley now belongs to "
    "people who come for the weekend.",
    "What the study proposes",
    "Every valley should name three trades that it could live on, and give each of them a workshop, a teacher and ten "
    "years of patience.",
    "The cluster has put the proposal to the three regional governments, two of which have answered so far.",
]
SHORT = [ARTICLE[0], ARTICLE[3]]


def p(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def cky(lines: list[str]) -> str:
    return f"<div class='cky-consent-container'>{p(lines[:2])}</div><div class='cky-modal'>{p(lines[2:])}</div>"


def widget(text: str) -> str:
    return (
        "<div class='elementor elementor-12'><div class='elementor-element elementor-element-3f elementor-widget'>"
        f"<div class='elementor-widget-container'>{text}</div></div></div>"
    )


SHAPES = {
    "cky divs, article element": (cky(CONSENT) + f"<article>{p(ARTICLE)}</article>", ARTICLE),
    "cky divs, named content": (cky(CONSENT) + f"<div class='entry-content'>{p(ARTICLE)}</div>", ARTICLE),
    "cky divs, classless body": (cky(CONSENT) + f"<div>{p(ARTICLE)}</div>", ARTICLE),
    "cky divs, Elementor widget": (cky(CONSENT) + widget(p(ARTICLE)), ARTICLE),
    "cky divs, two paragraphs": (cky(CONSENT) + f"<div>{p(SHORT)}</div>", SHORT),
    "cky divs inside main": (f"<main>{cky(CONSENT)}<div>{p(ARTICLE)}</div></main>", ARTICLE),
    "classless dialog, article element": (f"<div>{p(CONSENT)}</div><article>{p(ARTICLE)}</article>", ARTICLE),
    "classless dialog, classless body": (f"<div>{p(CONSENT)}</div><div>{p(ARTICLE)}</div>", ARTICLE),
    "both in main": (f"<main><div>{p(CONSENT)}</div><div>{p(ARTICLE)}</div></main>", ARTICLE),
    "one flat run in main": (f"<main>{p(CONSENT)}{p(ARTICLE)}</main>", ARTICLE),
    "one flat run in body": (p(CONSENT) + p(ARTICLE), ARTICLE),
    "flat, two paragraphs": (p(CONSENT) + p(SHORT), SHORT),
    "dialog below": (f"<div>{p(ARTICLE)}</div><div>{p(CONSENT)}</div>", ARTICLE),
    "dialog inside article": (f"<article><div>{p(CONSENT)}</div>{p(ARTICLE)}</article>", ARTICLE),
    "lines as divs": (
        "".join(f"<div>{line}</div>" for line in CONSENT) + f"<div>{p(ARTICLE)}</div>",
        ARTICLE,
    ),
    "lines with breaks": (f"<div>{'<br>'.join(CONSENT)}</div><div>{p(ARTICLE)}</div>", ARTICLE),
    "one element for both": (f"<main>{'<br><br>'.join(CONSENT + ARTICLE)}</main>", ARTICLE),
    "each category boxed": (
        "".join(f"<div><div><p>{line}</p></div></div>" for line in CONSENT) + f"<main>{p(ARTICLE)}</main>",
        ARTICLE,
    ),
    "list": (f"<ul>{''.join(f'<li>{line}</li>' for line in CONSENT)}</ul><main>{p(ARTICLE)}</main>", ARTICLE),
    "marked by id": (f"<div id='CybotCookiebotDialog'>{p(CONSENT)}</div><div>{p(ARTICLE)}</div>", ARTICLE),
    "home-made name": (f"<section class='site-cookie-banner open'>{p(CONSENT)}</section>{p(ARTICLE)}", ARTICLE),
    "one sentence": (f"<div>{p(CONSENT[1:2])}</div><div>{p(ARTICLE)}</div>", ARTICLE),
}


def body(html: str, title: str = "Valleys that live on one factory") -> list[str]:
    page = f"<html><head><title>{title} - Clusters Example</title></head><body>{html}</body></html>"
    return body_text(parse(page.encode()), SOURCE, "https://clusters.example/valleys").split("\n")


@pytest.mark.parametrize("shape", SHAPES)
def test_no_consent_sentence_is_left_and_no_paragraph_is_lost(shape: str) -> None:
    html, article = SHAPES[shape]
    assert body(html) == article


@pytest.mark.parametrize(
    "lines",
    [
        ["Wir verwenden Cookies.", "Notwendige Cookies merken sich Ihre Wahl.", "Keine Cookies für Werbung."],
        ["Nous utilisons des cookies.", "Vous pouvez refuser les cookies.", "Les cookies de mesure nous aident."],
        ["Utilizamos cookies propias.", "Puede rechazar las cookies.", "Las cookies técnicas son necesarias."],
        ["Utilizziamo i cookie.", "I cookie tecnici sono necessari.", "Può rifiutare i cookie con tu consenso."],
        ["Wij gebruiken cookies.", "U kunt cookies weigeren.", "Noodzakelijke cookies staan altijd aan."],
    ],
)
def test_dialogs_in_other_languages(lines: list[str]) -> None:
    assert body(f"<div>{p(lines)}</div><div>{p(ARTICLE)}</div>") == ARTICLE


ABOUT = [
    "The regulator fined nine websites because their cookies were set before anybody had agreed to anything.",
    "Most of the cookies came from maps and videos, and some of the managers had never heard of a cookie.",
    "Advertising cookies, the report says, were found on two websites of public bodies in the same city.",
    "The authors expect that cookies will lose their meaning once browsers keep consent in one place.",
]


@pytest.mark.parametrize("title", ["Nine websites fined over cookies", "Regulator fines nine websites"])
def test_an_article_about_cookies_is_no_dialog(title: str) -> None:
    assert body(f"<h1>{title}</h1><div class='text consent-news'>{p(ABOUT)}</div>", title) == ABOUT


def test_the_dialog_of_an_article_about_cookies_is_cut() -> None:
    title = "Nine websites fined over cookies"
    lines = [*CONSENT[1:3], "You can change your cookie settings at any time."]
    article = ABOUT + ARTICLE[3:4]
    assert body(f"<div>{p(lines)}</div><h1>{title}</h1><div>{p(article)}</div>", title) == article


def test_advice_on_cookies_to_the_reader_is_an_article() -> None:
    advice = [
        "You can delete cookies in your browser, and we recommend that you do it once a month.",
        "Look for the privacy page in your settings, and choose cookies in the list on the left.",
        "Your browser asks whether you mean it. Click on yes, and the cookies of all websites are gone.",
        "If you want to keep the cookies of a website, put a tick in front of its name before you click.",
    ]
    assert body(f"<h1>How to delete cookies</h1><div>{p(advice)}</div>", "How to delete cookies") == advice


def test_an_element_that_holds_the_article_is_kept_whatever_its_name() -> None:
    assert body(f"<div class='cookie-consent'><main>{p(ARTICLE)}</main></div>") == ARTICLE


def test_two_mentions_in_an_article_are_no_dialog() -> None:
    lines = [*ARTICLE, "The shop sells cookies, and you can taste them.", "Our cookies are baked in the valley."]
    found = paragraphs(parse(p(lines).encode()))
    assert consent_lines(found) == set()


def test_a_cookie_policy_is_not_cut_to_nothing() -> None:
    found = paragraphs(parse(p(CONSENT).encode()))
    assert consent_lines(found) == set()
