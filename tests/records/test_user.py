"""People sign in by a user name; passwords are kept hashed."""

import pytest

from saima.records.models import Person


@pytest.mark.django_db
def test_a_person_is_made_with_a_hashed_password() -> None:
    person = Person.objects.create_user("office", "correct horse", unit="contest-office")
    assert person.password != "correct horse"
    assert person.check_password("correct horse")
    assert (str(person), person.unit, person.is_superuser) == ("office", "contest-office", False)


@pytest.mark.django_db
def test_a_person_without_a_password_cannot_sign_in_with_an_empty_one() -> None:
    assert not Person.objects.create_user("office").check_password("")


@pytest.mark.django_db
def test_a_superuser_may_do_everything() -> None:
    assert Person.objects.create_superuser("root", "correct horse").has_perm("records.add_entry")


def test_a_user_name_is_needed() -> None:
    with pytest.raises(ValueError, match="needs a user name"):
        Person.objects.create_user("")
