"""Numbers inside an official document: 一、（一）1.（1）, and 〔2021〕1号 (GB/T 9704-2012)."""

from saima.documents.figures import CHINESE_DIGITS

DEEPEST = 4


def chinese_number(number: int) -> str:
    """A number from 1 to 99 in Chinese: ``三``, ``十二``, ``二十``."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return CHINESE_DIGITS[ones]
    leading = "" if tens == 1 else CHINESE_DIGITS[tens]
    return f"{leading}十{CHINESE_DIGITS[ones] if ones else ''}"


def heading_number(level: int, position: int) -> str:
    """What stands before a heading: ``一、``, ``（一）``, ``1.``, ``（1）``."""
    patterns = (f"{chinese_number(position)}、", f"（{chinese_number(position)}）")
    return (*patterns, f"{position}.", f"（{position}）")[level - 1]


class Counter:
    """Counts headings: a heading starts the count of everything below it anew."""

    def __init__(self) -> None:
        self.counts = [0] * DEEPEST

    def next(self, level: int) -> str:
        """The number of the next heading of ``level``, 1 to 4."""
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (DEEPEST - level)
        return heading_number(level, self.counts[level - 1])
