"""Sheets and a decision, as the tests of permissions ask for them."""

from datetime import date
from typing import Any

from saima.actions import decisions, supervision
from saima.actions.decisions import NewDecision
from saima.actions.stored_files import NamedFile
from saima.actions.supervision import Answer
from saima.records.models import SupervisionFile
from tests.cast import Cast, by
from tests.supervision_stage import PLAN, acknowledged, issued

FILE = NamedFile("proof.txt", b"fictitious")


def supervision_facts(cast: Cast) -> dict[str, Any]:
    """Commerce has to acknowledge one sheet and has answered another with a file."""
    sheet = issued(cast)
    other = acknowledged(cast, cause="other:2", title="Answered already")
    supervision.answer(by(cast.reporter), other.pk, Answer("done", [FILE]))
    new = NewDecision("嘉兴市", "两项任务", "嘉委〔2021〕3号", date(2021, 4, 1), file=FILE)
    return {
        "sheet": sheet.pk,
        "supervision_file": SupervisionFile.objects.get().pk,
        "superior_decision": decisions.record(by(cast.office), PLAN, new).pk,
    }
