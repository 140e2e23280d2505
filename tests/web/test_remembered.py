"""The group and the order of the last board, for the next visit."""

import re

import pytest
from django.test import Client

BOARD = "/2021-03/board/"


def way(reader: Client, address: str = "/2021-03/") -> str:
    """Where the navigation leads for the ranking."""
    page = reader.get(address).content.decode()
    found = re.search(r'<li><a href="([^"]*board/[^"]*)"', page)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_the_way_to_the_board_carries_the_last_group_and_order(reader: Client) -> None:
    assert way(reader) == BOARD
    reader.get(f"{BOARD}?group=offices&sort=-total")
    assert way(reader) == f"{BOARD}?group=offices&sort=-total"
    assert way(reader, "/2021-02/show/") == "/2021-02/board/?group=offices&sort=-total"
    reader.get(f"{BOARD}?group=towns&sort=rank")
    assert way(reader) == BOARD


def test_an_address_says_what_it_shows_whatever_is_remembered(reader: Client) -> None:
    reader.get(f"{BOARD}?group=offices")
    reader.cookies["saima_language"] = "en"
    page = reader.get(BOARD).content.decode()
    assert "Ash" in page
    assert ">Fin<" not in page
    assert way(reader) == f"{BOARD}?group=offices"


@pytest.mark.parametrize("kept", ["nobody|-nonsense", "", "|", "offices", "%|<script>"])
def test_what_this_plan_does_not_know_is_left_out(reader: Client, kept: str) -> None:
    reader.cookies["saima_board"] = kept
    assert way(reader) == (f"{BOARD}?group=offices" if kept == "offices" else BOARD)


def test_the_cookie_is_for_this_site_only_and_a_moment_is_not_kept(reader: Client) -> None:
    answer = reader.get(f"{BOARD}?group=all&as_of=2021-04-05T09:00")
    cookie = answer.cookies["saima_board"]
    assert cookie.value == "all|rank"
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert way(reader) == f"{BOARD}?group=all"
    assert "saima_board" not in reader.get("/2021-03/").cookies
