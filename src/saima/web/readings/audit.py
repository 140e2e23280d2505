"""The audit log as the auditor reads it: each record with what it is about, by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from saima.records.models import AuditRecord, DueValue, Person, Post
from saima.web.place import Place
from saima.web.wording.audit import Line, action_word, kind_word, lines, named, sentence


@dataclass(frozen=True)
class LogLine:
    """A record in words."""

    record: AuditRecord
    action: str
    kind: str
    sentence: str
    lines: list[Line]


def read_log(records: Sequence[AuditRecord], place: Place | None) -> list[LogLine]:
    """Records in words; three queries for all names, however many records."""
    names = names_of(records, place)
    return [
        LogLine(
            record,
            action_word(record.action),
            kind_word(record.object_kind),
            sentence(record, names.get((record.object_kind, record.object_id), ""), place),
            lines(record, place),
        )
        for record in records
    ]


def names_of(records: Sequence[AuditRecord], place: Place | None) -> dict[tuple[str, str], str]:
    """What each object is called, by kind and number."""
    dues = DueValue.objects.in_bulk(numbers(records, "duevalue"))
    people = Person.objects.in_bulk(numbers(records, "person"))
    posts = Post.objects.select_related("person").in_bulk(numbers(records, "post"))
    return {
        **{("duevalue", str(pk)): named(str(due), place) for pk, due in dues.items()},
        **{("person", str(pk)): str(person) for pk, person in people.items()},
        **{("post", str(pk)): str(post.person) for pk, post in posts.items()},
    }


def numbers(records: Iterable[AuditRecord], kind: str) -> list[int]:
    """The objects of a kind that the records are about."""
    found = {record.object_id for record in records if record.object_kind == kind}
    return sorted(int(key) for key in found if key.isdecimal())
