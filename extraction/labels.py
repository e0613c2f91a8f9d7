"""Labels: the words in front of a date, a name or an organisation that say what it is.

Dates: search text in ``stripped`` form. Languages as in ``phrases``.
"""

import re

from extraction.phrases import phrases, split
from extraction.wording import stripped


def _words(table: str) -> re.Pattern[str]:
    """Return a pattern that finds the phrases of ``table`` as whole words in text in ``stripped`` form."""
    return re.compile(rf"\b(?:{'|'.join(sorted(re.escape(stripped(x)) for x in split(table)))})\b")


# Words before a date that say that it is the one of publication.
PUBLISHED = _words(
    """
    published | posted | submitted | released | publication date | date of publication | publish date | date published
    veröffentlicht | veröffentlichung | eingestellt | erstellt | publié | publiée | mis en ligne | date de publication
    publicado | publicada | fecha de publicación | data de publicação | publicat | publicada el | data de publicació
    pubblicato | pubblicata | data di pubblicazione | gepubliceerd | geplaatst | publicatiedatum | offentliggjort
    udgivet | publicerad | publicerat | publisert | julkaistu | opublikowano | data publikacji | publikováno | vydáno
    zverejnené | objavljeno | közzétéve | megjelent | publicat la | paskelbta | publicēts | avaldatud | публикувано
    δημοσιεύτηκε | опубліковано
    """
)
# Words before a date that say that it is another one: anywhere in the line, or right before the date.
OTHER_DATE = re.compile(
    _words(
        """
        deadline | closes | closing | closing date | opens | opening | opening date | update | updated | modified
        changed | revised | reviewed | last | event date | date of the event | when | where | venue | register
        registration | starts | start date | ends | end date | save the date | join | join us | valid | expires | expiry
        copyright | apply | applications | due | due date | next | previous | Frist | Einreichfrist | Bewerbungsschluss
        Anmeldeschluss | aktualisiert | geändert | wann | Beginn | Termin | Anmeldung | date limite | clôture
        mis à jour | mise à jour | modifié | quand | début | inscription | inscriptions | scadenza | aggiornato
        aggiornata | ultimo aggiornamento | quando | plazo | actualizado | actualizada | cuándo | fecha límite | cierre
        prazo | atualizado | atualizada | termini | actualitzat | uiterlijk | bijgewerkt | wanneer | senest | opdateret
        uppdaterad | senast | päivitetty | zaktualizowano | aktualizacja | kiedy | uzávěrka | aktualizováno | kdy
        poprawiono | zmieniono | zmodyfikowano | ostatnia aktualizacja | ostatnia modyfikacja | termin naboru
        bearbeitet | zuletzt bearbeitet | zuletzt geändert | ultima modifica | modificado | modificada | modificat
        gewijzigd | laatst gewijzigd | ændret | sidst opdateret | ändrad | senast ändrad | endret | oppdatert
        sist oppdatert | muokattu | viimeksi muokattu | upraveno | změněno | poslední aktualizace | aktualizované
        upravené | zmenené | posodobljeno | spremenjeno | ažurirano | izmijenjeno | módosítva | frissítve
        actualizat | ultima actualizare | modificată | обновена | променена | последна промяна | ενημερώθηκε
        τροποποιήθηκε | τελευταία ενημέρωση | uuendatud | muudetud | atjaunots | labots | atnaujinta | pakeista
        redaguota | aġġornat | nuashonraithe | athraithe
        """
    ).pattern
    + "|(?:©|"
    + _words(
        """
        until | till | by | before | since | from | to | between | bis | ab | Stand | Ende | jusqu'au | au | fino al
        entro il | dal | al | hasta el | desde | até | fins al | tot | til | do | od | do dnia
        """
    ).pattern
    + r")\W*$"
)

