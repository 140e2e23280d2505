"""Records of the audit log as sentences, made when they are read: codes and data to words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saima.documents import figures
from saima.plan.periods import Period
from saima.records.models import AuditRecord, DayOrder, Ruled
from saima.web.place import Place
from saima.web.wording import audit_judging, work
from saima.web.wording.refusals import ROLES
from saima.web.wording.steps import unit_or_office
from saima.web.wording.task_changes import Names, differences

Text = str | Promise

ACTIONS: Mapping[str, tuple[Text, Text]] = {
    "house.found": (
        gettext_lazy("first account"),
        gettext_lazy("became the first security administrator"),
    ),
    "session.open": (gettext_lazy("signed in"), gettext_lazy("signed in")),
    "session.close": (gettext_lazy("signed out"), gettext_lazy("signed out")),
    "session.refused": (
        gettext_lazy("sign-in failed"),
        gettext_lazy("sign-in as “%(username)s” failed"),
    ),
    "session.locked": (
        gettext_lazy("sign-in locked"),
        gettext_lazy("“%(username)s” was locked after repeated failures"),
    ),
    "person.add": (gettext_lazy("account added"), gettext_lazy("added the account %(about)s")),
    "person.deactivate": (
        gettext_lazy("account closed"),
        gettext_lazy("closed the account %(about)s and ended %(posts_ended)s posts: %(reason)s"),
    ),
    "person.give_password": (
        gettext_lazy("password given"),
        gettext_lazy("gave %(about)s a new first password"),
    ),
    "person.password": (
        gettext_lazy("password changed"),
        gettext_lazy("changed the password of %(about)s"),
    ),
    "post.grant": (
        gettext_lazy("post granted"),
        gettext_lazy("granted %(person)s the post %(role)s %(unit)s from %(starts)s"),
    ),
    "post.end": (
        gettext_lazy("post ended"),
        gettext_lazy("ended the post of %(about)s as %(role)s %(unit)s"),
    ),
    "plan.publish": (
        gettext_lazy("plan published"),
        gettext_lazy("published %(plan)s v%(version)s: %(reason)s"),
    ),
    "posts.import": (
        gettext_lazy("posts by table"),
        gettext_lazy(
            "took the table %(name)s: %(changed)s changes, %(accounts)s of them new accounts"
        ),
    ),
    "calendar.set": (
        gettext_lazy("calendar changed"),
        gettext_lazy("set %(days)s as %(order)s: %(reason)s"),
    ),
    "filing.file": (
        gettext_lazy("form handed in"),
        gettext_lazy("handed in the form %(name)s with %(rows)s values"),
    ),
    "round.open": (
        gettext_lazy("month opened"),
        gettext_lazy("opened %(month)s: %(asked)s values asked, %(known)s known already"),
    ),
    "round.freeze": (
        gettext_lazy("month frozen"),
        gettext_lazy("froze %(month)s: %(accepted)s accepted, %(unfinished)s not %(despite)s"),
    ),
    "extension.grant": (
        gettext_lazy("deadline extended"),
        gettext_lazy("gave %(about)s a later deadline: %(reason)s"),
    ),
    "value.submit": (
        gettext_lazy("value reported"),
        gettext_lazy("reported %(about)s, version %(version)s"),
    ),
    "value.withdraw": (
        gettext_lazy("value withdrawn"),
        gettext_lazy("took back %(about)s %(reason)s"),
    ),
    "value.approve": (
        gettext_lazy("value approved"),
        gettext_lazy("approved %(about)s in the unit, version %(version)s"),
    ),
    "value.accept": (
        gettext_lazy("value accepted"),
        gettext_lazy("accepted %(about)s, version %(version)s, into the ledger"),
    ),
    "value.return": (
        gettext_lazy("value returned"),
        gettext_lazy("returned %(about)s, version %(version)s: %(reason)s"),
    ),
    "value.comment": (gettext_lazy("remark"), gettext_lazy("said about %(about)s: %(text)s")),
    "ledger.correct": (
        gettext_lazy("ledger corrected"),
        gettext_lazy("corrected %(value)s in the ledger: %(why)s"),
    ),
    "evidence.attach": (
        gettext_lazy("evidence attached"),
        gettext_lazy("attached %(name)s to %(about)s"),
    ),
    "evidence.open": (
        gettext_lazy("evidence opened"),
        gettext_lazy("opened %(name)s of %(about)s"),
    ),
    "board.draft": (
        gettext_lazy("board computed"),
        gettext_lazy(
            "computed the board %(period)s, edition %(edition)s, draft %(draft)s: %(reason)s"
        ),
    ),
    "board.show": (
        gettext_lazy("board shown"),
        gettext_lazy(
            "showed the board %(period)s, edition %(edition)s, for objections until %(until)s"
        ),
    ),
    "board.withdraw": (
        gettext_lazy("board withdrawn"),
        gettext_lazy(
            "withdrew the board %(period)s, edition %(edition)s, draft %(draft)s: %(reason)s"
        ),
    ),
    "board.seal": (
        gettext_lazy("board sealed"),
        gettext_lazy(
            "sealed the board %(period)s, edition %(edition)s, as number %(sequence)s: %(reason)s"
        ),
    ),
    "objection.file": (
        gettext_lazy("objection filed"),
        gettext_lazy("objected for %(unit)s to %(code)s on the board %(period)s: %(reason)s"),
    ),
    "objection.attach": (
        gettext_lazy("file of an objection attached"),
        gettext_lazy("attached %(name)s to the objection of %(about)s"),
    ),
    "objection.open_file": (
        gettext_lazy("file of an objection opened"),
        gettext_lazy("opened %(name)s of the objection of %(about)s"),
    ),
    "objection.withdraw": (
        gettext_lazy("objection withdrawn"),
        gettext_lazy("withdrew the objection of %(unit)s to %(code)s"),
    ),
    "objection.appeal": (
        gettext_lazy("objection appealed"),
        gettext_lazy("appealed for %(unit)s about %(code)s: %(reason)s"),
    ),
    "objection.rule": (
        gettext_lazy("objection ruled"),
        gettext_lazy(
            "ruled on the objection of %(unit)s to %(code)s in instance %(instance)s,"
            " %(ruled)s: %(reasons)s"
        ),
    ),
    **audit_judging.ACTIONS,
    **work.ACTIONS,
    "token.issue": (
        gettext_lazy("token issued"),
        gettext_lazy("issued the token %(name)s, valid until %(expires)s"),
    ),
    "token.revoke": (gettext_lazy("token revoked"), gettext_lazy("revoked the token %(name)s")),
    "export": (gettext_lazy("export"), gettext_lazy("took out %(what)s %(month)s")),
    "audit.export": (
        gettext_lazy("log exported"),
        gettext_lazy("took out %(rows)s records of the log"),
    ),
}
EXPORTS: Mapping[str, Text] = {
    "template.report": gettext_lazy("the form with remarks"),
    "template": gettext_lazy("the form to fill in"),
    "posts": gettext_lazy("all posts"),
    "tasks": gettext_lazy("the tasks"),
    "units": gettext_lazy("the units of the plan"),
    "calendar": gettext_lazy("the calendar"),
    "board_table": gettext_lazy("a ranking"),
    "board_bundle": gettext_lazy("the bundle of a sealed board"),
    "heat_table": gettext_lazy("a heat table"),
    "show_table": gettext_lazy("a monthly show"),
    "hard_problems": gettext_lazy("a list of hard problems"),
    "split": gettext_lazy("the grid of a split"),
    "pledges.docx": gettext_lazy("every unit's pledge"),
}
"""Files by what they hold; what comes after the point is their form."""

FIELDS: Mapping[str, Text] = {
    "value": gettext_lazy("value"),
    "numerator": gettext_lazy("numerator"),
    "denominator": gettext_lazy("denominator"),
    "field": gettext_lazy("size of the field"),
    "tasks": gettext_lazy("tasks"),
    "zh": gettext_lazy("Chinese name"),
    "en": gettext_lazy("English name"),
    "not_applicable": gettext_lazy("not applicable"),
    "unchanged": gettext_lazy("nothing changed"),
    "sentence": gettext_lazy("explanation"),
    "source": gettext_lazy("source"),
    "until": gettext_lazy("Report by"),
    "ends": gettext_lazy("until"),
}
KINDS: Mapping[str, Text] = {
    "duevalue": gettext_lazy("due value"),
    "round": gettext_lazy("round"),
    "person": gettext_lazy("person"),
    "post": gettext_lazy("post"),
    "entry": gettext_lazy("entry"),
    "planversion": gettext_lazy("plan version"),
    "board": gettext_lazy("board"),
    "task": gettext_lazy("task"),
    "tasknode": gettext_lazy("node"),
    "programme": gettext_lazy("programme"),
    "taskforce": gettext_lazy("task force"),
    "objection": gettext_lazy("objection"),
    "consequence": gettext_lazy("consequence"),
    "faulttolerance": gettext_lazy("fault tolerance"),
    "superiorrank": gettext_lazy("superior rank"),
    "adjustmentproposal": gettext_lazy("proposed adjustment"),
    "award": gettext_lazy("award"),
    "issueddocument": gettext_lazy("document"),
    "meeting": gettext_lazy("meeting"),
    "promise": gettext_lazy("promise"),
    "apitoken": gettext_lazy("token"),
    "calendarexception": gettext_lazy("calendar day"),
    "hardproblem": gettext_lazy("hard problem"),
}
FAULTS: Mapping[str, Text] = {
    "missing": gettext_lazy("The record that should stand there is missing."),
    "altered": gettext_lazy("Its content was altered after it was written."),
    "unlinked": gettext_lazy("It does not follow the record before it."),
}
SINGLE = {"extension.grant": "until", "post.end": "ends"}
"""Actions whose data hold one field before, and after under its own name."""
ADJUSTING = frozenset({"task.ask_adjust", "task.adjust", "task.grant_adjust"})
"""Actions whose data hold what becomes another in a task."""


@dataclass(frozen=True)
class Line:
    """A field before and after; empty where it had or has nothing."""

    field: str
    before: str
    after: str


def action_word(code: str) -> str:
    """An action in two or three words."""
    return str(ACTIONS[code][0]) if code in ACTIONS else code


def kind_word(code: str) -> str:
    """A kind of object."""
    return str(KINDS.get(code, code))


def sentence(record: AuditRecord, about: str, place: Place | None) -> str:
    """What was done, without who and when."""
    facts = Facts({name: in_words(name, fact, place) for name, fact in record.data.items()})
    facts["about"] = about
    if record.action not in ACTIONS:
        return f"{record.action} {about}".strip()
    return " ".join((str(ACTIONS[record.action][1]) % facts).split()).rstrip(":： ")


class Facts(dict[str, str]):
    """Facts of a sentence; one that is not there is left out."""

    def __missing__(self, name: str) -> str:
        return ""


def in_words(name: str, fact: Any, place: Place | None) -> str:
    """One fact as people write it."""
    words: Mapping[str, Callable[[str], str]] = {
        "role": lambda code: str(ROLES.get(code, code)),
        "unit": lambda code: unit_or_office(place, code) if code else "",
        "handler": lambda code: unit_or_office(place, code) if code else "",
        "value": lambda key: named(key, place),
        "month": lambda text: text,
        "ruled": lambda code: str(Ruled(code).label),
        "what": export_word,
        "expires": local_day,
        "order": lambda code: str(DayOrder(code).label) if code in DayOrder.values else code,
    }
    if fact is None:
        return ""
    if fact is True:
        return _("yes")
    if isinstance(fact, list):
        return _(", ").join(str(one) for one in fact)
    return words[name](str(fact)) if name in words else str(fact)


def local_day(moment: str) -> str:
    """The last day before a moment, in the city's time; anything else as it is."""
    try:
        return figures.day(localdate(datetime.fromisoformat(moment) - timedelta(microseconds=1)))
    except ValueError:
        return moment


