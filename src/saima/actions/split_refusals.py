"""Why a target is not split as asked, in both languages."""

from saima.plan.problems import problem_kind

NOT_SPLIT = problem_kind(
    "not_split",
    en=(
        'the target of "{indicator}" is not split over units',
        "expected a target that accumulates over the year and units that are scored on it",
        "choose another indicator",
    ),
    zh=(
        "“{indicator}”的目标不向各单位分解",
        "应为年内累计的目标，并有单位据此考核",
        "请另选指标",
    ),
)
SPLIT_NOT_NOW = problem_kind(
    "split_not_now",
    en=(
        "the split of {indicator}, version {version}, is in state {state}",
        "expected a draft",
        "load the page again to see what happened meanwhile",
    ),
    zh=(
        "{indicator}的分解方案第 {version} 版当前状态为 {state}",
        "应为草案",
        "请刷新页面，查看最新情况",
    ),
)
SPLIT_CHANGED = problem_kind(
    "split_changed",
    en=(
        "the draft was changed by {person} at {moment}",
        "expected it to be as you saw it",
        "load the page again, compare, and decide anew",
    ),
    zh=("草案已由{person}于 {moment} 修改", "应与您所见一致", "请刷新页面核对后再办理"),
)
OWN_SPLIT = problem_kind(
    "own_split",
    en=(
        "you drew up this split yourself",
        "expected another person to sign it",
        "leave the signature to a leader who did not draw it up",
    ),
    zh=("该分解方案由您本人拟定", "应由他人签发", "请交由未参与拟定的领导签发"),
)
SPLIT_SHORT = problem_kind(
    "split_short",
    en=(
        "the units' targets add up to {sum}, the city's is {whole}",
        "expected them to reach the city's target",
        "raise the units' targets by {missing}, or change the city's target in the plan first",
    ),
    zh=(
        "各单位目标合计 {sum}，市级目标为 {whole}",
        "合计应达到市级目标",
        "请补足 {missing}，或先在考核办法中调整市级目标",
    ),
)
WEIGHTS_NEEDED = problem_kind(
    "weights_needed",
    en=(
        "the column that the target is split by is empty or all zeros",
        "expected a number of at least zero for each unit, and one above zero",
        "type or paste the column, or choose another method",
    ),
    zh=(
        "分解依据列为空或全为零",
        "每个单位应有不小于零的数，且至少一个大于零",
        "请填写或粘贴该列，或改用其他方法",
    ),
)
NO_LAST_YEAR = problem_kind(
    "no_last_year",
    en=(
        "the ledger has no values of {year} for this indicator",
        "expected last year's values",
        "paste them as a column, or choose another method",
    ),
    zh=("台账中没有该指标 {year} 年的数值", "应有上年数", "请粘贴上年数，或改用其他方法"),
)
CURVE_WRONG = problem_kind(
    "curve_wrong",
    en=(
        "the phase curve is {found}",
        "expected twelve cumulative shares that never fall and end with 1 (or 100 %)",
        "correct it",
    ),
    zh=("进度曲线为 {found}", "应为十二个不递减的累计比例，最后为 1（或 100%）", "请改正"),
)
PASTED_UNIT = problem_kind(
    "pasted_unit",
    en=(
        'the pasted line "{line}" names no unit of this split',
        "expected the name or code of a unit, or as many numbers as there are units ({count})",
        "correct the line",
    ),
    zh=(
        "粘贴的“{line}”不是本次分解的单位",
        "应为单位名称或代码；不写单位时应有 {count} 个数，与单位一一对应",
        "请改正该行",
    ),
)
CELL_EMPTY = problem_kind(
    "split_cell_empty",
    en=("{row}: {cell} is empty", "expected a number", "fill it in"),
    zh=("{row}：{cell}为空", "应为数字", "请补填"),
)
CELL_NO_NUMBER = problem_kind(
    "split_cell_no_number",
    en=("{row}: {cell} is “{value}”", "expected a number of at least zero", "correct it"),
    zh=("{row}：{cell}为“{value}”", "应为不小于零的数字", "请改正"),
)
CELL_DECIMALS = problem_kind(
    "split_cell_decimals",
    en=(
        "{row}: {cell} is {value}",
        "expected at most {decimals} decimals, as the indicator is reported",
        "round it",
    ),
    zh=("{row}：{cell}为 {value}", "应不超过 {decimals} 位小数，与指标填报一致", "请按位数取整"),
)
MONTHS_FALL = problem_kind(
    "split_months_fall",
    en=(
        "{row}: the target to date falls from {before} to {after} in month {month}",
        "expected months to date that never fall",
        "correct the month, or fill the months by the curve",
    ),
    zh=(
        "{row}：{month} 月累计目标由 {before} 降为 {after}",
        "累计目标应不递减",
        "请改正该月，或按曲线重新填充",
    ),
)
MONTHS_END = problem_kind(
    "split_months_end",
    en=(
        "{row}: December's target to date is {found}, the year's target {year}",
        "expected both to be equal",
        "correct one of them, or fill the months by the curve",
    ),
    zh=(
        "{row}：12 月累计目标为 {found}，年度目标为 {year}",
        "两者应相等",
        "请改正其一，或按曲线重新填充",
    ),
)
