"""Ask before a text is kept that looks as if it named a citizen (domain 5)."""

from collections.abc import Iterable

from saima.actions.refusals import Refused
from saima.plan.label import Label
from saima.plan.personal_data import LOOKS_PERSONAL, Personal, personal
from saima.plan.problems import Problem

NAMES = {
    Personal.IDENTITY_NUMBER: Label(zh="公民身份号码", en="the number of an identity card"),
    Personal.MOBILE_PHONE: Label(zh="手机号码", en="the number of a mobile phone"),
}


def refuse_personal(texts: Iterable[str], *, confirmed: bool = False) -> None:
    """Raise Refused where a text looks personal, unless somebody confirmed that it is not.

    Each finding is told with its masked number, so that the refusal itself keeps nothing.
    """
    if confirmed:
        return
    found = dict.fromkeys(one for text in texts for one in personal(text))
    if found:
        raise Refused(
            Problem(LOOKS_PERSONAL, facts={"what": NAMES[kind], "found": shown})
            for kind, shown in found
        )
