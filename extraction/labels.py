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
    organización | organización del clúster | ente | organizzazione | organização | organització | organisatie
    """
)
# The same in front of a person or office, alone in a cell for labels or with a colon.
AUTHOR = phrases(
    """
    author | authors | written by | Autor | Autorin | Autoren | Verfasser | Verfasserin | auteur | auteurs | autora
    autores | autore | autori | redactie | forfatter | författare | kirjoittaja | autors | autorius | autoriai | szerző
    avtor | awtur | údar | συγγραφέας | автор
    """
)
# Words in front of the name of an author.
BYLINE = re.compile(
    r"(?:(?:submitted |posted |published |written |created )?by|verfasst von|geschrieben von|par|por|publié par|"
    r"publicado por|von|door|af|av|di|przez|a cura di|scritto da|skriven av|skrevet af|opublikowane przez|"
    r"(?:author|autorin|autor|auteur|autora|autore|autorka|szerző)\s*:)(?:\s*:)?(?=\s|$)\s*",
    re.IGNORECASE,
)
