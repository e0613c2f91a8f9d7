"""The language is that of the text, whatever its frame says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.language import EUROPEAN, language_of

TEXTS = {
    "de": "Die Mitglieder des Verbunds treffen sich im Herbst, um über gemeinsame Lager für alte Stoffe zu beraten. "
    "Eingeladen sind alle kleinen Betriebe der Gegend, auch solche, die noch keine Mitglieder sind. Bis bald.",
    "fr": "Les membres du réseau se retrouvent à l'automne pour parler d'un dépôt commun de vieux tissus. Toutes les "
    "petites entreprises de la vallée sont invitées, même celles qui ne sont pas encore membres. L'entrée est libre.",
    "pl": "Członkowie klastra spotkają się jesienią, by porozmawiać o wspólnym magazynie starych tkanin. Zaproszone są "
    "wszystkie małe firmy z okolicy, także te, które nie są jeszcze członkami klastra. Wstęp jest wolny dla każdego.",
    "sv": "Klustrets medlemmar träffas i höst för att tala om ett gemensamt lager för gamla tyger. Alla små företag i "
    "dalen är välkomna, även de som ännu inte är medlemmar. Inträdet är fritt, och det bjuds på soppa efteråt.",
    "ca": "Els membres del clúster es trobaran a la tardor per parlar d'un magatzem comú de teixits vells. Hi són "
    "convidades totes les petites empreses de la vall, també les que encara no en són membres. L'entrada és lliure.",
    "el": "Τα μέλη του συνεργατικού σχηματισμού θα συναντηθούν το φθινόπωρο για να συζητήσουν για μια κοινή αποθήκη "
    "παλιών υφασμάτων. Είναι προσκεκλημένες όλες οι μικρές επιχειρήσεις της κοιλάδας, ακόμη και όσες δεν είναι μέλη.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_text_speaks_for_itself(language: str) -> None:
    assert language_of(TEXTS[language], "en") == language


@pytest.mark.parametrize("language", TEXTS)
def test_so_does_its_first_line(language: str) -> None:
    assert language_of(TEXTS[language][:100], "lv") == language
    assert language_of(TEXTS[language][:100].upper(), "lv") == language


@pytest.mark.parametrize("text", ["", "Clusters", "2019 - 2027", "...", "Smart Textiles Days", "AEI, PCT & ESCP-S3"])
def test_of_a_few_words_the_page_is_believed(text: str) -> None:
    assert language_of(text, "lv") == "lv"


@given(st.text(max_size=300), st.sampled_from(["", "lv", "zz"]))
def test_any_text_has_a_language_or_the_declared_one(text: str, declared: str) -> None:
    assert language_of(text, declared) in {declared, *EUROPEAN.split()}
