"""Periods in addresses."""

from saima.plan.periods import PATTERN, Period


class PeriodConverter:
    """Reads ``2021-03``, ``2021Q1``, ``2021H1`` or ``2021`` from an address."""

    regex = r"\d{4}(?:-\d{2}|Q[1-4]|H[12])?"

    def to_python(self, value: str) -> Period:
        """The period; ValueError (page not found) for a month that does not exist."""
        return Period.parse(value)

    def to_url(self, value: Period | str) -> str:
        """The period as written in data."""
        if not PATTERN.fullmatch(str(value)):
            message = f"{value!r} is not a period"
            raise ValueError(message)
        return str(value)
