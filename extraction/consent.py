"""Cuts cookie and consent dialogs out of a page, marked (by the names of the known tools) and unmarked (by wording).

Extractors keep such text wherever the article is short or stands in plain divs: it is prose, in paragraphs, and
there is often more of it than of the article.
"""

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from extraction.paragraphs import Paragraph, paragraphs

# Beginnings of class and id names that only consent tools use.
TOOLS = (
    "cky-|cookieyes|onetrust|ot-sdk-|optanon|cybot|cookiebot|cmplz|complianz|klaro|didomi|iubenda|borlabs|usercentrics"
    "|eu-cookie|sliding-popup|cc-window|cc-banner|cookie-?consent|cookie-?law|cli-modal|wt-cli-|cookie-?notice"
    "|moove.gdpr|tarteaucitron|axeptio|qc-cmp|truste|trustarc|osano|termly|pea_cook|rcb-|fc-consent|sp_message|evidon"
    "|cookiefirst|cookiehub|cookie-?script|cookieman|hs-eu-cookie|wpgdprc|catapult-cookie|ccm-(?:modal|root|widget)"
)
# Names that sites make up themselves: a bare word, or the word with the sort of box it is.
WORDS = (
    "(?:(?:js|c|m|o|b|l|site|page|block|global|ecl|wp|eu|the)[-_])*(?:cookies?|consent|gdpr|dsgvo|rgpd)"
    "(?:[-_]?(?:banner|notice|notification|bar|consent|law|pop-?up|modal|message|msg|info|disclaimer|overlay|wall|dialog"
    "|settings|preferences?|manager|management|container|wrapper|box|panel|layer|hint|hinweis|alert|agree|agreement"
    "|accept|warning)(?=$|\\s|[-_])|(?=$|\\s))"
)
NAMED = re.compile(rf"(?:^|\s)(?:{TOOLS}|{WORDS})", re.IGNORECASE)
# One of these is in every name above: a search for them is all that most pages cost.
SUSPECT = (
    "cook cky- consent gdpr dsgvo rgpd onetrust ot-sdk optanon cybot cmplz complianz klaro didomi iubenda borlabs "
    "usercentrics sliding-popup cc- cli-modal tarteaucitron axeptio qc-cmp trust osano termly rcb- sp_message evidon "
    "ccm-"
).split()
CONTAINERS = ("div", "section", "aside", "dialog", "form")
# No dialog is as long as this; what is holds the page.
LONGEST = 20_000

# The word for cookies in the languages that have one of their own.
COOKIES = ("cookie", "galetes", "kakor", "ciasteczk", "eväste", "piškot", "slapuk", "sīkdat", "küpsis", "sütik")
# Someone speaks to the visitor about this site. An article about cookies speaks of others.
ADDRESSED = re.compile(
    r"\b(?:we|our|us|you|yours?|this (?:(?:web ?)?site|page)|wir|uns|unsere[rn]?|sie|ihr[en]?[rn]?|diese (?:web)?seite"
    r"|nous|notre|nos|vous|votre|vos|ce site|nosotros|nuestr[oa]s?|usted|tus?|este sitio|utilizamos|usamos"
    r"|noi|nostr[oi]|questo sito|utilizziamo|usiamo|este site|nossos?|vostre|aquest (?:lloc|web)"
    r"|wij|onze|uw|deze (?:web)?site|vi|vår|våra|din|dina|dine|ditt|denna|dette|vores"
    r"|nasz[ae]|twoj\w*|używamy|naše|vaše)\b",
    re.IGNORECASE,
)
# The one sentence that every dialog has in some form.
NOTICE = re.compile(
    r"\b(?:we|(?:this|our|the) (?:web ?)?(?:site|page|portal)s?|wir|(?:diese|unsere) (?:web)?(?:site|seiten?)|nous"
    r"|(?:ce|notre) site(?: web)?|(?:este|nuestro|nosso) (?:sitio|site|portal)(?: web)?|(?:aquest|el nostre) lloc web"
    r"|(?:questo|il nostro) sito(?: web)?|wij|(?:deze|onze) (?:web)?site|vi|denne (?:hjemme|web)side|denna webbplats"
    r"|ta strona|nasza strona)\b.{0,40}?\b(?:use|uses|using|sets?|stores?|verwende[nt]|nutz(?:en|t)|setz(?:en|t)"
    r"|utilis\w+|utiliz\w+|usa\w*|gebruik\w*|bruger|använder|używa\w*)\b.{0,60}?cookie"
    r"|\b(?:utilizamos|usamos|utilizziamo|usiamo|używamy)\b.{0,40}?cookie"
    r"|cookie.{0,160}\bby (?:continuing|using|browsing|clicking|staying)\b.{0,120}?\b(?:agree|accept|consent)"
    r"|\bby (?:continuing|using|browsing|clicking|staying)\b.{0,120}?\b(?:agree|accept|consent).{0,80}?cookie",
    re.IGNORECASE,
)
# What the buttons and the lists of a dialog say.
CONTROLS = re.compile(
    r"^\W*(?:always active|immer aktiv|toujours actifs?|siempre activas?|sempre attiv[oi]|altijd actief"
    r"|no cookies to display|(?:accept|reject|allow|decline|deny)(?: all| selected| cookies?)*"
    r"|(?:alle )?(?:akzeptieren|ablehnen)|tout (?:accepter|refuser)|(?:aceptar|rechazar) tod[oa]s?|accetta tutti?"
    r"|(?:save|manage|customi[sz]e|show|change|review)(?: my| your)?(?: privacy| consent| cookies?)*"
    r" (?:preferences|settings|choices|details)|show (?:more|less|details)"
    r"|(?:cookie|privacy|consent)s? (?:policy|settings|preferences|notice|declaration|details))\W*$",
    re.IGNORECASE,
)
TOPIC = re.compile(
    r"cookie|consent|privacy|gdpr|dsgvo|rgpd|tracking|data protection|datenschutz|einwilligung|protection des données"
    r"|protección de datos|protezione dei dati",
    re.IGNORECASE,
)
# Two sentences about cookies may be anything, if neither is a notice.
LEAST = 3
# A line shorter than this is no running text.
SHORT = 90
# How far before and after the word a notice may begin and end.
REACH = 200
# What must be left of a page, in characters.
REST = 100


