"""A run that is killed, and two runs at once: each message arrives once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from typing import ClassVar

import pytest

from tests.house import House, house_in, line_of
from tests.receiving import Receiver, receiving
from tests.together_messages import PEOPLE

EVERYBODY = {f"/p{number}@office.example" for number in range(PEOPLE)}


class MailHouse(House):
    """A house of twelve people whose mail goes to a receiver on this machine."""

    program: ClassVar[str] = "tests.together_messages"
    receiver: Receiver


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailHouse]:
    """Twelve people, and a receiver; each test tells of events of its own."""
    folder = tmp_path_factory.mktemp("mail")
    with receiving() as receiver, house_in(folder, MailHouse) as made:
        made.receiver = receiver
        made.environment["SAIMA_MAIL_URL"] = receiver.mail_url
        made.run("found")
        yield made


@pytest.fixture
def house(shared: MailHouse) -> Iterator[MailHouse]:
    """The house before anything has arrived."""
    shared.receiver.letters.clear()
    yield shared
    shared.receiver.before_answer = None


def deliver(house: MailHouse, later: int = 0, runs: int = 1) -> list[dict[str, int]]:
    """What runs say that begin at the same moment."""
    with ExitStack() as stack:
        started = [stack.enter_context(house.start("run", str(later))) for _ in range(runs)]
        for process in started:
            assert line_of(process) == {"ready": True}
        for process in started:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return [line_of(process) for process in started]


@pytest.mark.parametrize("last", [1, 5, PEOPLE])
def test_a_run_that_is_killed_and_run_again_sends_each_message_once(
    house: MailHouse, last: int
) -> None:
    event = f"killed at {last}"
    house.run("tell", event)
    with house.start("run", "0") as process:

        def kill(count: int) -> None:
            if count == last:
                process.kill()
                process.wait()

        house.receiver.before_answer = kill
        assert line_of(process) == {"ready": True}
        process.communicate("go\n", timeout=60)
        assert process.returncode < 0
    assert len(house.receiver.letters) == last
    left = house.run("inspect", event)["states"]
    expected = {"sent": last - 1, "sending": 1, "waiting": PEOPLE - last}
    assert left == {state: count for state, count in expected.items() if count}

    house.receiver.before_answer = None
    (again,) = deliver(house)
    assert again["sent"] == PEOPLE - last
    (later,) = deliver(house, later=60)
    assert (later["uncertain"], later["sent"]) == (1, 0)
    assert Counter(house.receiver.paths) == Counter(EVERYBODY)
    assert house.run("inspect", event)["states"] == {"sent": PEOPLE - 1, "unsure": 1}


def test_three_runs_at_once_send_each_message_once(house: MailHouse) -> None:
    for event in ("first", "second", "third"):
        house.run("tell", event)
    went = deliver(house, runs=3)
    assert sum(one["sent"] for one in went) == 3 * PEOPLE
    assert Counter(house.receiver.paths) == dict.fromkeys(EVERYBODY, 3)


def test_two_runs_at_once_make_one_digest_for_each(house: MailHouse) -> None:
    for event in ("one", "two"):
        house.run("tell", event, "node_late")
    went = deliver(house, later=24 * 60, runs=2)
    assert sum(one["sent"] for one in went) == PEOPLE
    assert Counter(house.receiver.paths) == Counter(EVERYBODY)
    for _, letter in house.receiver.letters:
        assert letter["message"].count("已逾期") == 2
