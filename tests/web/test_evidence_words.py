"""What a value is to be proved with is told in the reader's language."""

from saima.plan.label import Label
from saima.records.models import DueValue
from saima.web.wording.evidence import evidence_asked
from tests.cast import cast_plan


def test_evidence_is_told_in_the_readers_language_while_the_plan_says_the_same() -> None:
    plan = cast_plan()
    proved = plan.indicators[0].model_copy(
        update={"evidence": Label(zh="到资凭证", en="proof of transfer")}
    )
    plan = plan.model_copy(update={"indicators": (proved, *plan.indicators[1:])})
    due = DueValue(unit="a", indicator=proved.code, evidence="到资凭证")
    assert evidence_asked(plan, due, "en") == "proof of transfer"
    assert evidence_asked(plan, due, "zh-hans") == "到资凭证"
    older = DueValue(unit="a", indicator=proved.code, evidence="验资报告")
    assert evidence_asked(plan, older, "en") == "验资报告"
    assert evidence_asked(None, due, "en") == "到资凭证"
    assert evidence_asked(plan, DueValue(indicator=proved.code, evidence=""), "en") == ""
