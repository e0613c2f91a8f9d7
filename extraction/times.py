"""The time of day that follows a date, with its zone.

Offsets and UTC are taken at their word. Abbreviations of European zones are not: of 22 deadlines seen with CET or CEST,
seven named the one that was not in force on their day. They mean what the clocks of the region show.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

_FARTHEST_ZONE = timedelta(hours=14)
# An offset counts after seconds, `T` or `GMT`: in `5 April 2023, 10:15-12:00` it is the end of a meeting.
_TIME = re.compile(
    r"(?P<iso>T)?[ ,]*(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"(?:\s?(?P<utc>Z\b|UTC|GMT))?"
    r"(?:(?(iso)|(?(second)|(?(utc)|(?!))))\s?(?P<sign>[+-])(?P<ahead>\d\d?(?!\d)|\d\d)(?::?(?P<rest>\d\d))?(?!\d))?"
)
_BEFORE = (
    r"[ ,]*(?:[-–—|(]|(?:at|um|ab|à|alle|a las|a les|às|om|kl\.?|klo|kell|ob|o godz\.|ora|ώρα)(?![^\W\d_]))?[ ,]{0,3}"
)
_HOUR = (
    r"(?P<hour>\d\d?)(?:[:.h](?P<minute>\d\d)(?::(?P<second>\d\d))?)?(?: ?(?:h|hrs?|Uhr|uur)\b)?"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?"
)
_ZONES = {
    "Europe/Brussels": r"(?-i:CES?T|MES?Z|HNEC|HAEC)|Brussels (?:local )?time|Brüsseler Zeit|heure de Bruxelles|"
    r"hora de Bruselas|hora de Brussel·les|ora di Bruxelles|Brusselse tijd",
    "Europe/Helsinki": r"(?-i:EES?T|OES?Z)",
    "Europe/Lisbon": r"(?-i:WES?T|WES?Z)",
}
_ZONE = "|".join(_ZONES.values())
_ZONED = re.compile(
    rf"{_BEFORE}{_HOUR}(?: ?[-–—] ?{re.sub('[?]P<[a-z]+>', '?:', _HOUR)})?[ ,]{{0,2}}\(?(?P<zone>{_ZONE})(?![^\W_])\)?",
    re.IGNORECASE,
)


def with_time(text: str, day: str, end: int) -> tuple[str, int]:
    """Return ``day`` (``YYYY-MM-DD``), or the moment in UTC when a time with a zone follows it at ``end`` of ``text``;
    and where date and time end. Midnight is how programs write a day without a time, and gives the day as written.
    """
    if zoned := _ZONED.match(text, end):
        return wall_time(day, _hour(zoned), *_minute_and_second(zoned), zoned["zone"]) or day, zoned.end()
    match = _TIME.match(text, end)
    if not match:
        return day, end
    offset = timedelta(hours=int(match["ahead"] or 0), minutes=int(match["rest"] or 0))
    if not (match["utc"] or match["sign"]) or offset > _FARTHEST_ZONE:
        return day, match.end()
    zone = timezone(-offset if match["sign"] == "-" else offset)
    return _in_utc(day, int(match["hour"]), *_minute_and_second(match), zone) or day, match.end()


def wall_time(day: str, hour: int, minute: int, second: int, zone: str) -> str:
    """Return the moment (UTC, ISO 8601 with seconds and ``Z``) at which the clocks of a region show a time on ``day``;
    "" for a time that no clock shows, for midnight, and for a ``zone`` that is none.

    ``zone`` is an abbreviation or "Brussels time": CET and CEST alike mean the clocks of Brussels on that day, EET and
    EEST those of Helsinki, WET and WEST those of Lisbon.
    """
    for place, names in _ZONES.items():
        if re.fullmatch(names, zone, re.IGNORECASE):
            return _in_utc(day, hour, minute, second, ZoneInfo(place))
    return ""


def _in_utc(day: str, hour: int, minute: int, second: int, zone: ZoneInfo | timezone) -> str:
    if not (hour < 24 and minute < 60 and second < 60 and hour + minute + second):
        return ""
    moment = datetime.fromisoformat(day).replace(hour=hour, minute=minute, second=second, tzinfo=zone)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _hour(match: re.Match[str]) -> int:
    """Return the hour on a clock of 24; ``15 pm``, which has been seen, is 15."""
    hour = int(match["hour"])
    if match["half"] and hour <= 12:
        return hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return hour


def _minute_and_second(match: re.Match[str]) -> tuple[int, int]:
    return int(match["minute"] or 0), int(match["second"] or 0)
