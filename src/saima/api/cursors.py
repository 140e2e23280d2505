"""Pages of a long list: a cursor says behind which row the next page begins."""

import base64
import binascii
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from ninja import Query, Schema
from pydantic import Field

from saima.actions.refusals import refused
from saima.api.problem_kinds import BAD_CURSOR

Row = TypeVar("Row", bound=Model)
MOST = 500


class PageQuery(Schema):
    """Which part of a list: at most ``limit`` rows behind ``cursor``."""

    cursor: Annotated[str, Field(max_length=64)] = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = 100


Page = Query[PageQuery]


def page_of(rows: QuerySet[Row], page: Any) -> tuple[list[Row], str | None]:
    """A page of ``rows`` by their ids, and the cursor of the next one, None behind the last.

    Rows that are added meanwhile are neither skipped nor told twice. Raises Refused.
    """
    found = list(rows.filter(pk__gt=opened(page.cursor)).order_by("pk")[: page.limit + 1])
    shown = found[: page.limit]
    return shown, closed(shown[-1].pk) if len(found) > page.limit else None


def closed(key: int) -> str:
    """A cursor; its form is nobody's business."""
    return base64.urlsafe_b64encode(f"after:{key}".encode()).decode()


def opened(cursor: str) -> int:
    """The id behind which a page begins. Raises Refused."""
    if not cursor:
        return 0
    try:
        text = base64.b64decode(cursor.encode(), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeError):
        text = ""
    word, _, key = text.partition(":")
    if word != "after" or not key.isdecimal() or len(key) > 18:
        raise refused(BAD_CURSOR)
    return int(key)
