"""What looks like data of a citizen; the numbers are made up, their check characters right."""

import pytest

from saima.plan.personal_data import Personal, personal

ID, PHONE = Personal.IDENTITY_NUMBER, Personal.MOBILE_PHONE


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # GB 11643's own example, 34052419800101001X: the weighted sum is 189, 189 mod 11 = 2 -> X.
        ("身份证34052419800101001X，请核", [ID]),
        ("34052419800101001x", [ID]),
        ("340524 19800101 001X", [ID]),
        ("３４０５２４１９８００１０１００１Ｘ", [ID]),
        # Another check character, a day that is none, and no day at all.
        ("340524198001010011", []),
        ("34052419801301001X", []),
        # Fifteen digits of before 1999: 340524 800101 001.
        ("340524800101001", [ID]),
        ("340524801301001", []),
        ("联系电话13800001234。", [PHONE]),
        ("+86 138 0000 1234", [PHONE]),
        ("138-0000-1234", [PHONE]),
        ("2021 13800001234", [PHONE]),
        ("13800001234、13900004321", [PHONE, PHONE]),
        # Landlines, other beginnings, longer numbers, codes.
        ("0573-88881234", []),
        ("12345678901", []),
        ("138000012345", []),
        ("合同X13800001234", []),
        ("913304007804321234", []),
        ("2021年6月30日前完成12000平方米", []),
        ("", []),
    ],
)
def test_numbers_of_citizens_are_seen(text: str, kinds: list[Personal]) -> None:
    assert [kind for kind, _ in personal(text)] == kinds


def test_a_message_repeats_only_the_ends() -> None:
    assert [shown for _, shown in personal("13800001234 34052419800101001X")] == [
        "138*****234",
        "340************01X",
    ]
