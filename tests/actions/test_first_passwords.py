"""Passwords for a first sign-in: different, long enough, kept hashed."""

from django.contrib.auth.hashers import check_password

from saima.actions.first_passwords import first_passwords, one_time_password


def test_one_time_passwords_differ_and_are_long_enough() -> None:
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(password) == 14 for password in made)


def test_each_name_has_its_own() -> None:
    made = first_passwords(["b", "a"])
    assert set(made) == {"a", "b"}
    assert made["a"].secret != made["b"].secret
    assert all(check_password(one.secret, one.kept) for one in made.values())
    assert first_passwords([]) == {}
