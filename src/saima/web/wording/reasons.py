"""Why something could not be computed: the engine's codes in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "not_due": _("not due yet"),
    "missing": _("not reported"),
    "gap": _("a month is not reported"),
    "unusable": _("the reported figures give no value"),
    "no_target": _("no target"),
    "no_last_year": _("no value of last year"),
    "no_previous_value": _("no value of the period before"),
    "no_field": _("the size of the field is not given"),
    "no_weight": _("no weight"),
    "not_a_number": _("the formula gives no number"),
    "not_computable": _("cannot be computed"),
    "nothing_counts": _("nothing here counts"),
    "quarter_without_total": _("a quarter has no total"),
    "zero_in_geometric_mean": _("a zero in a geometric mean"),
    "incomplete_for_topsis": _("not everything needed for TOPSIS is there"),
    "no_complete_unit": _("no unit has all values"),
    "critic_needs_two_units": _("CRITIC needs two units"),
    "entropy_needs_positive_columns": _("entropy needs columns above zero"),
    "benchmark_not_positive": _("the benchmark is not above zero"),
    "best_not_positive": _("the best value is not above zero"),
    "last_year_not_positive": _("last year's value is not above zero"),
    "rank_outside_field": _("the rank lies outside its field"),
    "target_not_positive": _("the target is not above zero"),
    "value_negative": _("the value is below zero"),
    "value_not_positive": _("the value is not above zero"),
    "weight_not_positive": _("the weight is not above zero"),
}
