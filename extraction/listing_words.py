"""Words that list pages use, in the languages of the European Union and a few more.

They only help where the structure leaves a choice: no rule needs a page to be in one of these languages.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from extraction.labels import AUTHOR_LABEL

WIDE = "\u2e80"  # letters from here on are Chinese, Japanese or Korean


def phrases(text: str) -> frozenset[str]:
    """Return the phrases that ``text`` lists, parted by bars or line ends."""
    return frozenset(phrase.strip() for phrase in text.replace("\n", "|").split("|") if phrase.strip())


def any_of(phrases: Iterable[str]) -> str:
    """Return a regular expression for any of ``phrases``, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def words_inside(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a regular expression that finds any of ``phrases`` as whole words. Chinese and Japanese words have no
    space around them; those of one letter are part of too many others.
    """
    spaced = [phrase for phrase in phrases if phrase[0] < WIDE]
    others = [phrase for phrase in phrases if phrase[0] >= WIDE and len(phrase) > 1]
    return re.compile(rf"(?<!\w)(?:{any_of(spaced)})(?!\w)" + (f"|{any_of(others)}" if others else ""))


# Class and id words of furniture, whole words between hyphens, underscores and digits.
FURNITURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sidebar|side-bar|(?<!elementor-)widget|menu|megamenu|nav|navbar|navigation|footer|related|"
    r"popular|trending|breadcrumbs?|pager|pagination|share|sharing|social|tagcloud|cookies?|consent|toolbar|mostread|"
    r"most-read|commentlist|recentcomments|facets?|newsletter)(?:$|[\s_\d-])",
    re.IGNORECASE,
)

# Those of a column beside the list.
SIDE_CLASS = re.compile(r"(?:^|[\s_-])(?:sidebar|side-bar|aside|complementary|related)(?:$|[\s_\d-])", re.IGNORECASE)

# Headings above links that are not the list.
FURNITURE_HEADING = re.compile(
    r"^\W*(?:(?:archives?|categories|tags|popular|trending|share|kategorien|schlagwörter|catégories|categorías)\W*$|"
    r"(?:related|you (?:may|might) (?:also )?(?:like|be interested)|see also|read also|most (?:read|popular|viewed)|"
    r"popular (?:posts|news|articles)|recent (?:posts|comments)|follow us|share this|"
    r"das könnte sie|meistgelesen|verwandte|ähnliche|à lire aussi|sur le même sujet|articles liés|les plus lus|"
    r"relacionad|lo más leído|también te|te puede interesar|articoli correlati|i più letti|leggi anche|gerelateerd|"
    r"meest gelezen|relaterade|mest läst|relaterede|powiązane|najczęściej czytane|související|nejčtenější|mais lidas|"
    r"articole similare|свързани|похожие|читайте также|関連|相关))",
    re.IGNORECASE,
)

# Texts of the link from a card to its article that are not the article's title.
MORE = phrases("""
    more|read more|learn more|see more|view more|find out more|discover more|show more|read on|read now|read article
    read the article|read full article|read full story|full article|full story|full text|continue|continue reading
    keep reading|details|more details|view details|more info|more information|view|permalink|link|go to article
    weiterlesen|weiter lesen|weiter|mehr|mehr lesen|mehr erfahren|mehr dazu|mehr infos|zum artikel|artikel lesen|details
    lire la suite|lire plus|lire|lire l'article|en savoir plus|suite|plus d'infos|voir plus
    leer más|leer|seguir leyendo|sigue leyendo|continuar leyendo|más información|ver más|más|saber más
    llegir més|llegeix més|més informació|ler mais|leia mais|saiba mais|continuar a ler|mais
    leggi tutto|leggi di più|leggi|continua|continua a leggere|scopri di più|approfondisci|altro
    lees meer|lees verder|meer lezen|meer|meer info|läs mer|läs vidare|mer|les mer|læs mere|mere|lue lisää|lisää
    czytaj więcej|czytaj dalej|więcej|dowiedz się więcej|číst dále|číst více|více|celý článek|zobrazit článek
    čítať viac|čítať ďalej|viac|tovább|bővebben|részletek|citește mai mult|mai mult|detalii
    прочети още|виж повече|още|подробнее|читать далее|читать дальше|читать|далее|докладніше|детальніше|читати далі
    περισσότερα|διαβάστε περισσότερα|pročitaj više|opširnije|više|preberi več|preberite več|več|loe edasi|loe lähemalt
    lasīt vairāk|vairāk|skaityti daugiau|skaityti|daugiau|devamını oku|devamı|léigh tuilleadh|aqra aktar
    続きを読む|もっと見る|詳細|詳しくはこちら|記事を読む|阅读更多|阅读全文|查看详情|更多|더 보기|자세히 보기
""")
# What may follow such a text when it goes on with the title: "Read more about ...".
MORE_ABOUT = re.compile(
    rf"^(?:{any_of(MORE)})\s*(?:[:»›→>–—…]|\.\.\.|about\b|on\b|of\b|zu\b|über\b|sur\b|sobre\b|su\b|over\b|om\b|о\b)",
    re.IGNORECASE,
)

# Words beside a date that is not the one of publication.
AHEAD = re.compile(
    r"\b(?:deadline|closing|closes|until|expires?|updat|modified|event|frist|bewerbungsschluss|date limite|clôture|"
    r"plazo|fecha límite|prazo|scadenza|termin|termín|határidő|срок)",
    re.IGNORECASE,
)

# Labels of cards in which such a word is no more than the sort of news that a card is.
KINDS = phrases("""
    event|events|news & events|news and events|our events|past events|event news|event report|event reports|update
    updates|project update|project updates|policy update|policy updates|news update|news updates|termine
    evento|eventos|eventi|notizie ed eventi|news ed eventi|news e eventi|noticias y eventos|notícias e eventos
    eventos y noticias|esdeveniments|evenimente|eventy|events & termine|news & termine|nieuws en events|event-nachlese
""")

# What a line that names the writer begins with.
BYLINE = re.compile(
    rf"^\W*(?:(?:by|posted by|written by|submitted by|author|von|par|por|door|autor|автор)\b[\s:]|{AUTHOR_LABEL})",
    re.IGNORECASE,
)
# Class words of what is printed about a card that is neither label nor title.
ASIDE_CLASS = re.compile(r"author|byline|writer|comment|share|social|views?-count|reading|minutes", re.IGNORECASE)
# Drupal says of every field what type it is and whether it has a label of its own: that is no label of the card.
LABEL_CLASS = re.compile(
    r"^(?!field(?:--(?:type|label)-|__label))(?:.*[-_])?"
    r"(?:label|categor\w*|cats?|badge|kicker|eyebrow|topics?|rubri\w*|tags?|types?|kinds?)(?:$|[-_\d])",
    re.IGNORECASE,
)
TITLE_CLASS = re.compile(r"title|headline|heading|(?:^|[-_])hed(?:$|[-_])", re.IGNORECASE)


@lru_cache(10_000)
def is_generic(text: str) -> bool:
    """Return whether ``text`` is what a link to an article says instead of the article's title: "Read more"."""
    words = plain(text)
    return words in MORE or bool(MORE_ABOUT.match(words))


def plain(text: str) -> str:
    """Return ``text`` in lower case without the signs around it."""
    return text.casefold().strip(" \u00a0.…:»›>→⟩❯▶►«‹<←–—-+[]()|*/")
