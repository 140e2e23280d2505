"""A demo year as a folder of CSV files that ``saima score`` reads."""

import csv
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from saima.demo.rows import AdjustmentRow, DemoYear, ObservationRow, TargetRow

README = """演示数据（虚构）
这里的全部数值、文件和事件都是程序编造的,只用于演示;极少数公开的年初基数除外。
请勿引用,不代表任何真实单位的成绩。

Demo data (fictitious)
All values, documents and events in this folder are made up by a program, for demonstration only;
a few published baselines at the start of the year are the exception.
Do not quote them: they say nothing about any real organisation.
"""


def write_folder(year: DemoYear, path: Path) -> None:
    """Write observations.csv, targets.csv, adjustments.csv (UTF-8) and README.txt into ``path``.

    The folder is made where it is missing; files of these names are replaced.
    """
    path.mkdir(parents=True, exist_ok=True)
    write_rows(path / "observations.csv", ObservationRow, year.observations)
    write_rows(path / "targets.csv", TargetRow, year.targets)
    write_rows(path / "adjustments.csv", AdjustmentRow, year.adjustments)
    (path / "README.txt").write_text(README, encoding="utf-8", newline="\n")


def write_rows(
    path: Path,
    kind: type[ObservationRow | TargetRow | AdjustmentRow],
    rows: Iterable[ObservationRow | TargetRow | AdjustmentRow],
) -> None:
    """Write rows of one kind with their column names."""
    names = [column.name for column in fields(kind)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([cell(getattr(row, name)) for name in names] for row in rows)


def cell(content: str | float | None) -> str:
    """A cell's text: whole numbers without a decimal point, nothing for nothing."""
    if content is None:
        return ""
    if isinstance(content, float) and content.is_integer():
        return str(int(content))
    return str(content)
