"""Codes as the words of an official document, which is written in Chinese whoever asks for it."""

from collections.abc import Mapping

from saima.actions.rows import ScoreRow
from saima.plan.targets import Modality

MODALITIES: Mapping[Modality, str] = {
    Modality.MUST: "确保",
    Modality.COMMIT: "完成",
    Modality.STRIVE: "力争",
    Modality.STRETCH: "冲刺",
}
LIGHTS: Mapping[str, str] = {"green": "正常", "watch": "关注", "yellow": "黄灯", "red": "红灯"}
COLOURS: Mapping[str, str] = {"blue": "蓝", "orange": "橙", "red": "红"}
SOURCES: Mapping[str, str] = {
    "node": "任务节点逾期",
    "light": "指标红灯",
    "meeting": "会议议定事项",
    "instruction": "领导批示",
    "hard_problem": "难题",
    "decision": "上级决策部署",
    "other": "其他",
}
"""Where a supervision sheet comes from."""

UNREPORTED = "未报"
CARDS: Mapping[str, str] = {
    "yellow": "黄牌",
    "red": "红牌",
    "blue": "蓝牌",
    "orange": "橙牌",
    "green": "绿牌",
    "flag": "红旗",
}
MEASURES: Mapping[str, str] = {
    "help": "帮扶",
    "circular": "通报",
    "card": "亮牌",
    "talk": "约谈",
    "flag": "流动红旗",
    "letter": "督办函",
}
POLICIES: Mapping[str, str] = {
    "problem": "不计分",
    "zero": "按方案规定不得分",
    "full": "按方案规定得满分",
    "group_mean": "按方案规定取同组平均",
    "reweight": "不计入，权重由其他指标分担",
}
NOT_DUE = "not_due"
REASONS: Mapping[str, str] = {
    NOT_DUE: "未到填报期",
    "missing": "未报",
    "gap": "有月份未报",
    "unusable": "所报数字无法得出数值",
    "no_target": "没有目标",
    "no_last_year": "没有上年值",
    "no_previous_value": "没有上期值",
    "no_field": "缺参评单位数",
    "no_weight": "没有权重",
    "not_a_number": "公式得不出数值",
    "not_computable": "无法计算",
    "nothing_counts": "没有可计入的项目",
    "quarter_without_total": "有季度没有总分",
    "zero_in_geometric_mean": "几何平均中有零",
    "incomplete_for_topsis": "TOPSIS 所需数据不全",
    "no_complete_unit": "没有数据齐全的单位",
    "critic_needs_two_units": "CRITIC 至少需要两个单位",
    "entropy_needs_positive_columns": "熵权法要求各列大于零",
    "benchmark_not_positive": "基准值不大于零",
    "best_not_positive": "最好值不大于零",
    "last_year_not_positive": "上年值不大于零",
    "rank_outside_field": "名次超出参评单位数",
    "target_not_positive": "目标值不大于零",
    "value_negative": "完成值小于零",
    "value_not_positive": "完成值不大于零",
    "weight_not_positive": "权重不大于零",
}


def card_word(code: str) -> str:
    """The word on a card; its code where the plan has a colour of its own."""
    return CARDS.get(code, code)


def measure_words(codes: list[str], card: str) -> str:
    """What is done, with the card beside its measure: ``通报、亮牌（黄牌）``."""
    words = [MEASURES.get(code, code) for code in codes]
    if card and "card" in codes:
        words[codes.index("card")] += f"（{card_word(card)}）"
    return "、".join(words)


def light_word(score: ScoreRow) -> str:
    """The light of a score; empty where nothing is due yet or there is no light for it."""
    if score.value is None:
        return "" if (score.note or "").startswith(NOT_DUE) else UNREPORTED
    return LIGHTS.get(score.light or "", "")


def note_words(note: str | None) -> str:
    """A note of the engine (``missing:zero``); empty for none."""
    cause, _, policy = (note or "").partition(":")
    reason = REASONS.get(cause, cause)
    return f"{reason}：{POLICIES[policy]}" if policy in POLICIES else reason


def unranked(reason: str, indicator: str) -> str:
    """Why a unit has no rank; ``indicator`` is what stands in the way, if any."""
    words = REASONS.get(reason, reason)
    return f"{indicator}：{words}" if indicator else words
