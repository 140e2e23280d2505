"""What was done about consequences, tolerance, ranks, adjustments and awards, said once."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

DONE: Mapping[str, str | Promise] = {
    "consequence.confirm": _("It is confirmed. Its measures can be taken now."),
    "consequence.decline": _("It is declined; your reason stands beside it."),
    "consequence.keep": _("It stands; your reason is kept with it."),
    "consequence.withdraw": _("It is withdrawn and void."),
    "consequence.measure": _("The measure is recorded."),
    "consequence.plan": _("The rectification plan is with the office."),
    "consequence.finish": _("The item is done."),
    "consequence.verify": _("The rectification is verified."),
    "consequence.return": _("The plan went back with your reason."),
    "consequence.close": _("It is closed."),
    "tolerance.apply": _("The application is filed; the office verifies it next."),
    "tolerance.verify": _("The application is verified; a leader decides next."),
    "tolerance.grant": _("Fault tolerance is granted."),
    "tolerance.reject": _("The application is rejected."),
    "superior.record": _("The rank is recorded; live boards see it from now on."),
    "adjustment.propose": _("It is proposed; it counts once a leader has approved it."),
    "adjustment.reverse": _("The reversal is proposed; a leader decides."),
    "adjustment.approve": _("It is approved; live boards count it from now on."),
    "adjustment.decline": _("The proposal is declined."),
    "award.commend": _("The commendation is proposed."),
    "award.grant": _("The award is granted."),
    "award.decline": _("The award is declined."),
}


def counted(code: str, count: int) -> str:
    """What a look at the sealed boards led to; empty for anything else."""
    if code not in ("consequence.propose", "award.flags"):
        return ""
    return ngettext(
        "The rules looked at the sealed boards: %(count)d change.",
        "The rules looked at the sealed boards: %(count)d changes.",
        count,
    ) % {"count": count}
