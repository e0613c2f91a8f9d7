"""Phrases that sites of any make print in the same places, in the languages of the European Union and its neighbours.

Compare with ``plain(text) in PHRASES``: case, accents and punctuation do not count.
"""

from extraction.wording import words


def plain(text: str) -> str:
    """Return ``text`` as its words: case-folded, without accents, with single spaces."""
    return " ".join(words(text))


def split(table: str) -> list[str]:
    """Return the entries of a table of phrases: lines of text with bars between them."""
    return [phrase.strip() for line in table.strip().splitlines() for phrase in line.split("|")]


def phrases(table: str) -> frozenset[str]:
    """Return the entries of a table of phrases in ``plain`` form."""
    return frozenset(map(plain, split(table)))


# Headings of blocks that hold other articles.
RELATED = phrases(
    """
    related | related news | related articles | related posts | related content | related items | related events
    similar articles | more news | more articles | more stories | other news | other articles | latest news
    latest articles | recent news | news and events | recent posts | recent articles | what's new | see also
    read also | read next | up next | you may also like | you might also like | you may also be interested in
    more from this author | more on this topic | all articles | all news | recommended | weitere Meldungen
    weitere News | weitere Artikel | weitere Beiträge | weitere Nachrichten | ähnliche Artikel | mehr zum Thema
    ähnliche Beiträge | verwandte Artikel | aktuelle Meldungen | das könnte Sie auch interessieren
    neueste Beiträge | à lire aussi | lire aussi | articles similaires | articles liés | autres actualités
    sur le même sujet | dernières actualités | noticias relacionadas | artículos relacionados | otras noticias
    últimas noticias | también te puede interesar | notizie correlate | articoli correlati | altre notizie
    leggi anche | ultime notizie | potrebbe interessarti | notícias relacionadas | artigos relacionados
    outras notícias | notícies relacionades | altres notícies | gerelateerd nieuws | gerelateerde artikelen
    meer nieuws | ander nieuws | lees ook | relaterede nyheder | andre nyheder | flere nyheder | læs også
    relaterade nyheter | fler nyheter | läs också | läs även | relaterte artikler | les også | lue myös
    powiązane artykuły | inne aktualności | zobacz także | czytaj także | související články | další aktuality
    súvisiace články | ďalšie novinky | sorodne novice | povezane novice | povezane vijesti | kapcsolódó hírek
    vezi și | sorodni članki | sorodne vsebine | preberite tudi | slične vijesti | povezani članci | pročitajte i
    súvisiace správy | mohlo by vás zaujímať | související zprávy | mohlo by vás zajímat | čtěte také | čítajte aj
    przeczytaj także | podobne artykuły | kapcsolódó cikkek | további hírek | articole similare | știri similare
    citește și | alte știri | свързани новини | още новини | подобни статии | вижте също | σχετικά άρθρα | σχετικά νέα
    διαβάστε επίσης | δείτε επίσης | περισσότερα νέα | susijusios naujienos | susiję straipsniai | taip pat skaitykite
    kitos naujienos | saistītās ziņas | saistītie raksti | lasi arī | citas ziņas | seotud uudised | loe ka
    veel uudiseid | aiheeseen liittyvää | lisää uutisia | aħbarijiet relatati | aqra wkoll | nuacht ghaolmhar
    léigh freisin | potrebbe interessarti anche | ti potrebbe interessare | també et pot interessar
    articles relacionats | relaterte nyheter | flere nyheter | andra nyheter
    """
)

# Titles that name a place on a site, or nothing at all: no article is called so.
NO_TITLE = phrases(
    """
    home | homepage | home page | start | startpage | welcome | index | untitled | untitled document | no title
    page | pages | details | detail | news | news news | the news | all news | our news | latest news
    community news | cluster news | news and events | news & events | news detail | news details | news article
    news item | newsroom | news room | news archive | article | articles | node | nodes | content | blog | blog post
    post | posts | press | press release | press releases | press room | media | events | event | event calendar
    calendar | open call | open calls | call | calls | newsletter | newsletters | publications | documents | search
    menu | main menu | navigation | main navigation | share | share this article | share this page | related news
    what's new | you are here | breadcrumb | we use cookies | cookies | cookie settings
    customize consent preferences | we value your privacy | your privacy | privacy | Aktuelles | Nachrichten
    Neuigkeiten | Presse | Pressemitteilung | Pressemitteilungen | Meldung | Meldungen | Veranstaltungen
    Startseite | Willkommen | Detailseite | Newsdetail | accueil | actualité | actualités | toutes les actualités
    événements | presse | inicio | actualidad | noticia | noticias | notizia | notizie | novità | inizio | início
    notícia | notícias | inici | notícies | actualitat | nieuws | nieuwsbericht | nyhed | nyheder | nyhet | nyheter
    aktuelt | uutiset | ajankohtaista | aktualności | aktuality | novinky | novice | novosti | vijesti | hírek | hír
    știri | noutăți | naujienos | jaunumi | ziņas | uudised | новини | νέα | nuacht | aħbarijiet
    """
)

