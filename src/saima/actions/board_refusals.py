"""Why a board or an objection does not go on, told in both languages."""

from saima.plan.problems import problem_kind

BOARD_STATE = problem_kind(
    "board_state",
    en=(
        "the board of {period}, edition {edition}, draft {draft}, is in state {state}",
        "expected the state {expected}",
        "load the page again to see what happened meanwhile",
    ),
    zh=(
        "{period} 榜单第 {edition} 版第 {draft} 稿当前状态为 {state}",
        "应为 {expected} 状态",
        "请刷新页面，查看最新情况",
    ),
)
OTHER_YEAR = problem_kind(
    "other_year",
    en=(
        "{period} does not lie in {year}",
        "expected a period of the plan's year",
        "choose a period of {year}, or the plan of the other year",
    ),
    zh=("{period} 不在{year}年内", "应为该考核年度的周期", "请另选周期，或选用相应年度的办法"),
)
NOT_YET = problem_kind(
    "not_yet",
    en=(
        "{as_of} has not come yet",
        "expected a moment that has passed",
        "choose an earlier moment",
    ),
    zh=("{as_of} 尚未到来", "应为已过去的时点", "请选择更早的时点"),
)
SEALED_ALREADY = problem_kind(
    "sealed_already",
    en=(
        "the board of {period} is sealed in edition {edition}",
        "expected a new edition beside it",
        "make a new edition and say why",
    ),
    zh=(
        "{period} 榜单第 {edition} 版已封存",
        "如有更正，应另出新版，原版保留",
        "请另出新版并说明原因",
    ),
)
OBJECTIONS_RUN = problem_kind(
    "objections_run",
    en=(
        "units may object until {until}",
        "expected the time for objections to have passed",
        "seal it after that day",
    ),
    zh=("公示期至 {until} 止", "应在公示期满后封存", "请在该日之后封存"),
)
OBJECTIONS_OPEN = problem_kind(
    "objections_open",
    en=(
        "{count} objections are not settled",
        "expected all to be answered and their time to appeal to have passed",
        "rule on them first",
    ),
    zh=(
        "尚有 {count} 件申诉未办结",
        "应全部答复，且申请复核的期限已过",
        "请先办结申诉",
    ),
)
TOTALS_CHANGED = problem_kind(
    "totals_changed",
    en=(
        "computed again from the ledger as of {as_of}, {unit} comes out differently",
        "expected what was shown",
        "find out who changed the ledger, then compute a new draft",
    ),
    zh=(
        "按 {as_of} 的台账重新计算，{unit}的结果与公示不一致",
        "应与公示内容一致",
        "请查明台账变动原因，重新生成草稿",
    ),
)
NOT_RANKED_HERE = problem_kind(
    "not_ranked_here",
    en=(
        '"{unit}" does not stand on this board',
        "expected a unit that the board lists",
        "choose a board of the unit",
    ),
    zh=("榜单中没有“{unit}”", "应为榜单所列单位", "请选择本单位所在的榜单"),
)
NOT_OBJECTIONABLE = problem_kind(
    "not_objectionable",
    en=(
        '"{code}" is no indicator that {unit} is scored on, and no rule of the plan',
        "expected an indicator of the unit, a node, an adjustment or a consequence",
        "choose one of the list",
    ),
    zh=(
        "“{code}”不是{unit}的考核指标，也不是办法中的规则",
        "应为本单位指标、分项、加减分项或奖惩规则",
        "请从列表中选择",
    ),
)
OTHER_PERIOD = problem_kind(
    "other_period",
    en=(
        "the value of {period} does not count on the board of {board}",
        "expected a period of the same year that ends no later",
        "choose the period of the value that is wrong",
    ),
    zh=(
        "{period} 的数值不计入 {board} 榜单",
        "应为同一年度内、不晚于榜单的周期",
        "请选择有误数值所属的周期",
    ),
)
TOO_LATE = problem_kind(
    "too_late",
    en=("the time for it ended on {until}", "expected it by that day", "nothing is to do"),
    zh=("期限已于 {until} 届满", "应在该日前提出", "已不能再提出"),
)
NO_OBJECTIONS_NOW = problem_kind(
    "no_objections_now",
    en=(
        "the board of {period} takes no objections in state {state}",
        "expected a board that is shown for objections",
        "load the page again",
    ),
    zh=("{period} 榜单处于 {state} 状态，不受理申诉", "应为公示中的榜单", "请刷新页面"),
)
OBJECTION_STATE = problem_kind(
    "objection_state",
    en=(
        "the objection of {unit} to {code} is in state {state}",
        "expected a state in which it can be {act}",
        "load the page again to see what happened meanwhile",
    ),
    zh=(
        "{unit}对 {code} 的申诉当前状态为 {state}",
        "该状态下不能进行 {act}",
        "请刷新页面，查看最新情况",
    ),
)
OWN_UNIT = problem_kind(
    "own_unit",
    en=(
        "this objection is of your own unit",
        "expected somebody of another unit to rule",
        "leave the ruling to others",
    ),
    zh=("该申诉由您所在单位提出", "应由其他单位人员裁定", "请回避"),
)
RULED_BEFORE = problem_kind(
    "ruled_before",
    en=(
        "you ruled on this objection in the first instance",
        "expected another person to rule on the appeal",
        "leave the ruling to others",
    ),
    zh=("您已在首次答复中作出裁定", "复核应由他人作出", "请回避"),
)
VALUE_NEEDED = problem_kind(
    "value_needed",
    en=(
        "the objection is upheld, but no value is given",
        "expected the value that is right",
        "write the value, or reject the objection",
    ),
    zh=("申诉成立，但未填写更正数值", "应填写正确数值", "请填写数值，或不予支持"),
)
NO_VALUE = problem_kind(
    "no_value",
    en=(
        "a value is given, but nothing is corrected by this ruling",
        "expected a value only where the value of an indicator is corrected",
        "leave the value out",
    ),
    zh=("填写了数值，但该裁定不涉及数值更正", "仅在更正指标数值时填写", "请删去数值"),
)
