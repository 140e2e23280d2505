"""What was done, said once on the page that follows."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

DONE: Mapping[str, str | Promise] = {
    "round.open": _("The month is open; the units see what they have to report."),
    "round.freeze": _("The month is frozen."),
    "person.add": _("The account is there. Grant it a post next."),
    "person.deactivate": _("The account is closed and its posts have ended."),
    "post.grant": _("The post is granted."),
    "post.end": _("The post has its last day."),
    "token.revoke": _("The token is taken back; programs that use it are refused from now on."),
    "plan.publish": _("The plan is published; the boards follow it from now on."),
    "value.return": _("The value went back with your reason."),
}


def counted(code: str, count: int) -> str:
    """What was done to ``count`` values; empty for anything else."""
    sentences = {
        "extension.grant": ngettext(
            "%(count)d value has a later deadline.",
            "%(count)d values have a later deadline.",
            count,
        ),
        "calendar.set": ngettext(
            "%(count)d day is set; months that are opened from now on follow it.",
            "%(count)d days are set; months that are opened from now on follow them.",
            count,
        ),
        "posts.import": ngettext(
            "%(count)d change made from the table.",
            "%(count)d changes made from the table.",
            count,
        ),
        "value.approve": ngettext("%(count)d value approved.", "%(count)d values approved.", count),
        "value.accept": ngettext(
            "%(count)d value accepted; the live board shows it.",
            "%(count)d values accepted; the live board shows them.",
            count,
        ),
    }
    return sentences[code] % {"count": count} if code in sentences else ""


def done_words(code: str, count: str) -> str:
    """The sentence for a code in the address; empty for anything unknown."""
    if code in DONE:
        return str(DONE[code])
    return counted(code, int(count[:9])) if count.isdecimal() else ""
