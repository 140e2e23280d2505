"""The whole city's sheets in one go: sixty units, 46 indicators each, as .docx and as PDF."""

from datetime import datetime
from statistics import median

from benchmarks.topsis import timed
from saima.documents.batch import as_archive, as_files
from saima.documents.board_table import BoardRow
from saima.documents.issuing import Seal
from saima.documents.kinds import made_of
from saima.documents.pdf import as_pdfs, find_office_program
from saima.documents.unit_sheet import UnitSheet
from saima.documents.unit_table import UnitLine
from saima.plan.periods import Period

UNITS, INDICATORS = 60, 46
QUARTER = Period.parse("2021Q2")
SEAL = Seal("0123456789abcdef" * 4, datetime(2021, 7, 25, 9, 30))


def measure_documents(runs: int) -> dict[str, float]:
    """Median seconds of setting and packing the sheets, and of turning them into PDF.

    ``pdf`` is left out where LibreOffice is absent.
    """
    sheets = [sheet(number) for number in range(1, UNITS + 1)]
    times: dict[str, list[float]] = {"docx": []}
    if find_office_program() is not None:
        times["pdf"] = []
    for _ in range(runs):
        files, seconds = timed(lambda: as_files(made_of(each) for each in sheets))
        packing = timed(lambda made=files: as_archive(made))[1]
        times["docx"].append(seconds + packing)
        if "pdf" in times:
            times["pdf"].append(timed(lambda made=files: as_pdfs(made, seconds=600))[1])
    facts = {"units": float(UNITS), "indicators": float(INDICATORS)}
    return facts | {name: median(all_) for name, all_ in times.items()}


def sheet(number: int) -> UnitSheet:
    """A unit's sheet with made-up figures."""
    lines = tuple(
        UnitLine(
            contest="高质量项目建设大比拼",
            indicator=f"规模以上工业企业第{line}项重点指标完成情况",
            measure="亿元",
            decimals=2,
            target=12.0,
            value=11.4,
            completion=0.95,
            weight=2.5,
            points=2.375,
            place=3.0,
            field=UNITS,
            light="正常",
        )
        for line in range(1, INDICATORS + 1)
    )
    row = BoardRow(f"第{number}单位", number, (55.0, 23.0, 14.0), 92.0, previous_rank=number)
    return UnitSheet("全市", UNITS, row, lines, QUARTER, SEAL)


if __name__ == "__main__":
    for name, figure in measure_documents(1).items():
        print(f"{name}: {figure:.2f}")
