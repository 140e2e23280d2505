"""Addresses of boards that are kept: drafts, seals, editions, bundles; public pages."""

from django.urls import path

from saima.web.pages import board_steps, kept_boards, public

urlpatterns = [
    path("office/boards/", kept_boards.kept_boards, name="kept_boards"),
    path("office/boards/new/", board_steps.draft, name="kept_board_new"),
    path("office/boards/<int:board>/", kept_boards.kept_board, name="kept_board"),
    path("office/boards/<int:board>/show/", board_steps.show, name="kept_board_show"),
    path("office/boards/<int:board>/seal/", board_steps.seal, name="kept_board_seal"),
    path("office/boards/<int:board>/withdraw/", board_steps.withdraw, name="kept_board_withdraw"),
    path("office/boards/<int:board>/edition/", board_steps.edition, name="kept_board_edition"),
    path("office/boards/<int:board>/bundle.zip", kept_boards.bundle, name="kept_board_bundle"),
    path(
        "office/boards/<int:board>/units/<str:unit>/<str:code>/",
        kept_boards.explain,
        name="kept_board_explain",
    ),
    path("public/", public.boards, name="public"),
    path("public/<period:period>/", public.board, name="public_board"),
    path("public/<period:period>/<int:edition>/", public.board, name="public_edition"),
    path("public/<period:period>/<int:edition>/bundle.zip", public.bundle, name="public_bundle"),
]
