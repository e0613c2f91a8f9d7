"""Words by which consent dialogs are known: their names in the markup, the word for cookies, their buttons.

In the 24 official languages of the Union, Catalan and Norwegian; their sentences are in ``consent_notices``.
"""

import re

from extraction.phrases import phrases, plain

# Beginnings of class and id names that only consent tools use.
_TOOLS = (
    "cky-|cookieyes|onetrust|ot-sdk|optanon|cybot|cookiebot|cmplz|complianz|klaro|didomi|iubenda|borlabs|usercentrics"
    "|eu-cookie|sliding-popup|cc-window|cc-banner|cookie-?consent|cookie-?law|cli-modal|wt-cli-|cookie-?notice"
    "|moove.gdpr|tarteaucitron|axeptio|qc-cmp|truste|trustarc|osano|termly|pea_cook|rcb-|fc-consent|sp_message|evidon"
    "|cookiefirst|cookiehub|cookie-?script|cookieman|hs-eu-cookie|wpgdprc|catapult-cookie|ccm-(?:modal|root|widget)"
)
# Names that sites make up themselves: a bare word, or the word with the sort of box it is.
_WORDS = (
    "(?:(?:js|c|m|o|b|l|site|page|block|global|ecl|wp|eu|the)[-_])*(?:cookies?|consent|gdpr|dsgvo|rgpd)"
    "(?:[-_]?(?:banner|notice|notification|bar|consent|law|pop-?up|modal|message|msg|info|disclaimer|overlay|wall|dialog"
    "|settings|preferences?|manager|management|container|wrapper|box|panel|layer|hint|hinweis|alert|agree|agreement"
    "|accept|warning)(?=$|\\s|[-_])|(?=$|\\s))"
)
NAMED = re.compile(rf"(?:^|\s)(?:{_TOOLS}|{_WORDS})", re.IGNORECASE)
# One of these is in every name above: a search for them is all that most pages cost.
SUSPECT = (
    "cook cky- consent gdpr dsgvo rgpd onetrust ot-sdk optanon cybot cmplz complianz klaro didomi iubenda borlabs "
    "usercentrics sliding-popup cc- cli-modal tarteaucitron axeptio qc-cmp trust osano termly rcb- sp_message evidon "
    "ccm-"
).split()

# The word for cookies, in lower case. Cakes and biscuits are called so as well: of those a notice has to speak.
COOKIES = (
    "cookie",
    "eväste",
    "slapuk",
    "sīkdat",
    "sīkfail",
    "fianái",
    "fianán",
    "informasjonskaps",
    "informationskaps",
)
CAKES = ("piškot", "kolačić", "galetes", "kakor", "ciastecz", "küpsis", "süti", "бисквитк", "témoins de con")
ALL_COOKIES = (*COOKIES, *CAKES)
COOKIE = "|".join(ALL_COOKIES)
# The same in names that sites make up, where accents are left out as a rule, and their words for consent.
CALLED = tuple(
    "piskot piškot kolacic kolačić galetes kakor ciasteczk evast eväst slapuk sikdat sīkdat sikfail kupsis küpsis "
    "sutik sütik fiana fianá informasjonskaps informationskaps biskvitk бисквитк soglasje privolitev souhlas suhlas "
    "samtyk samtyck suostumu nousole sutikim piekri toestemming einwilligung consentement consenso consentim".split()
)