# Labels in front of the organisation that an article comes from. A single word counts only with a colon.
ORGANISATION = phrases(
    """
    cluster organisation | cluster organisations | cluster organization | cluster organizations | organisation
    organization | publishing organisation | Clusterorganisation | Organisation des clusters | organisme
    organización | organización del clúster | ente | organizzazione | organizzazione cluster | organização
    organització | organització del clúster | organisatie | clusterorganisatie | klyngeorganisation | organisasjon
    klyngeorganisasjon | klusterorganisation | organisaatio | klusteriorganisaatio | organisatsioon
    klastriorganisatsioon | organizācija | klastera organizācija | organizacija | klasterio organizacija
    organizacja | organizacja klastrowa | organizace | klastrová organizace | organizácia | klastrová organizácia
    grozdna organizacija | klaster organizacija | szervezet | klaszterszervezet | organizație | organizația
    organizație de cluster | организация | клъстерна организация | οργανισμός | οργάνωση | οργανισμός συστάδας
    organizzazzjoni | eagraíocht | організація
    """
)
# The same in front of a person or office, alone in a cell for labels or with a colon.
_AUTHOR = """
    author | authors | written by | writer | Autor | Autorin | Autoren | Autorinnen | Verfasser | Verfasserin
    Redakteur | Redakteurin | auteur | auteurs | auteure | auteures | autrice | autrices | rédacteur | rédactrice
    autora | autores | autoras | redactor | redactora | autore | autori | autrici | redattore | redattrice
    autors | redactat per | redactie | schrijver | schrijfster | forfatter | forfattere | skribent | journalist
    författare | författarinna | kirjoittaja | kirjoittajat | tekijä | tekijät | toimittaja | autorid | autore | autori
    autorius | autorė | autoriai | autorės | autorka | autorzy | autorki | opracował | opracowała | opracowanie
    autoři | autorky | avtor | avtorica | avtorja | avtorji | avtorice | autorica | autorice | szerző | szerzők | írta
    autoare | autoarea | autorul | autoarele | автор | авторка | автори | авторки | συγγραφέας | συγγραφείς
    συντάκτης | συντάκτρια | συντάκτες | αρθρογράφος | awtur | awtriċi | awturi | údar | údair | scríbhneoir | yazar
"""
AUTHOR = phrases(_AUTHOR)
# Words in front of the name of an author, with a colon or without.
_BY = """
    by | submitted by | posted by | published by | written by | created by | verfasst von | geschrieben von | par | por
    publié par | rédigé par | écrit par | publicado por | escrito por | redigido por | escrit per | redactat per | von
    door | geschreven door | af | av | di | przez | a cura di | scritto da | skriven av | skrevet av | skrevet af
    opublikowane przez | kirjoittanut | napisał | napisała | napsal | napsala | napísal | napísala | napisal | napisala
    napisao | scris de | написа | γράφει ο | γράφει η | miktub minn | scríofa ag
"""


def _any(table: str) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(set(split(table)), key=len, reverse=True))


# The label of an author with its colon: ``Autor:``, ``Author(s):``, ``Autor*in:``.
AUTHOR_LABEL = rf"(?:{_any(_AUTHOR)})(?:\([\w/]{{1,5}}\)|[/*:_]-?\w{{1,5}})?\s*:"
BYLINE = re.compile(rf"(?:{AUTHOR_LABEL}|(?:{_any(_BY)})(?:\s*:|(?=\s|$)))\s*", re.IGNORECASE)
# The label where it is known that a name follows: a colon may be missing.
DECLARED_BYLINE = re.compile(rf"(?:{_any(_AUTHOR)})(?=\W)[\s:|–—-]+", re.IGNORECASE)

# Labels in front of the organisation that published an article, beside its heading.
PUBLISHER = phrases(
    """
    publisher | Herausgeber | Herausgeberin | uitgever | udgiver | utgivare | utgiver | julkaisija | wydawca
    vydavatel | vydavateľ | kiadó | издател | εκδότης | izdavač | nakladnik | izdajatelj | väljaandja | izdevējs
    leidėjas | foilsitheoir | pubblikatur | éditeur | editora
    """
)
