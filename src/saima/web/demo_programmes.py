"""The programmes that the speech names, with their lines; what it does not name stays open.

Names of the thirty actions, of four programmes and of three scenarios are known (domain 8.3, S20,
S120); the contents of missions, leaps, actions and the ten things are not in the text (S12).
"""

from collections.abc import Iterator

from saima.actions.by import By
from saima.actions.programmes import NewProgramme, add, add_lines
from saima.records.models import Programme

TO_COME = "{name}之{number}"
NUMERALS = "一二三四五六七八九十"

Named = tuple[str, str, str, str, int, tuple[str, ...]]
PROGRAMMES: tuple[Named, ...] = (
    ("missions", "五大历史使命", "Five historic missions", "S12", 5, ()),
    ("leaps", "六个重大跨越", "Six great leaps", "S12", 6, ()),
    ("upgrades", "七大提升行动", "Seven upgrading actions", "S12", 7, ()),
    ("things", "年度“十件大事”", "Ten things of the year", "S12", 10, ()),
    (
        "eight",
        "“八大工程”",
        "Eight programmes",
        "S20",
        8,
        ("本领锻造工程", "思想解放工程", "改革破题工程", "连心服务工程"),
    ),
    (
        "infrastructure",
        "十大基础设施提升行动",
        "Ten actions on infrastructure",
        "S127",
        10,
        (
            *("道路改造", "交通配套设施", "小区基础设施", "公共停车场（泊位）", "沿街立面"),
            *("农贸市场", "园林绿化", "河道污水治理", "社区文体设施", "城市亮化"),
        ),
    ),
    (
        "special",
        "十大专项整治行动",
        "Ten special campaigns",
        "S127",
        10,
        (
            *("市容市貌", "交通秩序", "住宅小区", "垃圾分类", "市场"),
            *("餐饮行业", "建筑工地", "农村环境", "文化环境", "公共场所禁烟控烟"),
        ),
    ),
    (
        "civility",
        "十大文明素养提升行动",
        "Ten actions on civility",
        "S127",
        10,
        (
            *("社会主义核心价值观", "优秀传统文化", "信用建设", "制止餐饮浪费", "“最美”选树"),
            *("文明好习惯", "公益宣传提质", "志愿服务", "未成年人思想道德", "文明单位示范"),
        ),
    ),
    (
        "scenarios",
        "十大重点应用场景",
        "Ten scenarios of use",
        "S120",
        10,
        ("数字党建", "智慧社区", "智慧出行"),
    ),
)


def add_programmes(by: By, plan: str) -> dict[str, Programme]:
    """Write all of them down; each programme and line by its code (``special-4``)."""
    found = {}
    for code, zh, en, clause, count, names in PROGRAMMES:
        top = add(by, plan, NewProgramme(zh, en, code, clause=clause))
        found[code] = top
        lines = list(lines_of(top, zh, count, names))
        found |= {line.code: line for line in add_lines(by, plan, lines)}
    return found


def lines_of(top: Programme, zh: str, count: int, names: tuple[str, ...]) -> Iterator[NewProgramme]:
    """The lines of a programme, those without a name after the others."""
    for number in range(1, count + 1):
        known = names[number - 1] if number <= len(names) else ""
        name = known or TO_COME.format(
            name=zh.replace("“", "").replace("”", ""), number=NUMERALS[number - 1]
        )
        code = f"{top.code}-{number}"
        yield NewProgramme(name, code=code, parent=top.pk, open_name=not known)
