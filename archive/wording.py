"""Words that tell two near-identical texts apart, in the languages of the field; without accents and capitals."""

import re

# "The deadline is extended", "the event is postponed", "cancelled": a text that says so is news of its own. All but
# the last line are beginnings of words.
_CHANGES_OF_PLAN = """
    extend extension postpon cancel reschedul prolong annule annuli annulle verlanger verschob verschieb abgesagt
    fristverl ampliad ampliat ampliac aplaza ajorna anula prorrog prorog rinvi annulla adiad verleng uitgestel geannul
    forlæng udskudt aflyst forlang uppskjut installd prodlouz odloz zrus predlz przedłuz odwoł podaljs odpoved
    produz produl otkaz prelung amanat meghosszabb elhalaszt elmarad jatket pidennet pikendat pagarin pratest atcel
    report(?:e|es|ee|ees)\\b pospone\\b
"""
CHANGE_OF_PLAN = re.compile(rf"\b(?:{'|'.join(_CHANGES_OF_PLAN.split())})")

# Which of several like things a text is about: the second call, die dritte Runde.
ORDINALS = frozenset(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    erste ersten erster zweite zweiten zweiter dritte dritten dritter vierte vierten vierter funfte funften funfter
    premier premiere deuxieme seconde troisieme quatrieme cinquieme sixieme septieme huitieme
    primer primero primera segundo segunda tercer tercero tercera cuarto cuarta quinto quinta sexto sexta
    segon segona quart quarta cinque cinquena sise sisena
    primo prima secondo terzo terza quarto sesto sesta primeiro primeira terceiro terceira
    eerste tweede derde vierde vijfde forste anden tredje fjerde forsta andra femte
    prvni druhy druha druhe treti ctvrty prvy pierwszy drugi trzeci pirmasis antras trecias
    ii iii iv vi vii viii ix
    """.split()
)
