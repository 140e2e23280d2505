"""Numbers as people type or paste them into a cell: what they mean, or why they are refused.

Unlike a file, a cell says at once what was understood, so more is taken: full-width digits,
spaces, thousands separators, the measure itself, 万 and 亿. Whatever may mean two things is
refused. This is the only place that decides it; the browser asks here.
"""

import re
import unicodedata
from decimal import Decimal

from saima.plan.problems import Problem, ProblemKind, Problems, problem_kind

PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
GROUPED_BY_FOUR = re.compile(r"[+-]?\d{1,4}(?:,\d{4})+(?:\.\d*)?")
SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
PERCENT_MEASURES = ("%", "百分点")
MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "。": "."})
LONGEST = 60

TYPED_NO_NUMBER = problem_kind(
    "typed_no_number",
    en=("“{value}” is not a number", "expected a number like 1234.5", "type the number only"),
    zh=("“{value}”不是数字", "应为数字，如 1234.5", "请只填数字"),
)
TYPED_SEPARATORS = problem_kind(
    "typed_separators",
    en=(
        "the commas of “{value}” do not separate thousands",
        "expected 1,234.5 or 1234.5",
        "remove the commas, or write the decimals after a point",
    ),
    zh=("“{value}”中的逗号不是千位分隔符", "应为 1,234.5 或 1234.5", "请去掉逗号，小数用点号"),
)
TYPED_PERCENT = problem_kind(
    "typed_percent",
    en=(
        "“{value}” is a percentage, the measure is {measure}",
        "expected a number in {measure}",
        "type the number in the measure",
    ),
    zh=("“{value}”是百分数，计量单位为“{measure}”", "应按“{measure}”填写", "请按计量单位填写"),
)
TYPED_SCALE = problem_kind(
    "typed_scale",
    en=(
        "“{value}” cannot be turned into {measure}",
        "expected a number in {measure}",
        "type the number in the measure",
    ),
    zh=("“{value}”不能换算为“{measure}”", "应按“{measure}”填写", "请按计量单位填写"),
)


def typed_number(text: str, measure: str = "") -> Decimal | None:
    """The number that ``text`` means in ``measure`` (as in Chinese: 亿元, 亩, %); None for nothing.

    ``3万`` is 30000 in 个, 3 in 万元 and 0.0003 in 亿元. Raises Problems where it is no number, or
    may mean two things.
    """
    if len(text) > LONGEST:
        raise wrong(TYPED_NO_NUMBER, text, measure)
    value = tidy(text)
    if not value:
        return None
    measure = tidy(measure)
    digits, factor = without_measure(value, measure)
    if GROUPED.fullmatch(digits) or GROUPED_BY_FOUR.fullmatch(digits):
        digits = digits.replace(",", "")
    if not PLAIN.fullmatch(digits):
        kind = TYPED_SEPARATORS if "," in digits and digits[-1:].isdigit() else TYPED_NO_NUMBER
        raise wrong(kind, text, measure)
    return Decimal(digits) * factor


def tidy(text: str) -> str:
    """Half-width characters without any space.

    Full-width digits, points, commas, signs and percent signs become plain ones.
    """
    narrow = unicodedata.normalize("NFKC", text).translate(MINUS)
    return "".join(narrow.split())


def without_measure(value: str, measure: str) -> tuple[str, Decimal]:
    """The digits, and the factor that turns them into the measure."""
    if measure and value.endswith(measure):
        return value.removesuffix(measure), Decimal(1)
    if value.endswith("%"):
        if measure not in PERCENT_MEASURES:
            raise wrong(TYPED_PERCENT, value, measure)
        return value.removesuffix("%"), Decimal(1)
    own, base = scale_at_start(measure)
    for word, scale in SCALES.items():
        for suffix in dict.fromkeys((word + base, word)):
            if value.endswith(suffix):
                if measure in PERCENT_MEASURES:
                    raise wrong(TYPED_SCALE, value, measure)
                return value.removesuffix(suffix), Decimal(scale) / Decimal(own)
    if base and base != measure and value.endswith(base):
        return value.removesuffix(base), Decimal(1) / Decimal(own)
    return value, Decimal(1)


def scale_at_start(measure: str) -> tuple[int, str]:
    """The scale that a measure begins with (亿元: 10^8), and what is left of it (元)."""
    for word, scale in SCALES.items():
        if measure.startswith(word):
            return scale, measure.removeprefix(word)
    return 1, measure


def wrong(kind: ProblemKind, text: str, measure: str) -> Problems:
    """The refusal of a text, which is shown at most as long as a cell is."""
    return Problems([Problem(kind, facts={"value": text.strip()[:LONGEST], "measure": measure})])
