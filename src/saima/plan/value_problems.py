"""What can be wrong with one value, told in both languages."""

from saima.plan.label import Label
from saima.plan.problems import problem_kind

MISSING_KEY = problem_kind(
    "missing_key",
    en=('"{key}" is missing', "expected it to be given, because it has no default", 'add "{key}"'),
    zh=("缺少“{key}”", "该项没有默认值，应当填写", "请补上“{key}”"),
)
UNKNOWN_KEY = problem_kind(
    "unknown_key",
    en=(
        '"{key}" is not known here',
        "expected a key such as {options}",
        "correct the key, or remove it",
    ),
    zh=("此处没有“{key}”这一项", "应为例如 {options} 的键", "请改正或删去"),
)
UNKNOWN_METHOD = problem_kind(
    "unknown_method",
    en=(
        '"{value}" is not a scoring method',
        "expected one of {known}",
        "the nearest is {options}",
    ),
    zh=("“{value}”不是计分方法", "应为 {known} 之一", "最接近的是 {options}"),
)
UNKNOWN_WORD = problem_kind(
    "unknown_word",
    en=('"{key}" is {value}', "expected one of {known}", "choose one of these words"),
    zh=("“{key}”为{value}", "应为 {known} 之一", "请从中选择"),
)
NOT_A_NUMBER = problem_kind(
    "not_a_number",
    en=(
        '"{key}" is {value}, which is not a number',
        "expected a number such as 12.5",
        "write digits only, with a point and without units or thousands separators",
    ),
    zh=(
        "“{key}”为{value}，不是数字",
        "应为例如 12.5 的数字",
        "请只写数字和小数点，不写单位和千位分隔符",
    ),
)
NOT_WHOLE = problem_kind(
    "not_whole",
    en=('"{key}" is {value}', "expected a whole number", "write it without decimals"),
    zh=("“{key}”为{value}", "应为整数", "请写成没有小数的数字"),
)
NOT_A_TRUTH = problem_kind(
    "not_a_truth",
    en=('"{key}" is {value}', "expected true or false", "write true or false"),
    zh=("“{key}”为{value}", "应为 true 或 false", "请写 true 或 false"),
)
NOT_A_DATE = problem_kind(
    "not_a_date",
    en=('"{key}" is {value}', "expected a date such as 2021-12-31", "write year-month-day"),
    zh=("“{key}”为{value}", "应为例如 2021-12-31 的日期", "请按年-月-日书写"),
)
NOT_A_TEXT = problem_kind(
    "not_a_text",
    en=('"{key}" is {value}', "expected a text", "write one text in its place"),
    zh=("“{key}”为{value}", "应为文本", "请改写为一段文本"),
)
EMPTY_TEXT = problem_kind(
    "empty_text",
    en=('"{key}" is an empty text', "expected some words", "write them, or remove the key"),
    zh=("“{key}”为空文本", "应有内容", "请填写，或删去该项"),
)
NOT_A_LIST = problem_kind(
    "not_a_list",
    en=(
        '"{key}" is {value}',
        "expected a list",
        "write [first, second], or a line with a dash for each item",
    ),
    zh=("“{key}”为{value}", "应为列表", "请写成 [甲, 乙]，或每项一行并以短横开头"),
)
NOT_A_MAPPING = problem_kind(
    "not_a_mapping",
    en=('"{key}" is {value}', "expected keys with values", "write {{key: value}}"),
    zh=("“{key}”为{value}", "应为键和值", "请写成 {{键: 值}}"),
)
TOO_FEW = problem_kind(
    "too_few",
    en=('"{key}" has {count} items', "expected at least {limit}", "add what is missing"),
    zh=("“{key}”有 {count} 项", "应不少于 {limit} 项", "请补足"),
)
TOO_MANY = problem_kind(
    "too_many",
    en=('"{key}" has {count} items', "expected at most {limit}", "remove what is too much"),
    zh=("“{key}”有 {count} 项", "应不多于 {limit} 项", "请删去多余部分"),
)
TEXT_TOO_LONG = problem_kind(
    "text_too_long",
    en=('"{key}" has {count} characters', "expected at most {limit}", "shorten it"),
    zh=("“{key}”有 {count} 个字符", "应不超过 {limit} 个", "请缩短"),
)
OUT_OF_RANGE = problem_kind(
    "out_of_range",
    en=('"{key}" is {value}', "expected a number {limit}", "correct the number"),
    zh=("“{key}”为{value}", "应为 {limit} 的数", "请改正"),
)
REFUSED_VALUE = problem_kind(
    "refused_value",
    en=('"{key}" is {value}', "expected another value ({reason})", "correct it"),
    zh=("“{key}”为{value}", "应为其他值（{reason}）", "请改正"),
)


def shown(value: object) -> Label:
    """A value as a problem shows it: short, and lists by their sort."""
    if value is None:
        return Label(zh="空", en="empty")
    if isinstance(value, list | tuple):
        return Label(zh="列表", en="a list")
    if isinstance(value, dict):
        return Label(zh="键值", en="a mapping")
    text = str(value)
    short = text if len(text) <= 40 else f"{text[:37]}..."
    return Label(zh=f"“{short}”", en=f'"{short}"')
