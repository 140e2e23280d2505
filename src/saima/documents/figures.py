"""How numbers, ranks, dates and periods are written, on pages and paper alike (domain 7).

A measurement unit stands in the head of a column, never in the cell. Rounding is half up.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from saima.plan.periods import Period, PeriodKind

Number = float | int | Decimal
NOTHING = "—"
UNMOVED = "–"
NOISE = Decimal("1e-9")

CHINESE_DIGITS = "零一二三四五六七八九十"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
LONG_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def rounded(value: Number, decimals: int) -> Decimal:
    """Round half up after snapping at nine decimals, as the engine does with frames."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    snapped = exact.quantize(NOISE, ROUND_HALF_UP) if abs(exact) < 10**15 else exact
    result = snapped.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def number(value: Number | None, decimals: int) -> str:
    """``3,000.50``; a dash for nothing."""
    return NOTHING if value is None else f"{rounded(value, decimals):,f}"


def signed(value: Number | None, decimals: int) -> str:
    """``+1.20``, ``-0.40``; a plain zero; a dash for nothing."""
    if value is None:
        return NOTHING
    result = rounded(value, decimals)
    return f"{result:,f}" if result == 0 else f"{result:+,f}"


def percent(share: Number | None, decimals: int = 1) -> str:
    """A share as a number of percent without the sign: 0.532 is ``53.2``."""
    return NOTHING if share is None else number(hundredfold(share), decimals)


def signed_percent(share: Number | None, decimals: int = 1) -> str:
    """A difference of shares in percentage points: -0.032 is ``-3.2``."""
    return NOTHING if share is None else signed(hundredfold(share), decimals)


def hundredfold(share: Number) -> Decimal:
    """A share in percent, without binary noise."""
    return rounded(share, 9) * 100


def rank(value: Number | None) -> str:
    """``3``, or ``2.5`` where ties share the average place."""
    if value is None:
        return NOTHING
    whole = rounded(value, 0)
    return str(whole) if whole == rounded(value, 1) else str(rounded(value, 1))


def place(value: Number | None, field: int | None) -> str:
    """A rank with the size of its field: ``3/11``."""
    if value is None or field is None:
        return rank(value)
    return f"{rank(value)}/{field}"


def movement(places: Number | None) -> str:
    """Places gained ``▲2``, lost ``▼1`` or kept ``–``; empty without a rank before."""
    if places is None:
        return ""
    if places == 0:
        return UNMOVED
    return f"{'▲' if places > 0 else '▼'}{rank(abs(rounded(places, 1)))}"


def day(value: date) -> str:
    """A date in a table: ``2021-03-05``."""
    return value.strftime("%Y-%m-%d")


def day_in_sentence(value: date, language: str) -> str:
    """A date in a sentence: ``2021年3月5日``, ``5 March 2021``."""
    if chinese(language):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {LONG_MONTHS[value.month - 1]} {value.year}"


def minute(value: datetime) -> str:
    """A moment in a table, in the zone it is given in: ``2021-03-05 09:30``."""
    return value.strftime("%Y-%m-%d %H:%M")


def period_name(period: Period, language: str) -> str:
    """A period in a sentence: ``2021年第一季度``, ``first quarter of 2021``."""
    if chinese(language):
        return f"{period.year}年{chinese_part(period)}"
    if period.kind is PeriodKind.MONTH:
        return f"{LONG_MONTHS[period.index - 1]} {period.year}"
    if period.kind is PeriodKind.QUARTER:
        return f"Q{period.index} {period.year}"
    if period.kind is PeriodKind.HALF:
        return f"{('First', 'Second')[period.index - 1]} half of {period.year}"
    return str(period.year)


def chinese_part(period: Period) -> str:
    """The part of the year in Chinese; empty for the year itself."""
    if period.kind is PeriodKind.MONTH:
        return f"{period.index}月"
    if period.kind is PeriodKind.QUARTER:
        return f"第{CHINESE_DIGITS[period.index]}季度"
    if period.kind is PeriodKind.HALF:
        return ("上半年", "下半年")[period.index - 1]
    return ""


def period_short(period: Period, language: str) -> str:
    """A period inside its year, for heads and switches: ``3月``, ``一季度``, ``全年``."""
    if chinese(language):
        part = chinese_part(period).removeprefix("第")
        return part or "全年"
    if period.kind is PeriodKind.MONTH:
        return MONTHS[period.index - 1]
    return "Year" if period.kind is PeriodKind.YEAR else f"{str(period)[4:]}"


def to_date_name(period: Period, language: str) -> str:
    """The months that year-to-date values cover: ``1-3月``, ``Jan-Mar``."""
    last = period.last_month
    if chinese(language):
        return "1月" if last == 1 else f"1-{last}月"
    return MONTHS[0] if last == 1 else f"{MONTHS[0]}-{MONTHS[last - 1]}"


def chinese(language: str) -> bool:
    """Whether ``language`` is a Chinese one."""
    return language.startswith("zh")
