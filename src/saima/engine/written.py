"""A formula with its numbers written in, for people to follow with a pocket calculator."""

import ast
from collections.abc import Mapping
from copy import deepcopy

from saima.engine.formula import PEER_FUNCTIONS, parsed, peer_column

Number = float | bool | None


def number_text(number: float) -> str:
    """The shortest text of a number at nine decimals: 52, 8.6667, -0.5."""
    text = f"{number:.9f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Writer(ast.NodeTransformer):
    """Puts numbers in the place of names and peer values; names without a number stay."""

    def __init__(self, numbers: Mapping[str, Number]) -> None:
        self.numbers = numbers

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Replace a peer value such as ``highest(value)`` by its number, else look inside."""
        if isinstance(node.func, ast.Name) and node.func.id in PEER_FUNCTIONS:
            return self.replaced(node, peer_column(node))
        node.args = [self.visit(argument) for argument in node.args]
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Replace a name by its number."""
        return self.replaced(node, node.id)

    def replaced(self, node: ast.expr, name: str) -> ast.expr:
        """The number of ``name`` as a node that prints it, or the node itself."""
        number = self.numbers.get(name)
        if number is None:
            return node
        if isinstance(number, bool):
            return ast.Name(id="met" if number else "missed")
        return ast.Name(id=number_text(float(number)))


def written(formula: str, numbers: Mapping[str, Number]) -> str:
    """The formula with its numbers: ``clamp(52 / 60, 0, 1)``; an infinite bound prints ``inf``."""
    return ast.unparse(Writer(numbers).visit(deepcopy(parsed(formula))))
