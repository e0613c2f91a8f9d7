"""The shapes of dates, as patterns without a meaning: ``dates`` reads what they find.

Every repetition in them is bounded, so that a hostile line costs no more than a long one.
"""

import re

_LETTER = r"[^\W\d_][\u0300-\u036f]{0,2}"
_LETTERS = rf"(?:{_LETTER}){{2,14}}(?: f[oó]\u0301?mhair)?"
_WORD = rf"(?P<word>{_LETTERS})\.?"
# 5th, 1er, 5., 5º, 5:e, 5-ти, 5η, 5ú: letters right behind the number.
_ORDINAL = (
    r"(?:(?: ?(?:st|nd|rd|th)|er|re|ste|:?[ea]|[nrtèú]|ης?|-?(?:[вртм]?и|ия|го)|-go)(?![^\W\d_])"
    r"| ?[.º°ª]{1,2})?"
)
_OF = r"(?:[ \-/,]|\bof\b|\bdel?\b|\bdi\b|\bden\b|\bta[’']|\bd[’']){0,5}"
_YEAR = r"(?P<year>\d{4}(?!\d)|['’]\d\d(?!\d))"
_YEAR_FIRST = r"(?<!\d)(?P<year>\d{4})(?:\.|\(?e?\)?ko\b)?"
_THROUGH = rf"(?:{_ORDINAL} ?[-–—] ?(?P<through>\d\d?)(?!\d))?"

PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})(?P<part>[-/.]) ?(?P<month>\d\d?)(?P=part) ?(?P<day>\d\d?)(?!\d)",  # 2019-04-09
        r"(?<![\d.,/-])(?P<one>\d\d?) ?(?P<part>[-/.]) ?(?P<two>\d\d?) ?(?P=part) ?(?P<last>\d{4}|\d\d)(?![-/.]?\d)",
        r"(?<![\d.,/-])(?P<from_day>\d\d?)(?:\.|(?P<part>[/.])(?P<from_month>\d\d?)\.?)? ?[-–—] ?"  # 14.-16.05.2019
        r"(?P<one>\d\d?)(?P<mark>[/.])(?P<two>\d\d?)(?P=mark)(?P<last>\d{4})(?![-/.]?\d)",
        rf"(?<!\d)(?P<day>\d\d?){_ORDINAL}{_OF}{_WORD}{_OF}{_YEAR}",  # 5. April 2019, 5 d'abril de 2019
        rf"{_WORD} (?P<day>\d\d?){_THROUGH}{_ORDINAL},? {_YEAR}",  # April 5th, 2019
        rf"{_YEAR_FIRST}(?: ?m\.| gada)?[ -]{_WORD}[ -](?P<day>\d\d?)(?!\d){_THROUGH}",  # 2019. április 5.
        rf"{_YEAR_FIRST}(?: gada)? (?P<day>\d\d?)\.{_THROUGH}\.? {_WORD}",  # 2019. gada 5. aprīlis
    )
)
_THROUGH_WORDS = (
    "to|until|till|and|through|bis|und|au|et|al|y|hasta el|e il|e|a|até|fins al|i|en|tot|t/m|til|og|och|ja|kuni|un|"
    "līdz|ir|iki|do|az|až|in|és|la|și|έως|και|до|и"
)
_WEEKDAY = rf"(?:{_LETTERS}[.,]{{0,2}} )?"
# How a period begins, right before the date that ends it: "14-", "30 May - ", "May 30 to ".
PERIOD = re.compile(
    rf"(?<![\d:.,/-])(?:(?P<day>\d\d?){_ORDINAL}(?:{_OF}{_WORD})?"
    rf"|(?<![^\W\d_])(?P<word_first>{_LETTERS})\.? (?P<day_last>\d\d?){_ORDINAL})"
    rf" ?(?:[-–—/&]|(?<![^\W\d_])(?:{_THROUGH_WORDS})(?![^\W\d_])) ?{_WEEKDAY}$",
    re.IGNORECASE,
)
PERIOD_REACH = 40

COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T\d+Z?)?")
IN_ADDRESS = tuple(
    re.compile(pattern)
    for pattern in (
        r"/(?P<year>\d{4})/(?P<month>\d\d?|[a-z]{3})/(?P<day>\d\d?)(?:/|$)",  # /2019/04/09/slug
        r"[/_-](?P<year>\d{4})[-_](?P<month>\d\d)[-_](?P<day>\d\d)(?:[/_.-]|$)",  # /slug-2019-04-09_en
        r"/(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)[_-]",  # /20190409_slug
    )
)
