"""Takes off what sites print around an article inside its own container: title, byline, sharing, related lists."""

import re
from collections.abc import Sequence

from extraction.labels import AUTHOR_LABEL
from extraction.paragraphs import LONG, Paragraph, key
from extraction.phrases import RELATED, phrases, plain

# Buttons and captions, each a line of its own, anywhere in the text.
LABELS = phrases(
    """
    share | share on | share this | share this post | share this page | share this article | share article | print
    print page | listen | listen to this article | save | back | advertisement | advertising | read more | learn more
    continue reading | no comments | Teilen | Artikel teilen | Seite teilen | Drucken | Anzeige | zurück | weiterlesen
    partager | partager cet article | imprimer | publicité | lire la suite | compartir | compartir esta noticia
    publicidad | leer más | condividi | condividi su | stampa | leggi di più | partilhar | comparteix | delen
    deel dit artikel | lees meer | del | del artiklen | læs mere | dela | läs mer | jaa | udostępnij | sdílet | zdieľaj
    megosztás
    """
)
# Lines at which an article is over, whatever else stands in its container.
ENDS = RELATED | phrases(
    """
    share this article | share this page | share this post | cluster organisation | cluster organization | tags
    comments | leave a comment | leave a reply | post navigation | about the author | all articles all news
    Artikel teilen | Kommentare | partager cet article | commentaires | compartir esta noticia | comentarios
    deel dit artikel
    """
)
# After these a name may stand on the same line: ``Cluster organisation: Fjord Timber``.
OPENERS = ("cluster organisation ", "cluster organization ", "tags ")

BYLINE = re.compile(
    r"^\W*(?:submitted|posted|published|written|(?:last )?updated|veröffentlicht|eingestellt|verfasst|publié"
    r"|mis en ligne|publicado|pubblicato|publicat|gepubliceerd|geplaatst|udgivet|publicerad|publisert|opublikowano"
    r"|publikováno)"
    r"(?:\W*$|\s*:|\s+(?:by|on|at|von|am|par|le|por|el|em|da|il|per|door|op|af|av|przez)\b|\D{0,20}\d)",
    re.IGNORECASE,
)
NAMED = re.compile(
    rf"^\W*(?:(?:By|BY|Von|Par|Por|Di|Door|Af|Av|Text|Autor|Author)[\s:]+|(?i:{AUTHOR_LABEL})\s*)"
    r"[^\W\d_]\S*(?:\s[^\W\d_]\S*){0,5}$"
)
DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d\d\b")
# ``Date: 4 May 2024`` tells when an event is; ``4 May 2024, 10:30`` when the article was written.
NAMES_DATE = re.compile(r"[^\W\d]\s*:")
SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")

# Below an article: the house speaking for itself.
FAREWELL = re.compile(
    r"\bfollow (?:us|him|her|them|me)\b|\bfollow [\w@ ]{1,40} on (?:twitter|facebook|linkedin|instagram|x)\b"
    r"|\b(?:sign up|subscribe)\b.{0,60}\b(?:newsletters?|updates|free|here|inbox|to our|now)\b"
    r"|\b(?:have|got) a (?:news )?tip\b|\blet us know at\b|\ball rights reserved\b|^\W*(?:copyright|©)|^\W*\(c\) "
    r"|\bfolgen sie uns\b|\bnewsletter (?:abonnieren|bestellen)\b|\balle rechte vorbehalten\b"
    r"|\bsuivez[- ]nous\b|\babonnez[- ]vous\b|\btous droits réservés\b"
    r"|\bsíguenos\b|\bsuscr[ií]bete\b|\btodos los derechos reservados\b"
    r"|\bseguici su\b|\biscriviti alla newsletter\b|\btutti i diritti riservati\b"
    r"|\bvolg ons\b|\bfølg os\b|\bfölj oss\b",
    re.IGNORECASE,
)
TEASER = re.compile(
    r"^\W*(?:read (?:more|also|next)|see (?:also|more)|also read|more on|related|don't miss|watch|click here|learn more"
    r"|lesen sie (?:auch|mehr)|mehr dazu|siehe auch|lire (?:aussi|la suite)|à lire|voir aussi|leer (?:también|más)"
    r"|leggi (?:anche|di più)|lees (?:ook|meer)|læs (?:også|mere)|läs (?:också|mer)|czytaj (?:także|więcej)"
    r"|leia (?:também|mais))\b",
    re.IGNORECASE,
)

HEAD_LINES = 8
# The names of categories in a row, and how many words one has at most.
SEPARATOR = re.compile(r"\s*[,;|/·•]\s*")
NAME_WORDS = 4
# Lengths in characters: of a label, of anything that is no running text, of a sentence that surely is, of any sentence.
LABEL, LINE, PROSE, SENTENCE = 40, 100, 60, 25


