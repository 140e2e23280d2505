"""What a token may be for; a token allows what its person may do, and of that only its scope."""

from enum import StrEnum


class TokenScope(StrEnum):
    """One door of the interface."""

    PLAN_READ = "plan:read"
    ROUNDS_READ = "rounds:read"
    VALUES_WRITE = "values:write"
    LEDGER_READ = "ledger:read"
    BOARDS_READ = "boards:read"
