"""The tables, one subject a file."""

from saima.records.models.adjustments import Adjustment
from saima.records.models.ledger import Entry
from saima.records.models.plans import PlanVersion
from saima.records.models.targets import Target
from saima.records.models.user import Person

__all__ = ["Adjustment", "Entry", "Person", "PlanVersion", "Target"]
