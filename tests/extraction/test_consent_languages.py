"""A notice and its buttons in every official language of the Union, Catalan and Norwegian, in four shapes of page."""

import pytest

from extraction.consent_notices import NOTICES
from tests.extraction.test_consent import ARTICLE, body, p

# Name of the box, sentences, buttons.
DIALOGS = {
    "bg": (
        "biskvitki",
        "Нашият сайт използва бисквитки. Ако продължите, се съгласявате с тях.",
        "Приеми всички|Отказвам",
    ),
    "ca": ("galetes", "Fem servir galetes per comptar visites. Si continueu, accepteu que ho fem.", "D'acord|Rebutja"),
    "cs": ("souhlas", "Tento web používá soubory cookie. Dalším používáním souhlasíte.", "Povolit vše|Odmítnout"),
    "da": (
        "samtykke",
        "Vi bruger cookies til at tælle besøg. Ved at fortsætte accepterer du det.",
        "Tillad alle|Afvis",
    ),
    "de": (
        "hinweis",
        "Auf dieser Seite werden Cookies verwendet. Mit der Nutzung stimmen Sie zu.",
        "Zustimmen|Ablehnen",
    ),
    "el": ("apodoxi", "Χρησιμοποιούμε cookies για τις ανάγκες μας. Συνεχίζοντας συμφωνείτε.", "Αποδοχή όλων|Απόρριψη"),
    "en": ("bottom", "Our site uses cookies to count visits. By staying here you agree to that.", "Accept all|Reject"),
    "es": ("aviso", "Utilizamos cookies para contar visitas. Si continúa, acepta que lo hagamos.", "Aceptar|Rechazar"),
    "et": ("kupsised", "See veebileht kasutab küpsiseid. Jätkates nõustute sellega.", "Nõustun|Keeldu"),
    "fi": ("evasteet", "Käytämme evästeitä kävijöiden laskemiseen. Jatkamalla hyväksyt sen.", "Hyväksy kaikki|Hylkää"),
    "fr": ("bandeau", "Notre site utilise des cookies. En poursuivant, vous acceptez cet usage.", "J'accepte|Refuser"),
    "ga": (
        "fianain",
        "Úsáideann an suíomh seo fianáin. Trí leanúint ar aghaidh aontaíonn tú leis.",
        "Glac leis|Diúltaigh",
    ),
    "hr": (
        "kolacici",
        "Ova stranica koristi kolačiće. Nastavkom pregledavanja pristajete na to.",
        "Prihvati sve|Odbij",
    ),
    "hu": ("sutik", "Weboldalunk sütiket használ. Az oldal használatával elfogadja ezt.", "Elfogadom|Elutasítom"),
    "it": ("avviso", "Questo sito utilizza i cookie. Proseguendo acconsenti al loro impiego.", "Accetta tutto|Rifiuta"),
    "lt": ("slapukai", "Ši svetainė naudoja slapukus. Tęsdami naršymą sutinkate su tuo.", "Sutinku|Atmesti"),
    "lv": (
        "sikdatnes",
        "Mūsu vietne izmanto sīkdatnes. Turpinot lietot vietni, jūs tam piekrītat.",
        "Piekrītu|Noraidīt",
    ),
    "mt": ("avviz", "Dan is-sit juża l-cookies. Billi tkompli taqbel ma' dan.", "Aċċetta kollox|Irrifjuta"),
    "nl": ("melding", "Deze website gebruikt cookies. Door verder te gaan stemt u daarmee in.", "Accepteren|Weigeren"),
    "no": ("varsel", "Vi bruker informasjonskapsler. Ved å fortsette godtar du det.", "Godta alle|Avvis"),
    "pl": ("ciasteczka", "Nasza strona używa plików cookie. Pozostając na niej, wyrażasz zgodę.", "Zgadzam się|Odrzuć"),
    "pt": ("aviso", "Este portal utiliza cookies. Ao continuar a navegar, concorda com isso.", "Aceitar todos|Recusar"),
    "ro": ("nota", "Acest site folosește cookie-uri. Continuând, sunteți de acord cu aceasta.", "Accept toate|Refuz"),
    "sk": ("suhlas", "Naše stránky používajú súbory cookie. Ďalším používaním súhlasíte.", "Súhlasím|Odmietnuť"),
    "sl": ("piskotki", "Portal uporablja piškotke. Z nadaljnjim obiskom se strinjate s tem.", "Sprejmi vse|Zavrni"),
    "sv": (
        "kakor",
        "Vi använder kakor för att räkna besök. Genom att fortsätta godkänner du det.",
        "Godkänn alla|Neka",
    ),
}
SHAPES = {
    "named box before": "<div id='{name}'>{lines}{buttons}</div><div><div>{article}</div></div>",
    "named box after": "<div><div>{article}</div></div><div id='{name}'>{lines}{buttons}</div>",
    "box inside main": "<main><div class='x1'>{lines}<div>{buttons}</div></div>{article}</main>",
    "paragraphs in main": "<main>{lines}{buttons}<h1>Valleys that live on one factory</h1>{article}</main>",
}


def test_every_language_has_a_dialog() -> None:
    assert DIALOGS.keys() == NOTICES.keys()


@pytest.mark.parametrize("cut", ["one paragraph", "two"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", DIALOGS)
def test_no_sentence_of_a_dialog_is_left(language: str, shape: str, cut: str) -> None:
    name, text, labels = DIALOGS[language]
    first, second = text.split(". ", 1)
    lines = p([text]) if cut == "one paragraph" else p([f"{first}.", second])
    buttons = "".join(f"<button>{label}</button>" for label in labels.split("|"))
    html = SHAPES[shape].format(name=name, lines=lines, buttons=buttons, article=p(ARTICLE))
    assert body(html) == ARTICLE


@pytest.mark.parametrize("shape", SHAPES)
def test_a_dialog_in_words_nobody_knows_is_told_by_its_buttons(shape: str) -> None:
    lines = "<p>Bu yerde cookie bolar. Cookie siyasatiny okan.</p>"
    html = SHAPES[shape].format(
        name="x", lines=lines, buttons="<button>Hawa</button><button>Ýok</button>", article=p(ARTICLE)
    )
    assert body(html) == ARTICLE or shape == "paragraphs in main"


CAKES = [
    "Pekarna v dolini peče piškote po receptu iz leta 1911, in naši piškoti so zdaj tudi v trgovinah v mestu.",
    "Za vas smo obiskali pekarno in poskusili piškotke z orehi, ki jih naša zadruga pripravlja za praznike.",
    "Vaši otroci lahko piškotke okrasijo sami, delavnica bo v soboto, vabijo iz pekarne v dolini.",
]


@pytest.mark.parametrize("name", ["besedilo", "piskotki"])
def test_an_article_about_cakes_is_no_dialog(name: str) -> None:
    html = f"<h1>Sladka dolina</h1><div class='{name} novica'>{p(CAKES)}</div>"
    assert body(html, "Sladka dolina") == CAKES


def test_share_buttons_below_a_short_article_that_speaks_of_cookies_are_no_dialog() -> None:
    line = "The baker of the valley sells cookies again, and the first hundred were gone before noon."
    html = f"<div><div>{p([line])}<button>Facebook</button><button>Print</button></div></div>"
    assert body(html, "The baker is back") == [line]


def test_a_name_that_only_files_an_article_is_no_dialog() -> None:
    html = f"<div class='post tag-kakor category-piskotki'>{p(ARTICLE)}</div>"
    assert body(html) == ARTICLE
