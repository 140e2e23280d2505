"""What was computed or read once and stays right: kept by this process, the last few of a kind."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Generic, TypeVar

from django.db import connection

from saima.records.chain import HEAD
from saima.records.models import AuditHead

T = TypeVar("T")


class Keeper(Generic[T]):
    """Keeps the last ``most`` answers; whoever asks for one that is being made waits for it.

    A key has to say everything that the answer depends on.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.lock = Lock()
        self.kept: OrderedDict[Hashable, Future[T]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer of ``key``, from ``make`` where it is not there; an error is not kept."""
        with self.lock:
            found = self.kept.get(key)
            answer = self.kept[key] = Future() if found is None else found
            self.kept.move_to_end(key)
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
        if found is None:
            self.fulfil(key, answer, make)
        return answer.result()

    def now(self, key: Hashable, read: Callable[[], T]) -> T:
        """What ``read`` finds in the records; it reads again only after somebody changed something.

        Every action writes to the audit log in its own transaction and holds the end of the log
        until that is over: while the end is the same, so is everything that actions write. ``key``
        says what else the answer depends on, such as the day. Nobody may change what comes out.
        Inside a transaction everything is read anew, because it sees its own changes.
        """
        if connection.in_atomic_block:
            return read()
        return self.get((end_of_log(), key), read)

    def fulfil(self, key: Hashable, answer: "Future[T]", make: Callable[[], T]) -> None:
        """Make an answer for everybody who waits for it."""
        try:
            answer.set_result(make())
        except BaseException as error:
            with self.lock:
                self.kept.pop(key, None)
            answer.set_exception(error)


def end_of_log() -> str:
    """The hash at the end of the audit log; one query, or one for all of ``one_moment``."""
    seen = SEEN.get()
    if seen is None:
        return read_end()
    if not seen:
        seen.append(read_end())
    return seen[0]


def read_end() -> str:
    """As ``end_of_log``, out of the records."""
    return AuditHead.objects.values_list("hash", flat=True).get(pk=HEAD)


SEEN: ContextVar[list[str] | None] = ContextVar("SEEN", default=None)


@contextmanager
def one_moment() -> Iterator[None]:
    """The end of the log is looked at once, for whoever reads and changes nothing.

    What is read later than the end may be newer than it, and is never older.
    """
    before = SEEN.set([])
    try:
        yield
    finally:
        SEEN.reset(before)
