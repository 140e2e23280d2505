"""The scoring methods. A new one is a file here and a line in ``Scoring`` (domain 1.2)."""

from types import MappingProxyType
from typing import Annotated, get_args

from pydantic import Field

from saima.plan.methods.base import Guard, ScoringMethod
from saima.plan.methods.base_plus import BasePlus
from saima.plan.methods.benchmark_ratio import BenchmarkRatio
from saima.plan.methods.best_ratio import BestRatio
from saima.plan.methods.blend import Blend
from saima.plan.methods.column_share import ColumnShare
from saima.plan.methods.completion import Completion
from saima.plan.methods.counting import Counting
from saima.plan.methods.difference import Difference
from saima.plan.methods.efficacy import Efficacy
from saima.plan.methods.goalposts import Goalposts
from saima.plan.methods.grades import Grades
from saima.plan.methods.improvement import Improvement
from saima.plan.methods.met import Met
from saima.plan.methods.min_max import MinMax
from saima.plan.methods.percentile import Percentile
from saima.plan.methods.rank_points import RankPoints
from saima.plan.methods.reverse_benchmark import ReverseBenchmark
from saima.plan.methods.steps import Steps
from saima.plan.methods.superior_rank import FieldBand, SuperiorRank
from saima.plan.methods.z_score import ZScore

Scoring = Annotated[
    BasePlus
    | BenchmarkRatio
    | BestRatio
    | Blend
    | ColumnShare
    | Completion
    | Counting
    | Difference
    | Efficacy
    | Goalposts
    | Grades
    | Improvement
    | Met
    | MinMax
    | Percentile
    | RankPoints
    | ReverseBenchmark
    | Steps
    | SuperiorRank
    | ZScore,
    Field(discriminator="method"),
]

METHODS = MappingProxyType(
    {method.model_fields["method"].default: method for method in get_args(get_args(Scoring)[0])}
)
"""The methods by name."""

__all__ = ["METHODS", "FieldBand", "Guard", "Scoring", "ScoringMethod", "SuperiorRank"]
