"""What the sheet 填报说明 says: how the form of a round is filled in and given back."""

from datetime import date

from saima.plan.label import Label

TITLE = Label(zh="{month} 填报表", en="Values of {month}")
LINES = (
    Label(
        zh="1. 请于 {due} 前填报。黄色单元格为填写处，其余已锁定；表中只列出尚需填报的数值。",
        en="1. Report by {due}. Fill in the yellow cells; the form lists only what is still due.",
    ),
    Label(
        zh="2. 数值按“计量单位”列填写。可识别全角数字、千位分隔符和“万”“亿”；百分号仅限以 % 计的。",
        en="2. Give values in the measure of the row. Full-width digits, thousands separators and "
        "万/亿 are understood; a percent sign only where the measure is %.",
    ),
    Label(
        zh="3. 比率类指标填“分子”“分母”，名次类指标填“数值”（名次）和“参评数”。",
        en="3. Ratios take numerator and denominator; ranks take the rank and the field's size.",
    ),
    Label(
        zh="4. 没有数值的，在“不适用”或“无变化”中填“是”，不要填数。",
        en='4. Where there is no number, write yes under "Not applicable" or "Nothing changed".',
    ),
    Label(
        zh="5. 数值异常（明显偏离以往、与目标或上期完全相同等）的，请在“说明”中写一句原因。",
        en="5. Where a value is unusual, write one sentence under Explanation.",
    ),
    Label(
        zh="6. 不接收公式、合并单元格和宏；从别处复制时请“选择性粘贴-数值”。",
        en="6. Formulas, merged cells and macros are not taken; paste values only.",
    ),
    Label(
        zh="7. 上传后先核对，不写入任何数值；全部无误并确认后一次性提交。空行不提交。",
        en="7. An uploaded form is checked first; after you confirm, all rows are handed in at "
        "once or none. Empty rows are left out.",
    ),
    Label(
        zh="8. 严禁填写涉密信息和个人信息。",
        en="8. Never enter classified or personal information.",
    ),
)


def title_of(month: str, language: str) -> str:
    """The title of a form."""
    return TITLE.text(language).format(month=month)


def lines_of(due: date, language: str) -> tuple[str, ...]:
    """The lines of the instruction sheet; ``due`` is the day to report by."""
    return tuple(line.text(language).format(due=due.isoformat()) for line in LINES)
