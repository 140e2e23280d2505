"""Why a step of a supervision sheet did not happen."""

from saima.plan.problems import problem_kind

SHEET_OPEN = problem_kind(
    "sheet_open",
    en=(
        "this matter is under supervision already: {sheet}",
        "expected one open sheet for a matter",
        "go on with that sheet, or withdraw it first",
    ),
    zh=(
        "该事项已在督办中：{sheet}",
        "同一事项只应有一张未办结的督办单",
        "请在该单上办理，或先撤回",
    ),
)
OWN_ANSWER = problem_kind(
    "own_answer",
    en=(
        "you wrote this answer yourself",
        "expected another person to review it",
        "leave the review to a colleague",
    ),
    zh=("该反馈由您本人填写", "应由他人审核", "请交由同事审核"),
)
SHEET_TEXT = problem_kind(
    "sheet_text",
    en=("{what} is empty", "expected words that the unit can work by", "write it"),
    zh=("未填写{what}", "应写明，以便承办单位办理", "请填写"),
)
CO_UNITS_APART = problem_kind(
    "co_units_apart",
    en=(
        "{unit} leads and is named among the co-units",
        "expected the co-units to be others",
        "take it out of the co-units",
    ),
    zh=("{unit} 既为承办单位又列为协办单位", "协办单位应为其他单位", "请从协办单位中去掉"),
)
WRONG_START = problem_kind(
    "wrong_start",
    en=(
        "the plan issues no sheet at {colour}",
        "expected one of: {colours}",
        "choose one of them",
    ),
    zh=("考核办法不允许以 {colour} 色发单", "应为：{colours}", "请从中选择"),
)
EXTENSION_LATE = problem_kind(
    "extension_late",
    en=(
        "the due day {due} has come",
        "expected an extension to be asked for before the due day",
        "answer with what was reached, and say what is missing",
    ),
    zh=("办结时限 {due} 已到", "延期应在办结时限前申请", "请如实反馈进展，并说明未完成部分"),
)
EXTENSION_DAY = problem_kind(
    "extension_day",
    en=("{day} is not after the due day {due}", "expected a later day", "choose another day"),
    zh=("{day} 不晚于办结时限 {due}", "应为更晚的日期", "请另选日期"),
)
EXTENSION_ASKED = problem_kind(
    "extension_asked",
    en=(
        "an extension until {day} is asked for already",
        "expected one request at a time",
        "wait for the decision",
    ),
    zh=("已申请延期至 {day}", "同一时间只应有一项申请", "请等待审批"),
)
NOTHING_ASKED = problem_kind(
    "nothing_asked",
    en=("no extension is asked for", "expected a request of the unit", "load the page again"),
    zh=("没有待审批的延期申请", "应有承办单位的申请", "请刷新页面"),
)
PARTS_OPEN = problem_kind(
    "parts_open",
    en=(
        "{count} sheets of this decision are not over",
        "expected all of them to be written off or withdrawn",
        "finish them first",
    ),
    zh=("该决定事项还有 {count} 张督办单未办结", "应全部销号或撤回", "请先办结"),
)
