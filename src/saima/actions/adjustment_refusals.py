"""Why an adjustment cannot be proposed or decided, told in both languages."""

from saima.plan.problems import problem_kind

NO_SUCH_KIND = problem_kind(
    "no_such_kind",
    en=(
        '"{code}" is no adjustment of {plan}',
        "expected one of: {options}",
        "choose one of them",
    ),
    zh=("{plan} 中没有加减分项“{code}”", "应为其中之一：{options}", "请从中选择"),
)
POINTS_WRONG = problem_kind(
    "points_wrong",
    en=(
        "{points} points",
        "expected more than 0 with at most four decimals for a bonus or deduction, 0 for a veto",
        "correct the points",
    ),
    zh=("分值为 {points}", "加分、扣分应大于 0 且至多四位小数，一票否决应为 0", "请更正分值"),
)
NO_DOCUMENT = problem_kind(
    "no_document",
    en=("no document is named", "expected its number or title", "name the document it rests on"),
    zh=("未填写依据文件", "应填写文号或文件名称", "请填写所依据的文件"),
)
OUTSIDE_YEAR = problem_kind(
    "outside_year",
    en=(
        '"{period}" is no period of {year}',
        "expected a period such as {year}-03 or {year}Q1",
        "choose one",
    ),
    zh=("“{period}”不是{year}年的周期", "应为例如 {year}-03 或 {year}Q1 的周期", "请选择周期"),
)
DECIDED_ALREADY = problem_kind(
    "decided_already",
    en=(
        "this proposal is {state} already",
        "expected one that waits for a decision",
        "load the page again to see what happened meanwhile",
    ),
    zh=("该事项状态已为 {state}", "应为待决定的事项", "请刷新页面，查看最新情况"),
)
