"""The words of all subjects of work in one place, for the audit log and the notes after a step."""

from collections.abc import Mapping

from django.utils.functional import Promise

from saima.web.wording import (
    good_cases,
    hard_problems,
    messages,
    pledges,
    screen,
    splits,
    supervision,
    tasks,
)

SUBJECTS = (good_cases, hard_problems, messages, pledges, screen, splits, supervision, tasks)

ACTIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    code: words for subject in SUBJECTS for code, words in subject.ACTIONS.items()
}

DONE: Mapping[str, str | Promise] = {
    code: words for subject in SUBJECTS for code, words in subject.DONE.items()
}
