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
# Words of the button, or the link, that brings more items below those that are shown.
MORE = phrases("""
    more|load more|show more|view more|see more|more items|more news|more articles|more posts|more stories|older news
    load more news|load more posts|load more articles|show more news|show more articles
    mehr|mehr laden|weitere|weitere laden|mehr anzeigen|weitere anzeigen|mehr meldungen|weitere meldungen|mehr news
    weitere news|weitere beiträge|mehr beiträge|weitere artikel|weitere nachrichten|ältere meldungen|ältere nachrichten
    plus|charger plus|afficher plus|voir plus|plus d'actualités|plus d'articles|actualités précédentes
    cargar más|ver más|mostrar más|más|más noticias|noticias anteriores|carregar més|mostra'n més|veure'n més|més
    més notícies|altri|altro|carica altri|mostra altri|carica altro|mostra altro|vedi altri|vedi altro|carica di più
    mostra di più|altre notizie|notizie precedenti|mais|carregar mais|mostrar mais|ver mais|mais notícias
    meer|meer laden|toon meer|laad meer|meer tonen|meer nieuws|ouder nieuws|mere|flere|vis mere|vis flere|indlæs flere
    hent flere|se flere|flere nyheder|ældre nyheder|fler|visa fler|visa mer|ladda fler|ladda mer|fler nyheter
    äldre nyheter|mer|vis mer|last inn flere|last mer|se mer|flere nyheter|eldre nyheter
    lisää|näytä lisää|lataa lisää|katso lisää|lisää uutisia|näytä lisää uutisia|vanhemmat uutiset
    więcej|załaduj więcej|pokaż więcej|zobacz więcej|wczytaj więcej|więcej aktualności|więcej wiadomości
    starsze aktualności|starsze wiadomości|více|načíst další|zobrazit další|načíst více|zobrazit více|další zprávy
    další aktuality|další novinky|starší zprávy|viac|načítať ďalšie|zobraziť ďalšie|načítať viac|zobraziť viac
    ďalšie správy|ďalšie novinky|staršie správy|több|továbbiak|több betöltése|továbbiak betöltése|több megjelenítése
    továbbiak megjelenítése|további hírek|még több|korábbi hírek|mai mult|mai multe|încarcă mai mult
    încarcă mai multe|arată mai mult|arată mai multe|afișează mai multe|vezi mai multe|mai multe știri|știri mai vechi
    още|зареди още|покажи още|виж още|още новини|по-стари новини|περισσότερα|φόρτωση περισσότερων
    εμφάνιση περισσότερων|δείτε περισσότερα|περισσότερα νέα|παλαιότερα νέα|više|još|učitaj više|prikaži više
    učitaj još|prikaži još|pogledaj više|više vijesti|starije vijesti|več|naloži več|prikaži več|pokaži več|poglej več
    več novic|starejše novice|rohkem|veel|lae rohkem|laadi rohkem|näita rohkem|lae veel|näita veel|rohkem uudiseid
    vanemad uudised|vairāk|vēl|ielādēt vairāk|rādīt vairāk|ielādēt vēl|rādīt vēl|vairāk ziņu|vecākas ziņas
    daugiau|įkelti daugiau|rodyti daugiau|daugiau naujienų|senesnės naujienos|tuilleadh|níos mó|lódáil tuilleadh
    taispeáin tuilleadh|tuilleadh nuachta|aktar|tella' aktar|uri aktar|ara aktar|aktar aħbarijiet
    більше|показати більше|завантажити більше|показати ще|завантажити ще|більше новин|ещё|показать ещё|больше новостей
    もっと見る|さらに表示|更多|加载更多|더 보기
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
    r"^(?:page|paged|pg|p|pn|page_?(?:no|num|number|index)|current_?page|pagina|página|pagină|seite|side|sida|sivu"
    r"|strona|strana|stranka|stránka|stran|stranica|oldal|lehekülg|leht|lapa|puslapis|cur|pagen_\d+"
    r"|.*\[(?:page|currentpage)\]|.*[_.:-](?:cur|page(?:no)?))$",
    re.IGNORECASE,
)
ITEM_PARAMETER = re.compile(r"^(?:start|offset|from|skip|first|limitstart|b_start(?::int)?)$", re.IGNORECASE)
# Query parameters that name a part of the site by a number.
PART = re.compile(
    r"^(?:c?id$|uid$|cat|kat|topic|tag|type|typ$|tema|theme|thema|rubri|year|month|jahr|année|rok)", re.IGNORECASE
)
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


def shows_more(text: str) -> bool:
    """Return whether ``text`` is all that a link to more of the same list says: "Show more"."""
    return plain(text) in MORE


def leads_back(text: str) -> bool:
    """Return whether ``text`` is that of a link to the previous, the first or the last page, or to newer items."""
    words = plain(text)
    return words not in NEXT and (bool(_BACK_INSIDE.search(words)) or leads_to_newer(words))


def leads_to_newer(text: str) -> bool:
    """Return whether ``text`` is that of a link to newer items: "Newer posts"."""
    return bool(_NEWER_INSIDE.search(plain(text)))
