"""A problem that somebody must mend: where, what was found, what was expected, how to mend it.

The kinds stand beside the checks that find them; the text is made at display time, in the
reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from saima.plan.label import Label

Sentences = tuple[str, str, str]
"""What was found, what was expected, how to mend it."""


@dataclass(frozen=True)
class ProblemKind:
    """A sort of problem with its three sentences; ``{fact}`` is filled from the problem's facts."""

    code: str
    found: Label
    expected: Label
    mend: Label
    warning: bool = False


def problem_kind(code: str, *, en: Sentences, zh: Sentences, warning: bool = False) -> ProblemKind:
    """Make a kind from its sentences in both languages."""
    found, expected, mend = (
        Label(zh=chinese, en=english) for chinese, english in zip(zh, en, strict=True)
    )
    return ProblemKind(code, found, expected, mend, warning)


def refusal(kind: ProblemKind, **facts: object) -> PydanticCustomError:
    """The error that a validator raises, so that the loader finds the kind and its facts again."""
    words = Problem(kind, facts=facts).text()
    return PydanticCustomError("refused", "{words}", {"words": words, "kind": kind, "facts": facts})


@dataclass(frozen=True)
class Problem:
    """One problem at one place. ``file`` is relative to the plan or data that was given.

    Facts fill the sentences; a fact that is a ``Label`` is put in the reader's language.
    """

    kind: ProblemKind
    file: str = ""
    line: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """``file:line``, or only what is known of it."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def sentences(self, language: str) -> Sentences:
        """What was found, what was expected, how to mend it."""
        facts = {
            name: fact.text(language) if isinstance(fact, Label) else fact
            for name, fact in self.facts.items()
        }
        labels = (self.kind.found, self.kind.expected, self.kind.mend)
        found, expected, mend = (label.text(language).format(**facts) for label in labels)
        return found, expected, mend

    def text(self, language: str = "en") -> str:
        """One line: ``file:line: found; expected ...; mend``."""
        found, expected, mend = self.sentences(language)
        joint = "；" if language.startswith("zh") else "; "
        words = joint.join((found, expected, mend))
        return f"{self.place}: {words}" if self.place else words


class Problems(Exception):  # noqa: N818 - it carries problems, it is not one error
    """Raised where work cannot go on; carries every problem that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(problem.text() for problem in problems))
        self.problems = problems
