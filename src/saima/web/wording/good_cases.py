"""What is said of good cases: in the audit log, and after something was done."""

from collections.abc import Mapping

from django.utils.functional import Promise

ACTIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {}

DONE: Mapping[str, str | Promise] = {}
