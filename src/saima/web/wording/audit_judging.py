"""What the audit log says of consequences, ranks, adjustments, awards, documents and meetings."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ACTIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "consequence.propose": (
        gettext_lazy("consequence proposed"),
        gettext_lazy("proposed by %(rule)s a consequence for %(unit)s in %(period)s"),
    ),
    "consequence.confirm": (
        gettext_lazy("consequence confirmed"),
        gettext_lazy("confirmed the consequence for %(unit)s in %(period)s: %(text)s"),
    ),
    "consequence.decline": (
        gettext_lazy("consequence declined"),
        gettext_lazy("declined the consequence for %(unit)s in %(period)s: %(text)s"),
    ),
    "consequence.suspend": (
        gettext_lazy("consequence suspended"),
        gettext_lazy("suspended the consequence for %(unit)s in %(period)s: %(text)s"),
    ),
    "consequence.expire": (
        gettext_lazy("suspension ended"),
        gettext_lazy("ended the suspension of the consequence for %(unit)s in %(period)s"),
    ),
    "consequence.explain": (
        gettext_lazy("cause given"),
        gettext_lazy("gave the cause for %(unit)s in %(period)s: %(text)s"),
    ),
    "consequence.measure": (
        gettext_lazy("measure taken"),
        gettext_lazy("took a measure against %(unit)s in %(period)s: %(text)s"),
    ),
    "consequence.issue": (
        gettext_lazy("measures complete"),
        gettext_lazy("completed the measures against %(unit)s in %(period)s"),
    ),
    "consequence.plan": (
        gettext_lazy("rectification planned"),
        gettext_lazy("planned the rectification of %(unit)s for %(period)s"),
    ),
    "consequence.finish": (
        gettext_lazy("item rectified"),
        gettext_lazy("finished an item of the rectification of %(unit)s: %(text)s"),
    ),
    "consequence.return": (
        gettext_lazy("rectification sent back"),
        gettext_lazy("sent back the rectification of %(unit)s for %(period)s: %(text)s"),
    ),
    "consequence.verify": (
        gettext_lazy("rectification verified"),
        gettext_lazy("verified the rectification of %(unit)s for %(period)s: %(text)s"),
    ),
    "consequence.close": (
        gettext_lazy("consequence closed"),
        gettext_lazy("closed the consequence for %(unit)s in %(period)s: %(text)s"),
    ),
    "consequence.lapse": (
        gettext_lazy("card lapsed"),
        gettext_lazy("let the card of %(unit)s from %(period)s lapse"),
    ),
    "consequence.flag": (
        gettext_lazy("review asked for"),
        gettext_lazy("marked the consequence for %(unit)s in %(period)s: its boards have changed"),
    ),
    "consequence.keep": (
        gettext_lazy("consequence kept"),
        gettext_lazy("kept the consequence for %(unit)s in %(period)s: %(text)s"),
    ),
    "consequence.withdraw": (
        gettext_lazy("consequence withdrawn"),
        gettext_lazy("withdrew the consequence for %(unit)s in %(period)s: %(text)s"),
    ),
    "consequence.void": (
        gettext_lazy("proposal void"),
        gettext_lazy("made the proposal for %(unit)s in %(period)s void: its boards have changed"),
    ),
    "tolerance.apply": (
        gettext_lazy("fault tolerance applied for"),
        gettext_lazy("applied for fault tolerance for %(unit)s"),
    ),
    "tolerance.verify": (
        gettext_lazy("application verified"),
        gettext_lazy("verified the application of %(unit)s: %(finding)s"),
    ),
    "tolerance.decide": (
        gettext_lazy("application decided"),
        gettext_lazy("decided on the application of %(unit)s: %(decision)s"),
    ),
    "tolerance.expire": (
        gettext_lazy("fault tolerance expired"),
        gettext_lazy("the fault tolerance of %(unit)s ended on %(valid_until)s"),
    ),
    "superior.record": (
        gettext_lazy("superior rank recorded"),
        gettext_lazy(
            "recorded the rank %(rank)s of %(field)s in %(period)s from %(document)s %(why)s"
        ),
    ),
    "adjustment.propose": (
        gettext_lazy("adjustment proposed"),
        gettext_lazy("proposed %(points)s points for %(unit)s in %(period)s: %(reason)s"),
    ),
    "adjustment.approve": (
        gettext_lazy("adjustment approved"),
        gettext_lazy("approved %(points)s points for %(unit)s in %(period)s: %(decision)s"),
    ),
    "adjustment.decline": (
        gettext_lazy("adjustment declined"),
        gettext_lazy("declined %(points)s points for %(unit)s in %(period)s: %(decision)s"),
    ),
    "award.propose": (
        gettext_lazy("award proposed"),
        gettext_lazy("proposed an award for %(unit)s in %(period)s %(title)s"),
    ),
    "award.grant": (
        gettext_lazy("award granted"),
        gettext_lazy("granted the award of %(unit)s in %(period)s %(document)s %(reason)s"),
    ),
    "award.decline": (
        gettext_lazy("award declined"),
        gettext_lazy("declined the award of %(unit)s in %(period)s: %(reason)s"),
    ),
    "award.void": (
        gettext_lazy("award void"),
        gettext_lazy("made the award of %(unit)s in %(period)s void: its board has changed"),
    ),
    "award.flag": (
        gettext_lazy("review of an award asked for"),
        gettext_lazy("marked the award of %(unit)s in %(period)s: its board has changed"),
    ),
    "document.draft": (gettext_lazy("document drafted"), gettext_lazy("drafted “%(title)s”")),
    "document.file": (
        gettext_lazy("draft replaced"),
        gettext_lazy("put %(name)s in the place of the draft of “%(title)s”"),
    ),
    "document.issue": (
        gettext_lazy("document issued"),
        gettext_lazy("issued “%(title)s” as %(number)s"),
    ),
    "document.void": (
        gettext_lazy("document made void"),
        gettext_lazy("made “%(title)s” %(number)s void: %(reason)s"),
    ),
    "document.open": (
        gettext_lazy("document opened"),
        gettext_lazy("opened “%(title)s” %(number)s"),
    ),
    "meeting.hold": (
        gettext_lazy("meeting pack kept"),
        gettext_lazy("kept the pack of the meeting of %(date)s about %(period)s"),
    ),
    "meeting.minutes": (
        gettext_lazy("minutes written"),
        gettext_lazy("wrote the minutes of the meeting of %(date)s with %(promises)s promises"),
    ),
    "promise.give": (
        gettext_lazy("promise given"),
        gettext_lazy("wrote down for %(unit)s until %(due)s: %(text)s"),
    ),
    "promise.finish": (
        gettext_lazy("promise finished"),
        gettext_lazy("finished a promise of %(unit)s: %(result)s"),
    ),
}
