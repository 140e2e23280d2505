"""The tasks of the demo's year: who leads, which nodes, what was done of them; all fictitious."""

from dataclasses import dataclass

NEVER, WAITS = "-", "?"
LEADERS = {
    "e": "分管经济副市长",
    "c": "分管城建副市长",
    "s": "分管社会事业副市长",
    "p": "市委常委、组织部部长",
}


@dataclass(frozen=True)
class Told:
    """A task in short: ``nodes`` are lines ``name due done``, done ``-`` for not yet.

    A done day with ``?`` is reported and waits to be accepted. ``helps``: unit and share.
    """

    line: str
    title: str
    unit: str
    contest: str
    indicators: tuple[str, ...]
    leader: str
    nodes: tuple[str, ...]
    helps: tuple[tuple[str, int], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    checker: str = ""
    origin: str = "set"


def plain(line: str, title: str, unit: str, done: str = "2021-11-25") -> Told:
    """One of the thirty actions: a plan in April, the work by November, a check in December."""
    contest = "beauty"
    code = {"infrastructure": "actions-infrastructure", "special": "actions-special"}
    indicator = code.get(line.partition("-")[0], "actions-civility")
    last = "2021-12-18" if done != NEVER else NEVER
    rows = (
        "制定实施方案 2021-04-20 2021-04-18",
        f"完成年度建设任务 2021-11-30 {done}",
        f"通过点位检查 2021-12-20 {last}",
    )
    helps = (("publicity", 10),) if unit != "publicity" else ()
    return Told(line, title, unit, contest, (indicator,), "c", rows, helps)


TOLD = (
    plain("infrastructure-1", "梧桐、凤鸣城区道路改造12条", "housing-construction"),
    plain("infrastructure-2", "城区交通标志标线和护栏更新", "public-security"),
    plain("infrastructure-3", "老旧小区基础设施补短板", "housing-construction", NEVER),
    plain("infrastructure-4", "新增公共停车泊位2000个", "urban-enforcement"),
    plain("infrastructure-5", "主要街道沿街立面整治", "330483001"),
    plain("infrastructure-6", "农贸市场改造提升6家", "market-regulation", "2021-12-09"),
    plain("infrastructure-7", "街头绿地和口袋公园建设", "housing-construction"),
    plain("infrastructure-8", "城区河道清淤和污水零直排建设", "agriculture-water", NEVER),
    plain("special-1", "市容市貌专项整治", "urban-enforcement"),
    plain("special-2", "电动自行车和交通秩序专项整治", "public-security"),
    plain("special-4", "生活垃圾分类达标小区创建", "urban-enforcement"),
    plain("special-6", "餐饮行业“厨房革命”", "market-regulation"),
    plain("special-7", "建筑工地文明施工整治", "housing-construction", "2021-12-02"),
    plain("special-10", "公共场所禁烟控烟", "health"),
    plain("civility-6", "“文明好习惯”进社区", "publicity"),
    plain("civility-9", "未成年人思想道德建设", "education"),
    Told(
        "things-1",
        "引进百亿元以上产业项目",
        "commerce",
        "attraction",
        ("giant-projects", "fdi"),
        "e",
        (
            "签订投资协议 2021-06-30 2021-06-22",
            "土地摘牌 2021-09-30 2021-10-19",
            "开工建设 2021-12-15 -",
        ),
        (("development-reform", 20), ("natural-resources", 20)),
        (("chain", "前沿材料"), ("strategy", "融沪连杭")),
        checker="development-reform",
    ),
    Told(
        "things-2",
        "亿元以上产业项目新开工60个",
        "development-reform",
        "landing",
        ("starts",),
        "e",
        (
            "一季度开工15个 2021-03-31 2021-03-29",
            "上半年开工30个 2021-06-30 2021-06-30",
            "前三季度开工45个 2021-09-30 2021-09-28",
            "全年开工60个 2021-12-31 2021-12-29?",
        ),
        (("330483004", 15), ("330483107", 10)),
    ),
    Told(
        "things-3",
        "创成省高能级战略平台（开发区联动崇福、洲泉，含空间规划、产业规划和要素保障方案编制）",
        "330483004",
        "advance",
        ("platform-a",),
        "e",
        (
            "完成规划编制 2021-05-31 2021-05-28",
            "通过省级初审 2021-09-30 2021-11-03",
            "获得批复 2021-12-31 -",
        ),
        (("330483107", 25), ("330483105", 25)),
        (("strategy", "省大湾区"),),
    ),
    Told(
        "things-4",
        "创建省级高新技术产业园区",
        "330483100",
        "advance",
        ("platform-b",),
        "e",
        (
            "提交申报材料 2021-06-30 2021-07-12",
            "现场考察 2021-10-31 -",
            "获得批复 2022-03-31 -",
        ),
        (("330483101", 30), ("330483001", 20)),
    ),
    Told(
        "upgrades-1",
        "低产田企业出清40家",
        "industry-it",
        "retreat",
        ("low-yield-speech",),
        "e",
        (
            "完成企业清单 2021-03-31 2021-03-30",
            "出清20家 2021-07-31 2021-08-20",
            "出清40家 2021-12-10 -",
        ),
        (("taxation", 0),),
        (("cluster", "化纤"),),
    ),
    Told(
        "upgrades-2",
        "盘活存量工业用地3500亩",
        "natural-resources",
        "retreat",
        ("stock-land",),
        "e",
        (
            "盘活1500亩 2021-06-30 2021-06-28",
            "盘活2500亩 2021-09-30 2021-09-30",
            "盘活3500亩 2021-12-31 2021-12-28?",
        ),
    ),
    Told(
        "upgrades-3",
        "实施数字化改造项目1000项",
        "industry-it",
        "transform",
        ("digital-upgrades",),
        "e",
        ("完成500项 2021-06-30 2021-06-29", "完成1000项 2021-12-31 2021-12-27"),
        tags=(("chain", "时尚"),),
    ),
    Told(
        "eight-1",
        "干部分批分层培训和上挂下派交流",
        "organization",
        "conduct",
        ("village-leaders",),
        "p",
        ("上半年培训6期 2021-06-30 2021-06-18", "全年培训12期 2021-12-20 2021-12-17"),
    ),
    Told(
        "eight-4",
        "“联百项、破难题、大比武”连心服务",
        "organs-committee",
        "closeness",
        ("fusion", "service-requests"),
        "p",
        ("走访企业项目100个 2021-07-31 2021-07-30", "难题办结率90% 2021-12-20 -"),
        origin="own",
    ),
    Told(
        "scenarios-1",
        "“数字党建”应用上线",
        "organization",
        "scenarios",
        ("ten-scenarios",),
        "p",
        ("完成方案 2021-05-31 2021-05-30", "上线试运行 2021-10-31 2021-10-26"),
    ),
    Told(
        "scenarios-2",
        "“智慧社区”应用上线",
        "government-data",
        "scenarios",
        ("ten-scenarios", "city-brain"),
        "s",
        (
            "完成方案 2021-05-31 2021-06-04",
            "3个社区试点 2021-09-30 2021-10-15",
            "全域推广 2021-12-25 -",
        ),
        (("civil-affairs", 30),),
    ),
    Told(
        "scenarios-3",
        "“智慧出行”应用上线",
        "transport",
        "scenarios",
        ("ten-scenarios", "tong-travel"),
        "s",
        ("完成方案 2021-05-31 2021-05-27", "上线运行 2021-11-30 2021-11-29"),
    ),
    Told(
        "things-5",
        "住宅加装电梯100台",
        "housing-construction",
        "visible-projects",
        ("lifts",),
        "s",
        ("完成50台 2021-07-31 2021-08-10", "完成100台 2021-12-20 -"),
        checker="audit",
    ),
    Told(
        "things-6",
        "各类风险隐患6月底前全面清零",
        "emergency",
        "stability",
        ("hazards-cleared",),
        "s",
        ("完成排查 2021-04-30 2021-04-29", "全部清零 2021-06-30 2021-06-30"),
    ),
)
