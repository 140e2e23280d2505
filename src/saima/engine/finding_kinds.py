"""What may be wrong with a reported value, told in both languages.

A warning asks for a sentence; everything else blocks, because the number cannot be.
"""

from saima.plan.problems import problem_kind

NO_VALUE = problem_kind(
    "no_value",
    en=("no number is given", "expected {wanted}", "type it, or say that it does not apply"),
    zh=("未填数值", "应填写{wanted}", "请填写，或标明不适用"),
)
NEGATIVE_COUNT = problem_kind(
    "negative_count",
    en=("{value} is less than nothing", "expected a count of 0 or more", "correct the number"),
    zh=("{value} 小于零", "计数应不小于 0", "请更正"),
)
NOT_WHOLE_COUNT = problem_kind(
    "not_whole_count",
    en=("{value} is not a whole number", "expected a count without decimals", "correct it"),
    zh=("{value} 不是整数", "应为没有小数的计数", "请更正"),
)
TOO_LONG = problem_kind(
    "too_long",
    en=(
        "{value} has more digits than can be kept",
        "expected at most 15 digits before the point and 6 after it",
        "round it",
    ),
    zh=("{value} 位数过多", "整数不超过 15 位，小数不超过 6 位", "请四舍五入后填写"),
)
SHARE_BEYOND = problem_kind(
    "share_beyond",
    en=(
        "{part} of {whole} is no share",
        "expected a part between 0 and the whole",
        "check numerator and denominator; they may be exchanged",
    ),
    zh=("{whole} 中的 {part} 不成比例", "部分应在 0 与总数之间", "请核对分子和分母，是否填反"),
)
NOTHING_TO_DIVIDE_BY = problem_kind(
    "nothing_to_divide_by",
    en=("the denominator is 0", "expected more than 0", "correct it, or say not applicable"),
    zh=("分母为 0", "应大于 0", "请更正，或标明不适用"),
)
RANK_BEYOND_FIELD = problem_kind(
    "rank_beyond_field",
    en=("rank {value} in a field of {field}", "expected 1 to {field}", "check both numbers"),
    zh=("{field} 个参评主体中的第 {value} 名", "名次应在 1 至 {field} 之间", "请核对两数"),
)
UNUSUAL = problem_kind(
    "unusual",
    en=(
        "{value} is far from what was usual, {low} to {high}",
        "expected a value near its own history",
        "check the measure and the digits; if it is right, say what is behind it",
    ),
    zh=(
        "{value} 明显偏离以往范围 {low} 至 {high}",
        "应与自身历史接近",
        "请核对计量单位和位数；确属实情的，请说明原因",
    ),
    warning=True,
)
FAR_FROM_LAST_YEAR = problem_kind(
    "far_from_last_year",
    en=(
        "{value} against {last_year} in the same month last year",
        "expected a change of at most {limit} %",
        "check it; if it is right, say what is behind it",
    ),
    zh=(
        "{value}，上年同期为 {last_year}",
        "变动应不超过 {limit}%",
        "请核对；确属实情的，请说明原因",
    ),
    warning=True,
)
FELL = problem_kind(
    "cumulative_fell",
    en=(
        "{value} since January, after {previous} the period before",
        "expected a figure since January not to fall",
        "check it; if something was taken back, say what",
    ),
    zh=("累计 {value}，上期累计为 {previous}", "累计数不应减少", "请核对；有核减的，请说明"),
    warning=True,
)
EQUALS_TARGET = problem_kind(
    "equals_target",
    en=(
        "{value} is the target to the digit",
        "expected a measured value",
        "check that the target was not copied; if it is right, say so",
    ),
    zh=("{value} 与目标值完全相同", "应为实际数值", "请核对是否误抄目标值；确属实情的，请说明"),
    warning=True,
)
COPIED = problem_kind(
    "copied",
    en=(
        "{value} is the value of the period before",
        "expected a new value",
        'check it; if nothing changed, choose "nothing changed"',
    ),
    zh=("{value} 与上期相同", "应为本期数值", "请核对；确无变化的，请点选“无变化”"),
    warning=True,
)
LATE_JUMP = problem_kind(
    "late_jump",
    en=(
        "{value} replaces {before} when the deadline is near or past",
        "expected no large change so late",
        "say what was corrected",
    ),
    zh=("临近或超过截止时间，由 {before} 改为 {value}", "临近截止不应有大幅变动", "请说明更正原因"),
    warning=True,
)
PERCENT_BEYOND = problem_kind(
    "percent_beyond",
    en=("{value} %", "expected 0 to 100", "check it; if it is right, say what is behind it"),
    zh=("{value}%", "应在 0 至 100 之间", "请核对；确属实情的，请说明原因"),
    warning=True,
)
SAME_EVIDENCE = problem_kind(
    "same_evidence",
    en=(
        "the file {name} also proves a value of {units}",
        "expected evidence of this unit",
        "check the file; if it covers both, say so",
    ),
    zh=("文件 {name} 同时作为{units}的佐证", "应为本单位的佐证", "请核对；确为共用的，请说明"),
    warning=True,
)