# What a page says in place of the one asked for; the words of ERROR_WORDS may stand around it.
NOT_FOUND = phrases(
    """
    page not found | not found | file not found | content not found | document not found | article not found
    nothing found | the page cannot be found | the page could not be found | page cannot be found
    this page could not be found | the page you requested was not found | the requested page could not be found
    the page you are looking for | the requested URL was not found on this server | requested page not found
    sorry page not found | page does not exist | this page does not exist | this page doesn't exist
    page unavailable | page not available | page no longer available | gone | page gone | this page isn't available
    that page can't be found | we can't find that page | the resource cannot be found | nothing was found
    we couldn't find that page | sorry this page could not be found | page missing | Seite nicht gefunden
    Die Seite wurde nicht gefunden | Die angeforderte Seite wurde nicht gefunden | nicht gefunden
    Diese Seite wurde nicht gefunden | Seite existiert nicht | Diese Seite existiert nicht
    Seite konnte nicht gefunden werden | Die Seite konnte nicht gefunden werden
    Die angeforderte Seite konnte nicht gefunden werden | Seite nicht verfügbar | page introuvable
    page non trouvée | cette page est introuvable | la page est introuvable | page inexistante
    la page demandée n'existe pas | cette page n'existe pas | la page demandée est introuvable
    la page n'a pas été trouvée | página no encontrada | no encontrado | página no disponible | la página no existe
    página non atopada | orria ez da aurkitu | pagina non trovata | pagina inesistente | la pagina non esiste
    pagina non disponibile | impossibile trovare la pagina | página não encontrada | página inexistente
    a página não existe | a página não foi encontrada | pàgina no trobada | no s'ha trobat la pàgina
    pagina niet gevonden | deze pagina bestaat niet | pagina bestaat niet | niet gevonden | siden blev ikke fundet
    siden findes ikke | siden ikke fundet | siden ble ikke funnet | fant ikke siden | ikke fundet
    sidan kunde inte hittas | sidan hittades inte | sidan finns inte | sivua ei löydy | sivua ei löytynyt
    síða fannst ekki | lehte ei leitud | lehekülge ei leitud | lapa nav atrasta | puslapis nerastas
    nie znaleziono strony | nie znaleziono | strona nie istnieje | strona nie została znaleziona
    stránka nenalezena | stránka nebyla nalezena | stránka neexistuje | stránka nenájdená | stránka sa nenašla
    stránka nebola nájdená | strani ni mogoče najti | stran ni bila najdena | stran ne obstaja
    stranica nije pronađena | stranica ne postoji | az oldal nem található | a keresett oldal nem található
    pagina nu a fost găsită | pagina nu există | pagină negăsită | страницата не е намерена
    страницата не съществува | η σελίδα δεν βρέθηκε | η σελίδα δεν υπάρχει | il-paġna ma nstabitx
    níor aimsíodh an leathanach | sayfa bulunamadı | сторінку не знайдено
    """
)
ERROR_WORDS = phrases(
    """
    400 | 401 | 403 | 404 | 410 | 500 | 502 | 503 | 504 | error | http | oops | sorry
    fehler | erreur | errore | erro | fejl | fel | virhe | chyba
    """
)

# Pages that a visitor without an account gets.
LOGIN = phrases(
    """
    log in | login | log on | sign in | signin | user login | user account | member login | members login
    please log in | account login | log in or register | login required | you must be logged in | you need to log in
    create new account | reset your password | Anmelden | Anmeldung | Einloggen | Benutzeranmeldung
    Login Mitglieder | connexion | se connecter | identification | s'identifier | iniciar sesión | acceder
    identificarse | inicio de sesión | accedi | accesso | accesso utente | iniciar sessão | entrar | inicia sessió
    inloggen | aanmelden | log ind | logga in | logg inn | kirjaudu | kirjaudu sisään | innskráning | zaloguj się
    logowanie | přihlášení | přihlásit se | prihlásenie | prihlásiť sa | prijava | bejelentkezés | autentificare
    conectare | вход | σύνδεση | είσοδος | logi sisse | sisselogimine | pieslēgties | prisijungti | prisijungimas
    logáil isteach
    """
)
DENIED = phrases(
    """
    access denied | 403 | forbidden | access forbidden | not authorized | not authorised | unauthorized
    permission denied | you are not authorized to access this page | you are not authorised to access this page
    restricted access | Zugriff verweigert | Zugang verweigert | kein Zugriff | accès refusé | accès interdit
    acceso denegado | accesso negato | acesso negado | accés denegat | toegang geweigerd | adgang nægtet
    åtkomst nekad | pääsy evätty | pääsy kielletty | odmowa dostępu | brak dostępu | přístup odepřen
    přístup zamítnut | prístup zamietnutý | dostop zavrnjen | pristup odbijen | hozzáférés megtagadva
    acces refuzat | acces interzis | достъпът отказан | достъпът е отказан | δεν επιτρέπεται η πρόσβαση
    """
)
BROKEN = phrases(
    """
    internal server error | server error | 500 | 502 | 503 | 504 | bad gateway | service unavailable
    gateway timeout | bad request | service temporarily unavailable | site under maintenance | under maintenance
    down for maintenance | maintenance mode | site off line | the website encountered an unexpected error
    application error | runtime error | website is offline | just a moment | attention required
    checking your browser | checking your browser before accessing | are you a robot | verify you are human
    security check | one moment please | ddos protection | Wartungsarbeiten | Wartungsmodus | site en maintenance
    en maintenance | sitio en mantenimiento | sito in manutenzione | em manutenção | in onderhoud
    """
)
