"""Cells of a split: texts to decimals and back, and what is wrong with a cell."""

from collections.abc import Mapping
from decimal import Decimal

from saima.actions.refusals import Refused, refused
from saima.actions.split_refusals import CELL_EMPTY, CELL_NO_NUMBER
from saima.exchange.typed_numbers import tidy, typed_number
from saima.plan.label import Label
from saima.plan.problems import Problem, Problems
from saima.plan.units import Unit

ZERO, HUNDRED = Decimal(0), Decimal(100)
LARGEST = Decimal(10) ** 15
YEAR_CELL = Label(zh="年度目标", en="the year's target")
WEIGHT_CELL = Label(zh="分解依据", en="what it is split by")
SUPERIOR_CELL = Label(zh="上级下达目标", en="the superior's target")
MORE_CELL = Label(zh="加码比例", en="the percentage on top")
WHOLE_ROW = Label(zh="全市", en="the city")


def checked(text: str, row: Label, cell: Label, problems: list[Problem]) -> Decimal | None:
    """A number of at least zero; None with a remark for anything else."""
    try:
        return number(text, row, cell)
    except Refused as wrong:
        problems += wrong.problems
        return None


def number(text: str, row: Label, cell: Label, empty: Decimal | None = None) -> Decimal:
    """A typed number of at least zero; ``empty`` for nothing. Raises Refused."""
    facts = {"row": row, "cell": cell, "value": text.strip()[:60]}
    try:
        found = typed_number(text, "%" if cell is MORE_CELL else "")
    except Problems as wrong:
        raise refused(CELL_NO_NUMBER, **facts) from wrong
    found = empty if found is None else found
    if found is None:
        raise refused(CELL_EMPTY, **facts)
    if not ZERO <= found < LARGEST:
        raise refused(CELL_NO_NUMBER, **facts)
    return found


def read_loosely(text: str) -> Decimal | None:
    """A number where one can be read, for sums while something else is still wrong."""
    try:
        return typed_number(text)
    except Problems:
        return None


def tidied(text: str, decimals: int) -> str:
    """A pasted number as it stands in a cell; anything else as it came, so that it is remarked."""
    found = read_loosely(text)
    return text if found is None else text_of(found, decimals)


def unit_label(unit: Unit) -> Label:
    """A unit's names."""
    return Label(zh=unit.zh, en=unit.en or unit.zh)


def round_to(value: Decimal, decimals: int) -> Decimal:
    """Half up at so many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")


def text_of(value: Decimal, decimals: int) -> str:
    """A number as it stands in a cell."""
    own = -int(value.normalize().as_tuple().exponent)
    return format(round_to(value, max(decimals, own)), "f")


def texts(values: Mapping[str, Decimal]) -> dict[str, str]:
    """Numbers as they are typed and kept."""
    return {code: plain(value) for code, value in values.items()}


def plain(value: Decimal) -> str:
    """A number without superfluous zeros."""
    return format(value.normalize() + ZERO, "f")


def same_text(text: str) -> str:
    """A name as it is compared: without blanks, in half-width, small letters."""
    return tidy(text).casefold()
