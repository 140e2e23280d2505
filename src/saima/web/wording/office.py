"""What was done, said once on the page that follows."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saima.web.wording import done_consequences, done_papers, work

DONE: Mapping[str, str | Promise] = {
    "round.open": _("The month is open; the units see what they have to report."),
    "round.freeze": _("The month is frozen."),
    "person.add": _("The account is there. Grant it a post next."),
    "person.deactivate": _("The account is closed and its posts have ended."),
    "post.grant": _("The post is granted."),
    "post.end": _("The post has its last day."),
    "token.revoke": _("The token is taken back; programs that use it are refused from now on."),
    "plan.publish": _("The plan is published; the boards follow it from now on."),
    "board.draft": _("The draft is computed. Look at what moved, then show it."),
    "board.show": _("The board is shown; units may object."),
    "board.seal": _("The board is sealed. Its bundle can be downloaded below."),
    "board.withdraw": _("The board is withdrawn and stays readable."),
    "board.edition": _(
        "The draft of the new edition is computed. Look at what moved, then show it."
    ),
    "value.return": _("The value went back with your reason."),
    "objection.file": _("The objection is filed; the office answers by the day below."),
    "objection.attach": _("The file is attached."),
    "objection.withdraw": _("The objection is withdrawn."),
    "objection.appeal": _("The appeal is filed; the leading group answers by the day below."),
    "objection.rule": _("The ruling is made; the unit sees it with your reasons."),
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
    known = {**DONE, **done_consequences.DONE, **done_papers.DONE, **work.DONE}
    if code in known:
        return str(known[code])
    if not count.isdecimal():
        return ""
    number = int(count[:9])
    return counted(code, number) or done_consequences.counted(code, number)
