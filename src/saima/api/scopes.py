"""What a token may be for, as the interface names it."""

from saima.actions.scopes import TokenScope

__all__ = ["TokenScope"]
