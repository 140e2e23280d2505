"""Rows that are added and never changed (design section 4)."""

from collections.abc import Iterable
from typing import Any, Never, Self

from django.db import models


class RowIsFinal(Exception):  # noqa: N818 - it states a rule of the records
    """Somebody tried to change or delete a row that may only be added."""

    def __init__(self, table: str) -> None:
        super().__init__(
            f"{table}: rows are only added, never changed or deleted; "
            "add a new row that names the old one"
        )


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses the bulk ways around ``save`` and ``delete``."""

    def update(self, **kwargs: object) -> Never:
        """Refuse, because a row is final."""
        del kwargs
        raise RowIsFinal(self.model.__name__)

    def delete(self) -> Never:
        """Refuse, because a row is final."""
        raise RowIsFinal(self.model.__name__)

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None
    ) -> Never:
        """Refuse, because a row is final."""
        del objs, fields, batch_size
        raise RowIsFinal(self.model.__name__)


class AppendOnly(models.Model):
    """Base of such tables; triggers in the database guard them once more (migration 0001)."""

    objects: models.Manager[Self] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; refuse when it is already there."""
        if not self._state.adding:
            raise RowIsFinal(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:  # noqa: FBT001, FBT002
        """Refuse, because a row is final."""
        del using, keep_parents
        raise RowIsFinal(type(self).__name__)