# Someone speaks to the visitor about this site. An article about cookies speaks of others.
ADDRESSED = re.compile(
    r"\b(?:we|our|us|you|yours?|this (?:(?:web ?)?site|page)|wir|uns|unsere[rn]?|sie|ihr[en]?[rn]?|diese (?:web)?seite"
    r"|nous|notre|nos|vous|votre|vos|ce site|nosotros|nuestr[oa]s?|usted|tus?|este sitio|utilizamos|usamos"
    r"|noi|nostr[oi]|questo sito|utilizziamo|usiamo|este site|nossos?|vostre|aquest (?:lloc|web)"
    r"|wij|onze|uw|deze (?:web)?site|vi|vår|våra|din|dina|dine|ditt|denna|dette|vores"
    r"|nasz[ae]|twoj\w*|używamy|naše|vaše|vám|vaš\w*|naš\w*|vam|você|nosso|náš|súhlas\w*|pristan\w*|soglas\w*"
    r"|käytämme|sinun|voit|meie|teie|kasutame|mēs|mūsu|jūs|jūsu|mes|mūsų|jūsų|ön|önt|weboldalunk\w*|használunk"
    r"|nostru|dumneavoastră|dvs|acest site|ние|нашия|вие|вашия?|този сайт|μας|σας|εσείς|aħna|tagħna|tiegħek|inti"
    r"|sinn|ár|tú|do|leat|deg|vårt|jou|jouw)\b",
    re.IGNORECASE,
)
# What the buttons and the lists of a dialog say, in forms too many to list.
_CONTROLS = re.compile(
    r"^\W*(?:always active|immer aktiv|toujours actifs?|siempre activas?|sempre attiv[oi]|altijd actief"
    r"|no cookies to display|(?:accept|reject|allow|decline|deny)(?: all| selected| cookies?)*"
    r"|(?:alle )?(?:akzeptieren|ablehnen)|tout (?:accepter|refuser)|(?:aceptar|rechazar) tod[oa]s?|accetta tutti?"
    r"|(?:save|manage|customi[sz]e|show|change|review)(?: my| your)?(?: privacy| consent| cookies?)*"
    r" (?:preferences|settings|choices|details)|show (?:more|less|details)"
    r"|(?:cookie|privacy|consent)s? (?:policy|settings|preferences|notice|declaration|details))\W*$",
    re.IGNORECASE,
)
_BUTTONS = phrases(
    """
    accept | i accept | accept all | allow all | agree | i agree | reject | reject all | decline | only necessary
    necessary only | essential only | alle akzeptieren | alles akzeptieren | allen zustimmen | zustimmen | ablehnen
    alle ablehnen | nur notwendige | nur erforderliche | auswahl speichern | accepter | j'accepte | refuser
    continuer sans accepter | nécessaires uniquement | uniquement les nécessaires | paramétrer | aceptar | rechazar
    solo necesarias | solo las necesarias | accetta | accetto | rifiuta | rifiuta tutto | rifiuta tutti | solo necessari
    solo i necessari | aceitar | aceitar tudo | aceitar todos | rejeitar | rejeitar tudo | rejeitar todos
    apenas necessários | só os necessários | accepta | accepta-ho tot | acceptar | acceptar-ho tot | accepta-les totes
    rebutja | rebutja-ho tot | rebutjar | rebutja-les totes | només necessàries | només les necessàries | accepteren
    alles accepteren | alle cookies accepteren | weigeren | alles weigeren | alleen noodzakelijke | alleen noodzakelijk
    accepter alle | acceptér | acceptér alle | tillad alle | afvis | afvis alle | kun nødvendige | godta | godta alle
    aksepter alle | tillat alle | avvis | avvis alle | bare nødvendige | godkänn | godkänn alla | acceptera
    acceptera alla | tillåt alla | neka | neka alla | avvisa alla | endast nödvändiga | bara nödvändiga | hyväksy
    hyväksy kaikki | hyväksyn | salli kaikki | hylkää | hylkää kaikki | vain välttämättömät | nõustun | nõustu kõigiga
    nõustun kõigiga | luba kõik | keeldu | keeldu kõigist | ainult vajalikud | ainult hädavajalikud | piekrītu
    pieņemt visas | pieņemt visus | atļaut visas | noraidīt | noraidīt visas | tikai nepieciešamās | sutinku
    priimti visus | sutikti su visais | leisti visus | atmesti | atmesti visus | tik būtini | tik būtinieji | akceptuję
    akceptuj wszystkie | zaakceptuj wszystkie | zgadzam się | odrzuć | odrzuć wszystkie | tylko niezbędne | souhlasím
    přijmout vše | povolit vše | přijmout všechny | odmítnout | odmítnout vše | pouze nezbytné | jen nezbytné | súhlasím
    prijať všetko | povoliť všetko | prijať všetky | odmietnuť | odmietnuť všetko | iba nevyhnutné | len nevyhnutné
    sprejmi vse | sprejmem | sprejmi | strinjam se | zavrni | zavrni vse | samo nujni | le nujni | samo nujne
    prihvati | prihvati sve | prihvaćam | slažem se | odbij | odbij sve | samo nužni | samo nužne | samo neophodni
    elfogadom | elfogadás | összes elfogadása | mindet elfogadom | elutasítom | elutasítás | összes elutasítása
    csak a szükségesek | accept toate | acceptă | acceptați toate | acceptă toate | refuz | refuză | respinge toate
    doar necesare | doar cele necesare | приемам | приеми всички | приемане на всички | отказвам | отхвърли всички
    само необходимите | αποδοχή | αποδοχή όλων | αποδέχομαι | απόρριψη | απόρριψη όλων | μόνο τα απαραίτητα
    μόνο απαραίτητα | aċċetta | aċċetta kollox | irrifjuta | irrifjuta kollox | dawk meħtieġa biss | meħtieġa biss
    glac leo go léir | glac le gach ceann | glac leis | diúltaigh | diúltaigh do gach ceann
    na cinn riachtanacha amháin | cookie-einstellungen | paramètres des cookies | ajustes de cookies
    impostazioni cookie | definições de cookies | cookie-instellingen | evästeasetukset | slapukų nustatymai
    sīkdatņu iestatījumi | küpsiste seaded
    nastavení cookies | nastavenia cookies | nastavitve piškotkov | postavke kolačića | süti beállítások
    setări cookie-uri | настройки на бисквитките | ρυθμίσεις cookies | cookieinställningar | ustawienia plików cookie
    configuració de galetes | informasjonskapsler
    """
)
_TOPICS = (
    *ALL_COOKIES,
    *"consent privacy gdpr dsgvo rgpd tracking datenschutz einwilligung zasebnost privatnost soukromí súkromi".split(),
    *"prywatnoś privatum privātum adatvéd confidențialit поверителност απόρρητ personvern integritetspol".split(),
    *"tietosuoja yksityisyy privacidad privadesa privatsphäre privaatsus príobháid privatezza privatlivs".split(),
    *("data protection", "protection des données", "protección de datos", "protezione dei dati", "vie privée"),
)


def is_topic(text: str) -> bool:
    """Return whether ``text``, a title or a name, has a word for cookies, consent or privacy."""
    text = text.lower()
    return any(word in text for word in _TOPICS)


def mentions_cookies(text: str) -> bool:
    """Return whether ``text`` has a word for cookies, be it one for cakes."""
    text = text.lower()
    return any(word in text for word in ALL_COOKIES)


def mentions(text: str) -> int:
    """Return how often ``text`` has a word for cookies that means nothing else."""
    text = text.lower()
    return sum(text.count(word) for word in COOKIES)


def is_control(text: str) -> bool:
    """Return whether ``text`` is what a button of a dialog says."""
    return plain(text) in _BUTTONS or bool(_CONTROLS.match(text))
