"""The words of a bundle's page, in both languages side by side."""

from collections.abc import Mapping

from saima.plan.label import Label

REASONS: Mapping[str, Label] = {
    "not_due": Label(zh="未到填报期", en="not due yet"),
    "missing": Label(zh="未报", en="not reported"),
    "gap": Label(zh="有月份未报", en="a month is not reported"),
    "unusable": Label(zh="所报数字无法得出数值", en="the reported figures give no value"),
    "no_target": Label(zh="没有目标", en="no target"),
    "no_last_year": Label(zh="没有上年值", en="no value of last year"),
    "no_previous_value": Label(zh="没有上期值", en="no value of the period before"),
    "no_field": Label(zh="缺参评单位数", en="the size of the field is not given"),
    "no_weight": Label(zh="没有权重", en="no weight"),
    "nothing_counts": Label(zh="没有可计入的项目", en="nothing here counts"),
    "quarter_without_total": Label(zh="有季度没有总分", en="a quarter has no total"),
    "zero_in_geometric_mean": Label(zh="几何平均中有零", en="a zero in a geometric mean"),
    "incomplete_for_topsis": Label(
        zh="TOPSIS 所需数据不全", en="not everything needed for TOPSIS is there"
    ),
}
"""Why a unit is not ranked; a code that is not here stands for itself."""

HEADINGS: Mapping[str, Label] = {
    "office": Label(zh="封存单位", en="Sealed by"),
    "document": Label(zh="文件", en="Document"),
    "plan": Label(zh="考核办法", en="Plan"),
    "plan_hash": Label(zh="办法校验值", en="Hash of the plan"),
    "period": Label(zh="周期", en="Period"),
    "edition": Label(zh="版次", en="Edition"),
    "sealed_at": Label(zh="封存时间", en="Sealed at"),
    "sequence": Label(zh="本办法第几次封存", en="Seal number of the plan"),
    "previous": Label(zh="前一封存码", en="Seal before"),
    "builds_on": Label(zh="所依据的榜单", en="Builds on"),
    "inputs": Label(zh="数据校验值", en="Hash of the inputs"),
    "engine": Label(zh="计分程序", en="Scored by"),
}
RANKING = Label(zh="排名", en="Ranking")
UNRANKED = Label(zh="无名次单位", en="Units without a rank")
TRIGGERED = Label(zh="触发的规则", en="Rules that fired")
CHECKING = Label(zh="如何核验", en="How to verify")
BOARD = Label(zh="{period} 榜单", en="Board of {period}")
FIRST = Label(zh="（首次封存）", en="(the first seal)")
STANDS = Label(
    zh="第 {edition} 版，{units} 个单位中 {ranked} 个有名次，",
    en="Edition {edition}, {ranked} of {units} units ranked,",
)
AS_OF = Label(zh="数据截至 {moment}", en="data as of {moment}")
EVERYTHING = Label(zh="依据所给全部数据", en="all data that were given")
SEALED = Label(zh="封存信息", en="What was sealed")
FICTITIOUS = Label(
    zh="虚构演示：本页数值为编造，不代表任何真实单位的成绩。",
    en="Fictitious demonstration: the figures are made up and say nothing about any real unit.",
)
SEAL_IS = Label(
    zh="封存码是 manifest.json 的 {algorithm} 值，应与发布的封存码一致。manifest.json "
    "列有本包内其余各文件的校验值；重新计算全部得分请运行：",
    en="The seal is the {algorithm} digest of manifest.json; it must be the one that was "
    "published. manifest.json names the digest of every other file. To compute all scores again:",
)
COLUMNS: Mapping[str, Label] = {
    "rank": Label(zh="名次", en="Rank"),
    "unit": Label(zh="单位", en="Unit"),
    "total": Label(zh="总分", en="Total"),
    "movement": Label(zh="升降", en="Movement"),
    "base": Label(zh="基础分", en="Points"),
    "quarters": Label(zh="其中四个季度", en="Of which quarters"),
    "year_end": Label(zh="其中年末", en="Of which year end"),
    "bonus": Label(zh="加分", en="Bonus"),
    "deduction": Label(zh="扣分", en="Deduction"),
    "period": Label(zh="周期", en="Period"),
    "reason": Label(zh="原因", en="Reason"),
    "indicator": Label(zh="指标", en="Indicator"),
    "rule": Label(zh="规则", en="Rule"),
    "run": Label(zh="所依据的名次", en="Ranks it looks at"),
}
