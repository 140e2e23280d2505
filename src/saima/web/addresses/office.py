"""Addresses of the office and the administrators: rounds, review, people, audit log, plans."""

from django.urls import path

from saima.web.pages import (
    audit,
    burden,
    calendar,
    people,
    plan_units,
    plans,
    posts,
    review,
    rounds,
)

urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<period:month>/", rounds.round_page, name="round"),
    path("rounds/<period:month>/open/", rounds.round_open, name="round_open"),
    path("rounds/<period:month>/values/", rounds.round_values, name="round_values"),
    path("rounds/<period:month>/freeze/", rounds.round_freeze, name="round_freeze"),
    path("review/", review.review, name="review"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/posts.<str:form>", posts.posts_table, name="posts_table"),
    path("people/import/", posts.posts_import, name="posts_import"),
    path("people/<int:person>/", people.person, name="person"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<int:year>/", calendar.calendar_year, name="calendar_year"),
    path("calendar/<int:year>/table.<str:form>", calendar.calendar_table, name="calendar_table"),
    path("audit/", audit.audit, name="audit"),
    path("audit/chain/", audit.audit_chain, name="audit_chain"),
    path("audit/seals/", audit.audit_seals, name="audit_seals"),
    path("audit/table.<str:form>", audit.audit_table, name="audit_table"),
    path("burden/", burden.burden, name="burden"),
    path("plans/", plans.plans, name="plans"),
    path("plans/check/", plans.plan_check, name="plan_check"),
    path("plans/units/", plan_units.plan_units, name="plan_units"),
    path("plans/units/table.<str:form>", plan_units.plan_units_table, name="plan_units_table"),
]
