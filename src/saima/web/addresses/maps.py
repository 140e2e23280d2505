"""Addresses of the battle map."""

from django.urls import URLPattern, path

from saima.web.pages import battle_map, battle_map_files, task_matrix

urlpatterns: list[URLPattern] = [
    path("battle-map/", battle_map.battle_map, name="battle_map"),
    path("battle-map/rows.json", battle_map.rows, name="battle_map_rows"),
    path("battle-map/move/", battle_map.move, name="battle_map_move"),
    path("battle-map/print/", battle_map_files.on_paper, name="battle_map_print"),
    path("battle-map/table.<str:form>", battle_map_files.table, name="battle_map_table"),
    path("battle-map/map.<str:form>", battle_map_files.drawing, name="battle_map_drawing"),
    path("task-matrix/", task_matrix.task_matrix, name="task_matrix"),
    path("task-matrix/table.<str:form>", task_matrix.table, name="task_matrix_table"),
]