def export_word(what: str) -> str:
    """A file that was taken out: what it holds, and its form."""
    if what in EXPORTS:
        return str(EXPORTS[what])
    stem, _point, form = what.rpartition(".")
    return f"{EXPORTS[stem]} ({form})" if stem in EXPORTS else what


def named(key: str, place: Place | None) -> str:
    """``unit indicator period`` by their names; anything else as it is."""
    parts = key.split()
    if place is None or len(parts) != 3:
        return key
    unit, indicator, period = parts
    try:
        when = figures.period_name(Period.parse(period), place.language)
    except ValueError:
        when = period
    return _("%(unit)s, %(indicator)s, %(period)s") % {
        "unit": place.unit(unit),
        "indicator": place.label(indicator),
        "period": when,
    }


def lines(record: AuditRecord, place: Place | None = None) -> list[Line]:
    """What stood before and stands after, field by field, where they differ."""
    data = record.data
    if record.action in ADJUSTING:
        names = Names(lambda code: unit_or_office(place, code), {})
        found = differences(data.get("data") or {}, names)
        return [Line(one.what, one.before, one.after) for one in found]
    before, after = data.get("before"), data.get("after")
    if record.action in SINGLE:
        name = SINGLE[record.action]
        return [Line(str(FIELDS[name]), cell(before), cell(data.get(name)))]
    if not isinstance(after, dict):
        return []
    old = before if isinstance(before, dict) else {}
    return [
        Line(str(FIELDS.get(name, name)), cell(old.get(name)), cell(after.get(name)))
        for name in dict.fromkeys((*old, *after))
        if old.get(name) != after.get(name)
    ]


def cell(value: object) -> str:
    """A value of the log; empty for none."""
    if value is None:
        return ""
    return _("yes") if value is True else str(value)