def cut_consent(tree: HtmlElement, titles: Iterable[str]) -> None:
    """Remove consent dialogs from ``tree``, in place; ``titles`` (of the page) tell an article about cookies from them.

    Never removes an element that holds an article, main or h1, or over 20,000 characters of text.
    """
    about = _is_about_cookies(titles)
    _cut_named(tree, about=about)
    if _may_hold_dialog(tree.text_content()):
        found = paragraphs(tree)
        lines = consent_lines(found, about=about)
        kept = {one.element for number, one in enumerate(found) if number not in lines}
        for element in {found[number].element for number in lines} - kept:
            _drop(element)


def _cut_named(tree: HtmlElement, *, about: bool) -> None:
    named = [(f"{element.get('class', '')} {element.get('id', '')}", element) for element in tree.iter(*CONTAINERS)]
    names = " ".join(name for name, _ in named).lower()
    if not any(word in names for word in SUSPECT):
        return
    for name, element in named:
        if NAMED.search(name):
            _drop(element)
        elif about and TOPIC.search(name):
            # trafilatura would drop it for its name: ``post tag-cookies``.
            element.attrib.pop("class", None)
            element.attrib.pop("id", None)


def without_consent(found: Sequence[Paragraph], titles: Iterable[str]) -> list[Paragraph]:
    """The paragraphs that are no consent text, for dialogs that share an element with the article."""
    if not _may_hold_dialog("\n".join(one.text for one in found)):
        return list(found)
    lines = consent_lines(found, about=_is_about_cookies(titles))
    return [one for number, one in enumerate(found) if number not in lines]


def consent_lines(found: Sequence[Paragraph], *, about: bool = False) -> set[int]:
    """The numbers of the paragraphs that make up consent dialogs written without any mark.

    A dialog is a run of lines that speak of cookies: three or more, at least half of its lines in all, some of them to
    the visitor (most of them, when the page is ``about`` cookies); or any with a notice like ``We use cookies`` (not
    when the page is ``about`` cookies). Nothing is found when that would leave next to nothing of the page (when
    ``about`` cookies: less than it takes): that page is a cookie policy.
    """
    texts = [one.text for one in found]
    speaking = [_mentions(text) > 0 or (len(text) < SHORT and bool(CONTROLS.match(text))) for text in texts]
    lines: set[int] = set()
    for run in _runs(found, speaking):
        spoken = [texts[number] for number in run if speaking[number]]
        if _is_dialog(spoken, len(run), about=about):
            lines.update(run)
            heading = run.start - 1
            if heading >= 0 and len(texts[heading]) < SHORT and TOPIC.search(texts[heading]):
                lines.add(heading)
    cut = sum(len(texts[number]) for number in lines)
    rest = sum(map(len, texts)) - cut
    return lines if rest >= (cut if about else REST) else set()


def _is_dialog(spoken: Sequence[str], length: int, *, about: bool) -> bool:
    if not about and any(NOTICE.search(text) for text in spoken):
        return True
    direct = sum(1 for text in spoken if ADDRESSED.search(text) or CONTROLS.match(text))
    share = 0.6 if about else 0.2
    return len(spoken) >= LEAST and 2 * len(spoken) >= length and direct >= share * len(spoken)


def _runs(found: Sequence[Paragraph], speaking: Sequence[bool]) -> list[range]:
    """Stretches that start and end with a speaking line, with no more than two short lines between two such.

    The title of the page ends a stretch: below it stands the article.
    """
    runs: list[range] = []
    for number in (number for number, speaks in enumerate(speaking) if speaks and found[number].element.tag != "h1"):
        between = range(runs[-1].stop, number) if runs else range(0)
        joins = len(between) <= 2 and all(len(found[n].text) < SHORT and found[n].element.tag != "h1" for n in between)
        if runs and joins:
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))
    return runs


def _may_hold_dialog(text: str) -> bool:
    text = text.lower()
    places = [text.find(word) for word in COOKIES if word in text]
    if not places:
        return False
    around = text[max(0, min(places) - REACH) : max(map(text.rfind, COOKIES)) + REACH]
    return _mentions(text) >= LEAST or bool(NOTICE.search(around))


def _mentions(text: str) -> int:
    text = text.lower()
    return sum(text.count(word) for word in COOKIES)


def _is_about_cookies(titles: Iterable[str]) -> bool:
    return any(TOPIC.search(title) for title in titles)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is None or element.tag in ("html", "body", "main", "article", "h1"):
        return
    if next(element.iter("article", "main", "h1"), None) is None and len(element.text_content()) <= LONGEST:
        element.drop_tree()