def trim(
    found: Sequence[Paragraph], titles: Sequence[str], head: Sequence[str], tail: Sequence[str]
) -> list[Paragraph]:
    """The paragraphs of an article without the lines that a site prints before, between and after them.

    ``titles`` are the names of the page, ``head`` and ``tail`` the source's own lines. Never cuts all there is.
    """
    body = found[: _end(found, [plain(line) for line in tail])]
    following = [*body[1:], None]
    body = [one for one, after in zip(body, following, strict=False) if one.introduces(after) or not _is_link_line(one)]
    body = body[_start(body, {key(title) for title in titles}, {key(line) for line in head}) :]
    while len(body) > 1 and _is_farewell(body[-1]):
        body.pop()
    return [one for one in body if not _is_label(one)] or body or list(found)


def _is_label(one: Paragraph) -> bool:
    return len(one.text) <= LABEL and plain(one.text) in LABELS


def _is_link_line(one: Paragraph) -> bool:
    """True for a paragraph that is nothing but a link, or a link behind words like ``Read more``.

    List items, table rows and addresses are left alone: lists of links and addresses in print are content.
    """
    if one.element.tag in ("li", "tr") or len(one.text) > LONG or one.text.startswith(("http", "www.")):
        return False
    return one.linked > 0.8 or (one.linked > 0.4 and bool(TEASER.match(one.text)))


def _start(body: Sequence[Paragraph], titles: set[str], head: set[str]) -> int:
    """Where the text begins: after title, declared line, byline or date, when only labels stand before that."""
    start = 0
    for number, one in enumerate(body[:HEAD_LINES]):
        line = key(one.text)
        if line in titles or line in head:
            start = number + 1
        elif _is_prose(one.text):
            break
        elif is_byline(one.text) and number - start <= 1:
            start = number + 1
    while start + 1 < len(body) and _is_filed(body[start], body[start + 1]):
        start += 1
    return start if start < len(body) else 0


def _is_filed(one: Paragraph, following: Paragraph) -> bool:
    """True for the names of categories above a text: a short line, no sentence, in a box of its own."""
    return (
        one.home is not following.home
        and one.element.tag not in ("p", "blockquote", "tr")
        and not one.is_heading
        and len(one.text) <= PROSE
        and not SENTENCE_END.search(one.text)
        and all(len(name.split()) <= NAME_WORDS for name in SEPARATOR.split(one.text))
    )


def is_byline(text: str) -> bool:
    """True for a line that names the writer or the day."""
    if len(text) > LINE or SENTENCE_END.search(text):
        return False
    if BYLINE.match(text) or NAMED.match(text):
        return True
    return len(text) <= LABEL and bool(DATE.search(text)) and not NAMES_DATE.search(text)


def _is_prose(text: str) -> bool:
    return len(text) >= LINE or (len(text) >= PROSE and bool(SENTENCE_END.search(text)))


def _end(body: Sequence[Paragraph], tail: Sequence[str]) -> int:
    """Where the text ends: before the first line that is declared to be its end, or that ends articles everywhere.

    A general line only counts if less running text follows than precedes it, and links are among what follows; else
    it is a heading of the article.
    """
    size = [len(one.text) if _is_prose(one.text) else 0 for one in body]
    for number, one in enumerate(body):
        if number == 0 or one.element.tag == "dd":  # a value, whatever it says
            continue
        line = plain(one.text) if tail or len(one.text) <= LINE else ""
        if line and line in tail:  # however long: a person has named it
            return number
        if len(one.text) > LINE:
            continue
        named = not SENTENCE_END.search(one.text)
        if named and line.startswith(tuple(f"{end} " for end in tail)):
            return number
        ends = line in ENDS or (named and line.startswith(OPENERS))
        if ends and sum(size[number:]) <= sum(size[:number]) and not _goes_on(body[number + 1 :]):
            return number
    return len(body)


def _goes_on(rest: Sequence[Paragraph]) -> bool:
    """True if the text after a line like ``What's new`` is sentences without links: the line was a heading."""
    sentences = any(len(one.text) >= SENTENCE and SENTENCE_END.search(one.text) for one in rest)
    return sentences and sum(one.linked * len(one.text) for one in rest) < 0.2 * sum(len(one.text) for one in rest)


def _is_farewell(one: Paragraph) -> bool:
    if one.linked > 0.7 or one.is_heading or _is_label(one):
        return True
    if len(one.text) >= LONG:
        return False
    return bool(FAREWELL.search(one.text)) or (one.linked > 0.3 and bool(TEASER.match(one.text)))
