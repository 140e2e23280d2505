"""Why a hard problem cannot be raised or go on, in both languages."""

from saima.plan.problems import problem_kind

NO_SUCH_KIND = problem_kind(
    "no_such_kind",
    en=(
        'the plan has no kind of hard problem "{code}"',
        "expected one of {options}",
        "choose one of them",
    ),
    zh=("考核办法中没有难题类别“{code}”", "应为 {options} 之一", "请从中选择"),
)
TITLE_MISSING = problem_kind(
    "title_missing",
    en=("the problem has no title", "expected a few words", "say what the problem is"),
    zh=("未填写难题名称", "应有简要名称", "请填写难题名称"),
)
NOT_ASKED = problem_kind(
    "not_asked",
    en=(
        "problems of this kind do not keep {field}",
        "expected it to be empty, because only what the plan asks for is kept",
        "empty it, or choose another kind",
    ),
    zh=("该类难题不登记{field}", "应留空，只登记考核办法要求的内容", "请清空该项，或另选类别"),
)
NO_QUANTITY = problem_kind(
    "no_quantity",
    en=("the quantity is {quantity}", "expected 1 or more", "type how many it stands for"),
    zh=("数量为 {quantity}", "应不小于 1", "请填写件数"),
)
NO_SUCH_TASK = problem_kind(
    "no_such_task",
    en=(
        "{plan} has no task {task}",
        "expected a task of the same plan",
        "choose another, or none",
    ),
    zh=("{plan} 中没有任务 {task}", "应为同一考核办法的任务", "请另选，或不选"),
)
RESULT_MISSING = problem_kind(
    "result_missing",
    en=(
        "no result is given",
        "expected what was done and what came of it, because nothing is closed without a result",
        "write the result",
    ),
    zh=("未填写办理结果", "应写明办理情况和结果，无结果不予销号", "请填写办理结果"),
)
PLAN_MISSING = problem_kind(
    "plan_missing",
    en=("the plan is empty", "expected how and until when it will be solved", "write it"),
    zh=("未填写办理方案", "应写明办理措施和时限", "请填写办理方案"),
)
