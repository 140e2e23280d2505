"""Addresses of hard problems, and of what a derived value was counted from."""

from django.urls import path

from saima.web.pages import burn_down, derived, hard_problems

urlpatterns = [
    path("hard-problems/", hard_problems.hard_problems, name="hard_problems"),
    path(
        "hard-problems/table.<str:form>",
        hard_problems.hard_problems_table,
        name="hard_problems_table",
    ),
    path("hard-problems/new/", hard_problems.hard_problem_new, name="hard_problem_new"),
    path(
        "hard-problems/burn-down/",
        burn_down.hard_problems_burn_down,
        name="hard_problems_burn_down",
    ),
    path("hard-problems/burn-down.svg", burn_down.burn_down_drawing, name="burn_down_drawing"),
    path("hard-problems/<int:problem>/", hard_problems.hard_problem, name="hard_problem"),
    path(
        "hard-problems/files/<int:problem_file>/",
        hard_problems.hard_problem_file,
        name="hard_problem_file",
    ),
    path("derived/<int:entry>/", derived.derived, name="derived"),
]
