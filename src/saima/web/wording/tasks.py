"""What is said of programmes, tasks and task forces: in the audit log and after a step."""

from collections.abc import Mapping

from django.utils.functional import Promise

ACTIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {}

DONE: Mapping[str, str | Promise] = {}
