"""Days as the site counts them: those of Amsterdam, where a day begins one or two hours before that of the machine."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def day(ahead=0):
    """A day from today on, as it is written: 2026-11-23."""
    return (datetime.now(AMSTERDAM) + timedelta(days=ahead)).date().isoformat()
