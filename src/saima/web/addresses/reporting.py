"""Addresses of people who report: signing in, to do, the grid, a value with its evidence."""

from django.urls import path

from saima.web.pages import evidence, grid, matrix, person, signing_in, todo, tokens, values

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("sign-in/demo/", signing_in.demo_sign_in, name="demo_sign_in"),
    path("me/", person.me, name="me"),
    path("me/password/", person.password, name="change_password"),
    path("me/tokens/", tokens.tokens, name="tokens"),
    path("todo/", todo.todo, name="todo"),
    path("report/", grid.report, name="report"),
    path("report/<period:month>/", grid.grid, name="grid"),
    path("report/<period:month>/cells/", grid.cells, name="grid_cells"),
    path("values/", values.values, name="values"),
    path("values/<int:due>/", values.value, name="value"),
    path("values/<int:due>/beside/", matrix.beside, name="value_beside"),
    path("values/<int:due>/comments/", values.comment, name="value_comment"),
    path("values/<int:due>/withdrawal/", values.withdraw, name="value_withdraw"),
    path("values/<int:due>/evidence/", evidence.attach, name="value_evidence"),
    path("evidence/<int:evidence>/", evidence.download, name="evidence"),
]
