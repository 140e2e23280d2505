"""Files hold exactly what the page shows, and say that the data is fictitious."""

import csv
import io

from django.test import Client

from saima.records.models import AuditRecord, Person


def rows(reader: Client, address: str) -> list[list[str]]:
    """The cells of a CSV export, in English."""
    reader.cookies["saima_language"] = "en"
    content = reader.get(address).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_the_board_comes_in_the_order_of_the_page(reader: Client) -> None:
    found = rows(reader, "/2021-03/board/table.csv?group=towns&sort=-economy")
    assert found[0] == ["Board 2021-03"]
    assert found[1] == ["March 2021 · Towns"]
    assert found[2][0].startswith("Live board, as of 2021-04-05 09:00, plan small-2021 v1 (")
    assert found[3] == ["Demo data (fictitious)"]
    assert found[4] == [
        "Rank", "Unit", "Economy", "General", "Party", "Bonus", "Deduction", "Total",
        "Last month", "Movement", "Remark",
    ]  # fmt: skip
    assert [row[1] for row in found[5:]] == ["Ash", "Elm", "Birch", "Oak", "Mean"]
    assert found[5][7:10] == ["94.5", "2.0", "▲1"]
    assert found[7][-1] == "red card"
    assert found[8][-1] == "Safety index: not reported"


def test_the_heat_table_holds_points(reader: Client) -> None:
    found = rows(reader, "/2021-03/heat/table.csv?group=towns&node=projects")
    assert found[1] == ["March 2021 · Towns · Projects"]
    assert found[4] == ["Rank", "Unit", "Domestic investment"]
    assert found[7] == ["3.0", "Birch", "26.6667"]


def test_the_show_has_the_columns_of_the_circular(reader: Client) -> None:
    reader.cookies["saima_language"] = "zh-hans"
    content = reader.get("/2021-03/show/table.csv").content.decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(content)))
    assert found[3] == ["演示数据（虚构）"]
    assert found[4] == [
        "序号", "比拼", "指标", "单位", "全年目标", "性质", "1-3月累计", "完成率%", "序时%",
        "差距（百分点）", "同比%", "嘉兴名次", "上期名次", "升降", "责任单位", "亮灯",
    ]  # fmt: skip
    # 30 of 132 is 22.727… %, the plan stands at 25 %.
    assert found[5][4:10] == ["132.0", "力争", "30.0", "22.7272727", "25.0", "-2.2727273"]
    assert found[5][-2:] == ["商务局*", "◐ 关注"]


def test_the_file_has_the_name_of_its_title(reader: Client) -> None:
    reader.cookies["saima_language"] = "en"
    response = reader.get("/2021-03/board/table.xlsx")
    assert response["Content-Disposition"] == ("attachment; filename*=UTF-8''Board%202021-03.xlsx")


def test_a_file_that_leaves_the_house_stands_in_the_log(reader: Client) -> None:
    reader.get("/2021-03/board/table.xlsx")  # open boards: nobody to name
    reader.force_login(Person.objects.create_user("anna"))
    assert reader.get("/2021-03/board/table.pdf").status_code == 404
    assert not AuditRecord.objects.exists()
    reader.get("/2021-03/board/table.xlsx?group=towns")
    newest = AuditRecord.objects.latest("sequence")
    assert newest.action == "export"
    assert newest.data == {"what": "board_table.xlsx", "period": "2021-03"}
