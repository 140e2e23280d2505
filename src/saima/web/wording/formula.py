"""A formula as people read it: names as words, signs as on paper.

Reads the text of a method's formula (``saima.plan.methods.base``) or the same text with its
numbers in it; nothing is computed here.
"""

import ast
from collections.abc import Callable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saima.documents import figures

NAMES: dict[str, str | Promise] = {
    "value": gettext_lazy("value"),
    "target": gettext_lazy("target"),
    "weight": gettext_lazy("full points"),
    "field": gettext_lazy("size of the field"),
    "last_year": gettext_lazy("last year's value"),
    "growth": gettext_lazy("growth"),
    "previous_value": gettext_lazy("value of the period before"),
    "outside": gettext_lazy("distance outside the range"),
    "meets": gettext_lazy("the target is met"),
    "met": gettext_lazy("met"),
    "missed": gettext_lazy("missed"),
    "cap": gettext_lazy("upper bound"),
    "floor": gettext_lazy("lower bound"),
    "base": gettext_lazy("base share"),
    "per_point": gettext_lazy("points per unit"),
    "step": gettext_lazy("share per place"),
    "each": gettext_lazy("points per item"),
    "alpha": gettext_lazy("share of the level"),
    "benchmark": gettext_lazy("benchmark"),
    "satisfied": gettext_lazy("satisfactory value"),
    "refused": gettext_lazy("refused value"),
    "low": gettext_lazy("lower end"),
    "high": gettext_lazy("upper end"),
    "span": gettext_lazy("span"),
    "below": gettext_lazy("rate below the steps"),
    "then": gettext_lazy("points per further place"),
    "per_place": gettext_lazy("points per place gained"),
    "share": gettext_lazy("share for meeting the target"),
    "constant": gettext_lazy("rate where all are equal"),
    "centre": gettext_lazy("rate at the mean"),
    "spread": gettext_lazy("rate per standard deviation"),
    "average": gettext_lazy("average"),
    "table": gettext_lazy("table"),
}
PEERS: dict[str, str | Promise] = {
    "highest": gettext_lazy("highest %(x)s of the group"),
    "lowest": gettext_lazy("lowest %(x)s of the group"),
    "mean": gettext_lazy("mean %(x)s of the group"),
    "deviation": gettext_lazy("standard deviation of %(x)s in the group"),
    "total": gettext_lazy("sum of %(x)s over the group"),
    "count": gettext_lazy("number of units with %(x)s"),
    "rank_highest": gettext_lazy("place by %(x)s (highest first)"),
    "rank_lowest": gettext_lazy("place by %(x)s (lowest first)"),
    "mid_rank_highest": gettext_lazy("mean place by %(x)s (highest first)"),
    "mid_rank_lowest": gettext_lazy("mean place by %(x)s (lowest first)"),
    "log": gettext_lazy("logarithm of %(x)s"),
}
SIGNS: dict[type[ast.AST], tuple[str, int]] = {
    ast.Add: ("+", 1),
    ast.Sub: ("−", 1),
    ast.Mult: ("×", 2),
    ast.Div: ("÷", 2),
    ast.Gt: (">", 0),
    ast.GtE: ("≥", 0),
    ast.Lt: ("<", 0),
    ast.LtE: ("≤", 0),
    ast.Eq: ("=", 0),
}
ATOM = 9


def in_words(formula: str) -> str:
    """The formula with words for names; an empty text stays empty."""
    return said(ast.parse(formula, mode="eval").body)[0] if formula else ""


def said(node: ast.expr) -> tuple[str, int]:
    """The words of a part and how tightly it binds."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return exact(value), ATOM
        case ast.Name(id=name):
            return ("∞" if name == "inf" else str(NAMES.get(name, name))), ATOM
        case ast.UnaryOp(operand=operand):
            return f"−{bracketed(operand, 3)}", 1
        case (
            ast.BinOp(left=left, op=operator, right=right)
            | ast.Compare(left=left, ops=[operator], comparators=[right])
        ):
            return joined(left, operator, right)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return called(name, arguments)
    return ast.unparse(node), ATOM


def exact(value: float) -> str:
    """A number with as many decimals as it needs, at most four; small ones get six digits."""
    if abs(value) < 1:
        return f"{value:.6g}"
    return figures.number(value, 4).rstrip("0").rstrip(".")


def joined(left: ast.expr, operator: ast.AST, right: ast.expr) -> tuple[str, int]:
    """Two parts with the sign between them."""
    sign, strength = SIGNS[type(operator)]
    stronger = strength + (sign in "−÷")
    return f"{bracketed(left, strength)} {sign} {bracketed(right, stronger)}", strength


def bracketed(node: ast.expr, strength: int) -> str:
    """The words of a part, in brackets where it binds less than what surrounds it."""
    words, own = said(node)
    return f"({words})" if own < strength else words


def called(name: str, arguments: Sequence[ast.expr]) -> tuple[str, int]:
    """A function in words."""
    words = [said(argument)[0] for argument in arguments]
    if name in CALLS:
        return CALLS[name](words)
    if name in PEERS and len(words) == 1:
        return str(PEERS[name]) % {"x": words[0]}, ATOM
    return f"{name}({', '.join(words)})", ATOM


def clamp(words: Sequence[str]) -> tuple[str, int]:
    """A number within bounds; bounds that never bind are not said."""
    number, low, high = words
    open_low, open_high = low in ("-inf", "−∞"), high == "∞"
    if open_low and open_high:
        return number, 0
    if open_high:
        return _("[%(x)s], at least %(low)s") % {"x": number, "low": low}, 0
    if open_low:
        return _("[%(x)s], at most %(high)s") % {"x": number, "high": high}, 0
    within = {"x": number, "low": low, "high": high}
    return _("[%(x)s], at least %(low)s and at most %(high)s") % within, 0


def where(words: Sequence[str]) -> tuple[str, int]:
    """One or the other."""
    condition, yes, no = words
    choice = {"condition": condition, "yes": yes, "no": no}
    return _("if %(condition)s then %(yes)s, else %(no)s") % choice, 0


def only(words: Sequence[str]) -> tuple[str, int]:
    """A number among those that meet a condition."""
    condition, number = words
    return _("%(x)s where %(condition)s") % {"x": number, "condition": condition}, 0


def from_table(words: Sequence[str]) -> tuple[str, int]:
    """What a table gives."""
    return _("what the table gives for %(x)s") % {"x": words[1]}, ATOM


def from_field(words: Sequence[str]) -> tuple[str, int]:
    """What a table of fields gives."""
    found = {"place": words[1], "field": words[2]}
    return _("what the table gives for place %(place)s of %(field)s") % found, ATOM


CALLS: dict[str, Callable[[Sequence[str]], tuple[str, int]]] = {
    "clamp": clamp,
    "where": where,
    "only": only,
    "lookup": from_table,
    "steps": from_table,
    "by_field": from_field,
}
