"""What is kept is right until somebody changes something, and made once for all who wait."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from saima.records.keeping import Keeper
from tests.house import house_in, line_of
from tests.kept_together import KeptHouse


def numbers() -> Callable[[], int]:
    """1, 2, 3, one more at each call."""
    found = iter(range(1, 100))
    return lambda: next(found)


def test_an_answer_is_made_once_and_the_oldest_goes() -> None:
    keeper, make = Keeper[int](2), numbers()
    assert [keeper.get("a", make), keeper.get("a", make)] == [1, 1]
    assert keeper.get("b", make) == 2
    assert keeper.get("a", make) == 1
    assert keeper.get("c", make) == 3
    assert keeper.get("a", make) == 1
    assert keeper.get("b", make) == 4


def test_an_error_is_told_and_not_kept() -> None:
    keeper = Keeper[int](2)

    def fail() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        keeper.get("a", fail)
    assert keeper.get("a", lambda: 7) == 7


def test_whoever_comes_while_it_is_made_waits_for_it() -> None:
    keeper, begun, go = Keeper[int](2), Event(), Event()
    make = numbers()

    def slow() -> int:
        begun.set()
        assert go.wait(30)
        return make()

    with ThreadPoolExecutor(5) as people:
        first = people.submit(keeper.get, "a", slow)
        assert begun.wait(30)
        others = [people.submit(keeper.get, "a", slow) for _ in range(3)]
        another = people.submit(keeper.get, "b", lambda: 100)
        assert another.result(30) == 100  # because another key does not wait
        go.set()
        assert [one.result(30) for one in (first, *others)] == [1, 1, 1, 1]


def test_the_records_are_read_again_after_another_process_did_something(tmp_path: Path) -> None:
    with house_in(tmp_path, KeptHouse) as house:
        house.run("tables")
        with house.start("keep") as process:

            def read() -> list[int]:
                assert process.stdin is not None
                process.stdin.write("\n")
                process.stdin.flush()
                found: list[int] = line_of(process)["read"]
                return found

            assert read() == [1, 1]
            assert read() == [2, 3]  # because a transaction sees what nobody else does
            assert read() == [1, 1]
            house.run("act")
            assert read() == [4, 4]
            assert read() == [4, 4]
