"""Addresses of official documents and meetings."""

from django.urls import path

from saima.web.pages import board_papers, document_new, documents, meetings, promises

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/new/<str:kind>/<int:source>/", document_new.document_new, name="document_new"),
    path("documents/<int:document>/", documents.document, name="document"),
    path("documents/<int:document>/issue/", documents.document_issue, name="document_issue"),
    path("documents/<int:document>/replace/", documents.document_file, name="document_file"),
    path("documents/<int:document>/void/", documents.document_void, name="document_void"),
    path("documents/<int:document>/file/", documents.document_download, name="document_download"),
    path("documents/<int:document>/pdf/", documents.document_pdf, name="document_pdf"),
    path("documents/boards/<int:board>/", board_papers.board_papers, name="board_papers"),
    path(
        "documents/boards/<int:board>/circular/", board_papers.board_preview, name="board_preview"
    ),
    path(
        "documents/boards/<int:board>/sheets/<str:form>/",
        board_papers.unit_sheets,
        name="unit_sheets",
    ),
    path(
        "documents/boards/<int:board>/sheets/<str:form>/all.zip",
        board_papers.unit_sheets_file,
        name="unit_sheets_file",
    ),
    path(
        "documents/boards/<int:board>/<str:table>.<str:form>",
        board_papers.board_table,
        name="board_papers_table",
    ),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/hold/", meetings.meeting_hold, name="meeting_hold"),
    path("meetings/<int:meeting>/", meetings.meeting, name="meeting"),
    path("meetings/<int:meeting>/minutes/", meetings.meeting_minutes, name="meeting_minutes"),
    path("promises/", promises.promises, name="promises"),
    path("promises/give/", promises.promise_give, name="promise_give"),
    path("promises/<int:promise>/finish/", promises.promise_finish, name="promise_finish"),
]
