"""Texts that look as if they named a citizen: an identity number or a mobile phone (domain 5).

Saima keeps units and posts only, so whoever types such a thing is asked before it is kept.
"""

import re
from datetime import date
from enum import StrEnum

from saima.plan.problems import problem_kind

LOOKS_PERSONAL = problem_kind(
    "looks_personal",
    en=(
        "a text holds what looks like {what}: {found}",
        "expected organisations and places only; data of citizens do not belong here",
        "take it out, or confirm that it is none",
    ),
    zh=(
        "文字中有疑似{what}的内容：{found}",
        "此处只写单位、项目和地点，不得录入公民个人信息",
        "请删去；如确非个人信息，请勾选确认后再提交",
    ),
)


class Personal(StrEnum):
    """What a text seems to hold."""

    IDENTITY_NUMBER = "identity_number"
    MOBILE_PHONE = "mobile_phone"


WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
"""The check character by the weighted sum modulo 11 (GB 11643-1999)."""

FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ \-]?[0-9]){9,16}[ \-]?[0-9Xx](?![0-9A-Za-z])")
"""Eleven to eighteen digits in a row, a blank or a hyphen between them or not."""

BETWEEN = re.compile(r"[ \-]")
MOBILE = re.compile(r"(?:86)?(1[3-9][0-9]{9})")
SHOWN = 3
"""Characters at each end that a message repeats, so that the message itself keeps nothing."""


def personal(text: str) -> list[tuple[Personal, str]]:
    """What in ``text`` looks personal, each with a masked copy of it, in reading order."""
    found = []
    for match in DIGITS.finditer(text.translate(FULL_WIDTH)):
        whole, parts = BETWEEN.sub("", match[0]), BETWEEN.split(match[0])
        runs = [whole] if kind_of(whole) else dict.fromkeys(parts)
        found += [(kind, masked(run)) for run in runs if (kind := kind_of(run))]
    return found


def kind_of(run: str) -> Personal | None:
    """What a run of digits looks like, if anything."""
    digits = run.upper()
    if MOBILE.fullmatch(digits):
        return Personal.MOBILE_PHONE
    if len(digits) == 18 and digits[:17].isdigit() and checked(digits) and born(digits[6:14]):
        return Personal.IDENTITY_NUMBER
    if len(digits) == 15 and digits.isdigit() and born("19" + digits[6:12]):
        return Personal.IDENTITY_NUMBER
    return None


def checked(digits: str) -> bool:
    """Whether the last of eighteen characters is the check character of the others."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits[:17], strict=True))
    return CHECKS[total % 11] == digits[17]


def born(text: str) -> bool:
    """Whether eight digits are a day on which somebody can have been born."""
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return day.year >= 1900


def masked(digits: str) -> str:
    """The first and last digits."""
    return f"{digits[:SHOWN]}{'*' * (len(digits) - 2 * SHOWN)}{digits[-SHOWN:]}"
