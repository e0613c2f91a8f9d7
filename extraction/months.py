"""Names of months in any language of the European Union and its neighbours."""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale

from extraction.wording import stripped

_LANGUAGES = re.findall(
    r"\w+",
    "bg ca cs da de de_AT el en es et eu fi fr ga gl hr hu is it lt lv mt nb nl nn pl pt ro sk sl sr sr_Latn sv tr uk",
)
# In use, but not in CLDR: other spellings, cases that a date stands in, initial mutations of Irish. In ``stripped``
# form, the number of the month before its names.
_MORE = {
    "de": "1 jaenner 2 feber 3 maerz 3 mrz",
    "en": "9 sept",
    "es": "9 setiembre",
    "et": "1 jaanuaril 2 veebruaril 3 martsil 4 aprillil 6 juunil 7 juulil 8 augustil 9 septembril 10 oktoobril "
    "11 novembril 12 detsembril",
    "eu": "1 urtarrilaren 2 otsailaren 3 martxoaren 4 apirilaren 5 maiatzaren 6 ekainaren 7 uztailaren 8 abuztuaren "
    "9 irailaren 10 urriaren 11 azaroaren 12 abenduaren",
    "fi": "1 tammikuun 2 helmikuun 3 maaliskuun 4 huhtikuun 5 toukokuun 6 kesakuun 7 heinakuun 8 elokuun 9 syyskuun "
    "10 lokakuun 11 marraskuun 12 joulukuun",
    "ga": "2 fheabhra 3 mharta 5 bhealtaine 6 mheitheamh 9 mhean fomhair 10 dheireadh fomhair 11 shamhain 11 samhna "
    "12 nollag",
    "lv": "1 janvari 1 janvara 2 februari 2 februara 3 marta 4 aprili 4 aprila 5 maija 6 junija 7 julija 8 augusta "
    "9 septembri 9 septembra 10 oktobri 10 oktobra 11 novembri 11 novembra 12 decembri 12 decembra",
}
_NUMBERED = re.compile(r"(\d+) ([^\d]+)")
# Programs cut the name of a month after so many letters: "Aoû", "Sept".
_CUTS = (3, 4)


def month_number(name: str, language: str = "") -> int:
    """Return the number of the month that ``name`` means in ``language``, else in any language; 0 when none does or
    when two languages disagree (``listopad`` is October in Croatian, November in Czech and Polish).
    """
    key = _key(name)
    for months in (_months_of(language), _months_of("en")):  # most pages need no other: all languages take 0.3 s
        if key in months:
            return months[key]
    return _all_months().get(key, 0)


@cache
def _months_of(language: str) -> dict[str, int]:
    """Return the month names and abbreviations of one language (Unicode CLDR), in the form of ``_key``."""
    names = {_plain(name): number for number, name in _names_of(language, ("wide", "abbreviated"))}
    return names | {name.strip(): int(number) for number, name in _NUMBERED.findall(_MORE.get(language, ""))}


@cache
def _all_months() -> dict[str, int]:
    """Return the month names that mean the same month in every language that has them; and the beginnings of names
    that are no name of another month anywhere.
    """
    languages = {code.partition("_")[0] for code in _LANGUAGES}
    names = [(number, name) for language in languages for name, number in _months_of(language).items()]
    wide = [(number, _plain(name)) for language in languages for number, name in _names_of(language, ("wide",))]
    cuts = _unanimous((number, name[:length]) for number, name in wide for length in _CUTS)
    return {name: number for name, number in cuts.items() if name not in {name for _, name in names}} | _unanimous(
        names
    )


def _names_of(language: str, widths: tuple[str, ...]) -> Iterable[tuple[int, str]]:
    for code in _LANGUAGES:
        if code.partition("_")[0] == language:
            for months in Locale.parse(code).months.values():
                for width in widths:
                    yield from months[width].items()


def _unanimous(names: Iterable[tuple[int, str]]) -> dict[str, int]:
    meanings: dict[str, set[int]] = {}
    for number, name in names:
        meanings.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in meanings.items() if len(numbers) == 1}


def _plain(name: str) -> str:
    """Return the key of a CLDR month name, without the full stop of an abbreviation and the Catalan preposition."""
    return re.sub(r"^(?:de |d[’'])", "", _key(name).strip(". "))


def _key(name: str) -> str:
    """Return ``name`` case-folded and without accents; the Turkish dotless i, which no capital tells from i, is i."""
    return stripped(name).replace("ı", "i")
