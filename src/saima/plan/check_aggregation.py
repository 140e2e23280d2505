"""How nodes put their children together: comparisons, TOPSIS and geometric means."""

import math
from collections.abc import Iterator
from fractions import Fraction

from saima.plan.places import Finding, ModelPath, find
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind
from saima.plan.tree import ROOT, Aggregation, Combine, Direction, Indicator, Normalise, Weighting

COMPARISONS_SIZE = problem_kind(
    "comparisons_size",
    en=(
        "the table of comparisons is {rows} x {cells}",
        'expected {size} x {size}, a row and a column for each child of "{node}": {children}',
        "complete the table",
    ),
    zh=(
        "比较矩阵为 {rows} x {cells}",
        "应为 {size} x {size}，行与列均对应“{node}”的下级：{children}",
        "请补全矩阵",
    ),
)
COMPARISON_CELL = problem_kind(
    "comparison_cell",
    en=(
        'the comparison in row {row}, cell {column} is "{cell}"',
        "expected a number above 0 such as 3 or 1/3",
        "correct the cell",
    ),
    zh=(
        "比较矩阵第 {row} 行第 {column} 格为“{cell}”",
        "应为大于 0 的数，例如 3 或 1/3",
        "请改正",
    ),
)
NOT_RECIPROCAL = problem_kind(
    "not_reciprocal",
    en=(
        'the comparison in row {row}, cell {column} is "{cell}", the mirrored one "{mirrored}"',
        "expected the one to be 1 divided by the other",
        "correct one of the two cells",
    ),
    zh=(
        "比较矩阵第 {row} 行第 {column} 格为“{cell}”，其对称格为“{mirrored}”",
        "两格应互为倒数",
        "请改正其中一格",
    ),
    warning=True,
)
UNUSED_COMPARISONS = problem_kind(
    "unused_comparisons",
    en=(
        "there are comparisons, but the weighting is {weighting}",
        "expected comparisons only with the weighting ahp",
        "set weighting: ahp, or remove the comparisons",
    ),
    zh=(
        "写有比较矩阵，但赋权方式为 {weighting}",
        "只有 ahp 赋权才用比较矩阵",
        "请设 weighting: ahp，或删去比较矩阵",
    ),
)
VECTOR_OF_NODE = problem_kind(
    "vector_of_node",
    en=(
        'TOPSIS of "{node}" starts from values, but its child "{child}" has none of its own',
        "expected only indicators below it",
        "set normalise: rate, or move the child",
    ),
    zh=(
        "“{node}”的 TOPSIS 以指标值为起点，但其下级“{child}”没有自身的值",
        "其下级应全部为指标",
        "请设 normalise: rate，或移走该下级",
    ),
)
VECTOR_OF_RANGE = problem_kind(
    "vector_of_range",
    en=(
        'TOPSIS of "{node}" starts from values, but the best value of "{child}" is a range',
        "expected indicators where higher or lower is better",
        "set normalise: rate",
    ),
    zh=(
        "“{node}”的 TOPSIS 以指标值为起点，但“{child}”以区间为优",
        "应为正向或逆向指标",
        "请设 normalise: rate",
    ),
)
GEOMETRIC_BELOW_ZERO = problem_kind(
    "geometric_below_zero",
    en=(
        'the geometric mean of "{node}" has the factor "{child}", whose rate can be below zero',
        "expected factors with a floor of zero or more",
        "set a floor, or another method or combination",
    ),
    zh=(
        "“{node}”取几何平均，但其下级“{child}”的得分率可能小于零",
        "各因子的下限应不小于零",
        "请设下限，或改用其他方法或合成方式",
    ),
    warning=True,
)


def check_aggregations(plan: Plan) -> Iterator[Finding]:
    """All nodes and the root; needs every child to be there."""
    nodes = [(ROOT, plan.total, ("total",))] + [
        (node.code, node.aggregation, ("nodes", index, "aggregation"))
        for index, node in enumerate(plan.nodes)
    ]
    for code, aggregation, path in nodes:
        if aggregation.weighting is Weighting.AHP:
            yield from comparisons(plan, code, aggregation, (*path, "comparisons"))
        elif aggregation.comparisons:
            weighting = aggregation.weighting.value
            yield find(UNUSED_COMPARISONS, *path, "comparisons", weighting=weighting)
        if aggregation.combine is Combine.TOPSIS and aggregation.normalise is Normalise.VECTOR:
            yield from vector_children(plan, code, (*path, "normalise"))
        if aggregation.combine is Combine.GEOMETRIC:
            yield from factors(plan, code, (*path, "combine"))


def comparisons(
    plan: Plan, code: str, aggregation: Aggregation, path: ModelPath
) -> Iterator[Finding]:
    """The comparison matrix: square, as large as the children, positive, reciprocal."""
    rows = aggregation.comparisons
    children = [child.code for child in plan.children.get(code, ())]
    wrong = [len(row) for row in rows if len(row) != len(children)]
    if wrong or len(rows) != len(children):
        facts = {"rows": len(rows), "cells": wrong[0] if wrong else len(children)}
        names = ", ".join(children) or "-"
        yield find(COMPARISONS_SIZE, *path, **facts, size=len(children), node=code, children=names)
        return
    numbers = [[positive(cell) for cell in row] for row in rows]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            number, mirror = numbers[row][column], numbers[column][row]
            where = {"row": row + 1, "column": column + 1, "cell": cell}
            if number is None:
                yield find(COMPARISON_CELL, *path, row, column, **where)
            elif (
                mirror is not None
                and column >= row
                and not math.isclose(number * mirror, 1, rel_tol=1e-3)
            ):
                mirrored = rows[column][row]
                yield find(NOT_RECIPROCAL, *path, row, column, **where, mirrored=mirrored)


def positive(cell: str) -> float | None:
    """The number in a cell such as ``3``, ``0.5`` or ``1/3``; None when it is none above zero."""
    try:
        number = Fraction(cell)
    except (ValueError, ZeroDivisionError):
        return None
    return float(number) if number > 0 else None


def vector_children(plan: Plan, code: str, path: ModelPath) -> Iterator[Finding]:
    """Children that have no value of their own, or one without a better end."""
    for child in plan.children.get(code, ()):
        if not isinstance(child, Indicator):
            yield find(VECTOR_OF_NODE, *path, node=code, child=child.code)
        elif child.direction is Direction.RANGE:
            yield find(VECTOR_OF_RANGE, *path, node=code, child=child.code)


def factors(plan: Plan, code: str, path: ModelPath) -> Iterator[Finding]:
    """Children whose rate can be below zero."""
    for child in plan.children.get(code, ()):
        floor = child.scoring if isinstance(child, Indicator) else child
        lowest = getattr(floor, "floor", None)
        if lowest is not None and lowest < 0:
            yield find(GEOMETRIC_BELOW_ZERO, *path, node=code, child=child.code)
