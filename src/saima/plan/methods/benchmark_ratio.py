"""Ratio to a benchmark 基准值法 (domain 1.2 M8, 2.2; golden G9, G10)."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import INFINITY, Guard, ScoringMethod


class BenchmarkRatio(ScoringMethod):
    """Value divided by a fixed benchmark, or by the group mean where none is given."""

    title: ClassVar[Label] = Label(zh="基准值法", en="Ratio to a benchmark")
    words: ClassVar[Label] = Label(
        zh="按与基准值（固定值或平均值）的比值得分，不低于下限、不高于上限。",
        en="Scored by the ratio to a benchmark (fixed or the mean), within floor and cap.",
    )

    method: Literal["benchmark_ratio"] = "benchmark_ratio"
    benchmark: float | None = None
    cap: float = INFINITY
    floor: float = 0.0

    def base(self) -> str:
        """The text of the benchmark."""
        return "mean(value)" if self.benchmark is None else "benchmark"

    def formula(self, direction: str) -> str:
        """Mirror the ratio for indicators where lower is better."""
        ratio = f"value / {self.base()}"
        return f"clamp({'2 - ' if direction == 'lower' else ''}{ratio}, floor, cap)"

    def guards(self) -> tuple[Guard, ...]:
        """A benchmark must be positive."""
        return (Guard(f"{self.base()} > 0", "benchmark_not_positive"),)
