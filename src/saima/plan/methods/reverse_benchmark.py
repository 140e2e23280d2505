"""Reverse benchmark 逆向基准 (domain 1.2 M9; golden G11)."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import Guard, ScoringMethod


class ReverseBenchmark(ScoringMethod):
    """Half the points at the average, all at zero, none from twice the average on."""

    title: ClassVar[Label] = Label(zh="逆向基准法", en="Reverse benchmark")
    words: ClassVar[Label] = Label(
        zh="越低越好：等于平均值得一半，为零得满分，达到平均值两倍不得分。",
        en="Lower is better: half at the average, full at zero, none from twice the average.",
    )

    method: Literal["reverse_benchmark"] = "reverse_benchmark"
    average: float | None = None

    def base(self) -> str:
        """The text of the average."""
        return "mean(value)" if self.average is None else "average"

    def formula(self, direction: str) -> str:
        """Always falling, whatever the indicator's direction says (check refuses ``higher``)."""
        del direction
        return f"clamp(2 - value / {self.base()}, 0, 2) / 2"

    def guards(self) -> tuple[Guard, ...]:
        """An average must be positive."""
        return (Guard(f"{self.base()} > 0", "benchmark_not_positive"),)

    def lowest_is_best(self) -> bool:
        """It pays for staying below the average."""
        return True
