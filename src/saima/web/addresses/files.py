"""Addresses of forms as files: download, check an upload, hand it in."""

from django.urls import path

from saima.web.pages import templates_files as pages

urlpatterns = [
    path("", pages.files_start, name="files_start"),
    path("<period:month>/", pages.files, name="files"),
    path("<period:month>/form.<str:form>", pages.form, name="files_form"),
    path("<period:month>/check/", pages.check, name="files_check"),
    path("<period:month>/remarks.xlsx", pages.remarks, name="files_remarks"),
    path("<period:month>/filing/", pages.filing, name="files_filing"),
]
