"""The times that files write of themselves, as exactly as they say them and no more."""

import re
from datetime import UTC, datetime, timedelta, timezone

# PDF: D:YYYYMMDDHHmmSSOHH'mm' (ISO 32000-1, 7.9.4); others: 2024-12-04T08:30:00Z (W3C-DTF, ISO 8601).
_MOMENT = re.compile(
    r"(?:D:)?\s*(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*"
    r"(?:(Z)|([+-])(\d\d)[:']?(\d\d)?'?)?)?)?)?"
)
# Before the formats were there; clocks that were never set say 1601, 1900, 1970 or 1980.
_FIRST_YEAR = 1987


def moment(text: str, not_after: str) -> str:
    """Return a time that a file writes of itself as ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or, where it names its
    zone, in UTC with seconds and ``Z``.

    Empty when it is none, when it lies before 1987, or after the day ``not_after`` (``YYYY-MM-DD``; "" for any).
    """
    found = _MOMENT.match(text.strip())
    if not found:
        return ""
    year, month, day, hour, minute, second, utc, sign, zone_hours, zone_minutes = found.groups()
    try:
        when = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))  # noqa: DTZ001  # its zone comes next
        offset = timedelta(hours=int(zone_hours or 0), minutes=int(zone_minutes or 0))
        zoned = when.replace(tzinfo=timezone(-offset if sign == "-" else offset)).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    if utc or sign:
        written = zoned.strftime("%Y-%m-%dT%H:%M:%SZ")
    else:  # a time of some clock somewhere: its day is all that can be told
        written = "-".join(part for part in (year, month, day) if part)
    # A clock may be a day ahead of ours.
    latest = (datetime.fromisoformat(not_after) + timedelta(days=1)).date().isoformat() if not_after else "9999"
    return written if zoned.year >= _FIRST_YEAR and written[:10] <= latest else ""
