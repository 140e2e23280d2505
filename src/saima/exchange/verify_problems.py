"""What verifying can find: the sentences for each sort of difference."""

from saima.plan.problems import problem_kind

MATCHING_EN = "expected the same as is computed from plan and inputs in the bundle"
MATCHING_ZH = "应与按包内方案和数据重新计算的结果一致"
ASK_EN = "compare the seal with the published one, and ask who gave you the bundle"
ASK_ZH = "请与发布的封存码核对，并向提供者核实"

FIGURE_DIFFERS = problem_kind(
    "verify_figure_differs",
    en=("{where}: {column} is {sealed} in the bundle, recomputed {found}", MATCHING_EN, ASK_EN),
    zh=("{where}：{column} 在封存包中为 {sealed}，重新计算为 {found}", MATCHING_ZH, ASK_ZH),
)
ROW_LOST = problem_kind(
    "verify_row_lost",
    en=("{where}: the row is not in the bundle", MATCHING_EN, ASK_EN),
    zh=("{where}：封存包中没有这一行", MATCHING_ZH, ASK_ZH),
)
ROW_ADDED = problem_kind(
    "verify_row_added",
    en=("{where}: the row is in the bundle, but nothing gives it", MATCHING_EN, ASK_EN),
    zh=("{where}：封存包中有这一行，但重新计算得不出", MATCHING_ZH, ASK_ZH),
)
ROW_TWICE = problem_kind(
    "verify_row_twice",
    en=("{where}: the row is in the bundle twice", MATCHING_EN, ASK_EN),
    zh=("{where}：封存包中这一行出现两次", MATCHING_ZH, ASK_ZH),
)
FACT_DIFFERS = problem_kind(
    "verify_fact_differs",
    en=(
        "{name} does not say what plan, inputs and results in the bundle say",
        "expected them to agree",
        ASK_EN,
    ),
    zh=("{name} 与包内的方案、数据和结果不符", "各部分应相互一致", ASK_ZH),
)
PLAN_DIFFERS = problem_kind(
    "verify_plan_differs",
    en=("the plan is not the one that manifest.json names", "expected sha256 {hash}", ASK_EN),
    zh=("方案不是 manifest.json 所列的方案", "应为 sha256 {hash}", ASK_ZH),
)
PAGE_DIFFERS = problem_kind(
    "verify_page_differs",
    en=(
        "the page does not show what the results in the bundle say",
        "expected the page as Saima wrote it",
        ASK_EN,
    ),
    zh=("页面内容与包内结果不符", "应为 Saima 写出的页面", ASK_ZH),
)
NOT_COMPUTABLE = problem_kind(
    "verify_not_computable",
    en=(
        "the scores cannot be computed again ({reason})",
        "expected plan and inputs that an engine can score",
        ASK_EN,
    ),
    zh=("无法重新计算得分（{reason}）", "应为可计分的方案和数据", ASK_ZH),
)
OTHER_SEAL = problem_kind(
    "verify_other_seal",
    en=(
        "the bundle has the seal {found}",
        "expected the published seal {published}",
        "fetch the bundle from where the seal was published",
    ),
    zh=("封存包的封存码为 {found}", "应为发布的封存码 {published}", "请从发布封存码之处下载封存包"),
)
CHAIN_BROKEN = problem_kind(
    "verify_chain_broken",
    en=(
        "seal {sequence} of the plan says that it follows {previous}",
        "expected the seal before it ({other})",
        "one of the two was made anew: compare both with the published seals",
    ),
    zh=(
        "本办法第 {sequence} 次封存所记的前一封存码为 {previous}",
        "应为前一封存包的封存码（{other}）",
        "两者之一曾被重新生成，请分别与发布的封存码核对",
    ),
)
BUILT_ON_OTHER = problem_kind(
    "verify_built_on_other",
    en=(
        "it builds on the board of {board} with the seal {seal}",
        "expected the seal of {other}, which is another",
        "one of the two was made anew: compare both with the published seals",
    ),
    zh=(
        "其依据的 {board} 榜单封存码为 {seal}",
        "应与 {other} 的封存码一致",
        "两者之一曾被重新生成，请分别与发布的封存码核对",
    ),
)
