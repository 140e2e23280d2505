"""What an adjustment of a task changes, in words: what stood before and what stands after."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FACTS: Mapping[str, str | Promise] = {
    "title": _("Title of the task"),
    "unit": _("Lead unit"),
    "leader": _("Responsible leader"),
    "owner": _("Responsible post"),
    "co_units": _("Co-units"),
}
NOTHING = "–"


@dataclass(frozen=True)
class Difference:
    """A thing by its name, as it was and as it becomes; ``before`` is empty for what is new."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Names:
    """How units are called by their code, and nodes by their number."""

    unit: Callable[[str], str]
    nodes: Mapping[int, str]

    def node(self, number: int | str) -> str:
        """A node with its number."""
        word = gettext("node %(number)s") % {"number": number}
        return f"{word} {self.nodes.get(int(number), '')}".strip()

    def units(self, kept: list[list[str]]) -> str:
        """Co-units with the shares that are declared."""
        words = [
            f"{self.unit(code)} {share.rstrip('0').rstrip('.') if '.' in share else share} %"
            if float(share)
            else self.unit(code)
            for code, share in kept
        ]
        return gettext("; ").join(words) or NOTHING

    def fact(self, name: str, value: Any) -> str:
        """A fact of a task."""
        if name == "co_units":
            return self.units(value or [])
        return self.unit(value) if name == "unit" else str(value or NOTHING)


def differences(data: Mapping[str, Any], names: Names) -> Iterator[Difference]:
    """What a step asks for or has changed, from the facts that it keeps; nothing for other steps.

    What an older version kept has days only, and what was asked for has no days before.
    """
    days, before = data.get("days"), data.get("before")
    if not isinstance(days, dict):
        return
    old, facts = data.get("facts_before") or {}, data.get("facts") or {}
    for name in FACTS:
        if name in facts:
            was = names.fact(name, old.get(name))
            yield Difference(str(FACTS[name]), was, names.fact(name, facts[name]))
    for number, day in days.items():
        was = str(before.get(number, "")) if isinstance(before, dict) else ""
        yield Difference(names.node(number), was, day)
    for number in data.get("dropped") or ():
        yield Difference(names.node(number), "", gettext("taken out"))
    for node in data.get("added") or ():
        yield Difference(gettext("new node"), "", node_words(node, names))
    due, ended = data.get("due"), data.get("due_before")
    if due and str(due) != str(ended):
        yield Difference(gettext("The task is due"), str(ended or ""), str(due))


def node_words(node: Mapping[str, Any], names: Names) -> str:
    """A node that is added, in one line."""
    checker = node["checker"]
    words = gettext("%(title)s, due %(due)s, weight %(weight)s, accepted by %(checker)s")
    return words % {
        "title": node["title"],
        "due": node["due"],
        "weight": node["weight"],
        "checker": names.unit(checker) if checker else gettext("Assessment office"),
    }
