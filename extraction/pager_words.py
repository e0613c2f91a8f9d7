"""Words, signs and parameters by which pagers are known, in the languages of the European Union and a few more.

They only help where the structure leaves a choice: no rule needs a page to be in one of these languages.
"""

import re

from extraction.listing_words import phrases, plain, words_inside

# Words of the link to the next page or to older items; of links to a page before or to either end; to newer items.
NEXT = phrases("""
    next|next page|older|older posts|older entries|older articles|older news|older stories|more news|more posts
    load more|show more|previous posts|previous articles|previous entries
    nächste|nächste seite|nächster|weiter|vorwärts|ältere|ältere beiträge|ältere artikel|frühere beiträge
    suivant|suivante|suivants|page suivante|plus ancien|plus anciens|articles précédents
    siguiente|siguientes|próximo|próxima|página siguiente|más antiguos|más antiguas|entradas antiguas
    entradas anteriores|artículos anteriores|següent|més antics|entrades anteriors|hurrengoa|seguinte|próxima página
    mais antigos|mais antigas|posts anteriores|artigos anteriores|avanti|successivo|successiva|successivi|prossimo
    prossima|pagina successiva|più vecchi|articoli precedenti|volgende|volgende pagina|oudere|oudere berichten
    nästa|nästa sida|äldre|äldre inlägg|næste|næste side|ældre|neste|neste side|eldre|seuraava|seuraava sivu|vanhemmat
    następna|następny|następne|dalej|starsze|další|následující|starší|ďalšia|ďalší|ďalšie|nasledujúca|staršie
    következő|régebbi|tovább|următoarea|următorul|înainte|mai vechi|следваща|следващ|напред|по-стари|следующая
    следующий|след|вперед|вперёд|далее|старые|наступна|далі|επόμενη|επόμενο|παλαιότερα|sljedeća|sljedeće|sljedeći
    sledeća|iduća|starije|naslednja|naprej|starejše|järgmine|edasi|vanemad|nākamā|nākamais|tālāk|vecāki|kitas|kita
    toliau|senesni|sonraki|ileri|an chéad leathanach eile|ar aghaidh|li jmiss|paġna li jmiss
    次|次へ|次のページ|次の記事|過去の記事|下一页|下一頁|下页|后一页|다음|التالي|הבא
""")
BACK = phrases("""
    previous|prev|back|first|last|zurück|vorherige|vorherige seite|vorige|erste|letzte|précédent|précédente|premier
    première|dernier|dernière|anterior|anteriores|primera|última|último|primeira|precedente|precedenti|indietro|prima
    ultima|eerste|laatste|föregående|första|sista|forrige|første|sidste|siste|edellinen|ensimmäinen|viimeinen
    poprzednia|poprzedni|ostatnia|předchozí|první|poslední|predchádzajúca|prvá|posledná|előző|első|utolsó|anterioare
    anterioară|предишна|предишен|последна|предыдущая|предыдущий|пред|назад|последняя|попередня|προηγούμενη|τελευταία
    prethodna|zadnja|prejšnja|eelmine|iepriekšējā|ankstesnis|önceki|前|前へ|前のページ|上一页|上一頁|末页|尾页|首页|最後|最初|이전
""")
NEWER = phrases("""
    newer|newest|neuere|plus récent|plus récents|más recientes|recientes|més recents|mais recentes|più recenti
    nieuwere|nyare|nyere|uudemmat|nowsze|novější|novšie|újabb|mai noi|по-нови|новые|новіші|νεότερα|novije|novejše
    uuemad|jaunāki|naujesni
""")
# Class words of that link; in WordPress `nav-previous` holds the older posts.
NEXT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:next|nextpostslink|nav-previous|older)(?:$|[\s_-])|pager-older|next[_-]?(?:page|post)",
    re.IGNORECASE,
)
NEXT_ARROWS = ("›", ">", "→", "⟩", "❯", "▶", "►", "»", ">>")
# Query parameters that choose among the items or show them another way, and so never lead on.
FILTER = re.compile(r"^(?:f\[|facet|filter|sort|order|print|lang|view$|display$)", re.IGNORECASE)
# Query parameters that count pages, or items.
PAGE_PARAMETER = re.compile(
    r"^(?:page|paged|pg|p|pn|page_?(?:no|num|number|index)|current_?page|pagina|seite|side|sida|cur|pagen_\d+"
    r"|.*\[(?:page|currentpage)\]|.*[_.:-](?:cur|page(?:no)?))$",
    re.IGNORECASE,
)
ITEM_PARAMETER = re.compile(r"^(?:start|offset|from|skip|first|limitstart|b_start(?::int)?)$", re.IGNORECASE)
PAGE_IN_PATH = re.compile(
    r"/(?:page|pagina|página|seite|strona|strana|stranica|side|sida|p)[/_-]?(\d+)(?=[/.]|$)", re.IGNORECASE
)

_NEXT_INSIDE, _BACK_INSIDE, _NEWER_INSIDE = words_inside(NEXT), words_inside(BACK), words_inside(NEWER)
_FEW_WORDS = 5


def leads_on(text: str) -> bool:
    """Return whether ``text`` is that of a link to the next page or to older items: "Next page", "Older posts"."""
    words = plain(text)
    if words in NEXT:
        return True
    return not leads_back(words) and len(words.split()) <= _FEW_WORDS and bool(_NEXT_INSIDE.search(words))


def leads_back(text: str) -> bool:
    """Return whether ``text`` is that of a link to the previous, the first or the last page, or to newer items."""
    words = plain(text)
    return words not in NEXT and (bool(_BACK_INSIDE.search(words)) or leads_to_newer(words))


def leads_to_newer(text: str) -> bool:
    """Return whether ``text`` is that of a link to newer items: "Newer posts"."""
    return bool(_NEWER_INSIDE.search(plain(text)))
