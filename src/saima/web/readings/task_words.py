"""Words of a table of tasks in both languages: units, contests, indicators, programmes, tags."""

from django.utils.translation import override

from saima.actions.imported import by_word
from saima.actions.task_rows import KINDS, Words
from saima.plan.plan import Plan
from saima.records.models import TaskOrigin
from saima.records.queries.programmes import programmes


def words(plan: Plan) -> Words:
    """What may stand in the cells of a table, whatever language it was made in; one query."""
    return Words(
        units=by_word((unit.code, unit.zh, unit.en) for unit in plan.units),
        contests=by_word((one.code, one.label.zh, one.label.en) for one in plan.nodes),
        indicators=by_word((one.code, one.label.zh, one.label.en) for one in plan.indicators),
        programmes=programme_words(plan),
        origins=by_word(
            (one.value, label_in("zh-hans", one), label_in("en", one)) for one in TaskOrigin
        ),
        tag_kinds={word: kind.value for kind, zh in KINDS.items() for word in (kind.value, zh)},
    )


def programme_words(plan: Plan) -> dict[str, str]:
    """Ids of programmes by their codes, and by names that only one of them has."""
    lines = programmes(plan.code)
    names = by_word((line.code, line.zh, line.en) for line in lines)
    keys = {line.code: str(line.pk) for line in lines}
    return {word: keys[code] for word, code in names.items()}


def label_in(language: str, one: TaskOrigin) -> str:
    """A kind of task in a language."""
    with override(language):
        return str(one.label)
