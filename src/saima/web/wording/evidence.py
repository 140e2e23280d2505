"""What a value is to be proved with, in the reader's language."""

from saima.plan.plan import Plan
from saima.records.models import DueValue


def evidence_asked(plan: Plan | None, due: DueValue, language: str) -> str:
    """What was asked when the month was opened; empty where nothing was.

    The record keeps it in Chinese. It is put in another language where the plan says the same
    still, because what a later version asks was not asked of this value.
    """
    indicator = None if plan is None else plan.indicator_by_code.get(due.indicator)
    label = None if indicator is None else indicator.evidence
    same = label is not None and label.zh == due.evidence
    return label.text(language) if label is not None and same else due.evidence
