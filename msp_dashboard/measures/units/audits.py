"""The answer of a case file audit: one row for each question of each audit."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from msp_dashboard.measures.units.fields import own
from msp_dashboard.measures.units.unit import Unit
from msp_dashboard.vocabulary import NOT_RECORDED
from msp_dashboard.warehouse import table


def _audits(_extract_date: date) -> Select[Any]:
    rows, teams = table("audits"), table("teams")
    return select(
        rows.c.audit_id,
        rows.c.audited_on,
        rows.c.auditor,
        rows.c.sampling,
        rows.c.question,
        rows.c.answer,
        func.coalesce(teams.c.team_name, NOT_RECORDED).label("team"),
        func.coalesce(teams.c.service, NOT_RECORDED).label("service"),
    ).select_from(rows.outerjoin(teams, teams.c.team_id == rows.c.team_id))


AUDIT = Unit(
    name="audit",
    derive=_audits,
    key=("audit_id",),
    fields={"service": "service", "team": "team"},
    needs=own("audits", "audited_on", "auditor", "sampling", "question", "answer"),
    counts="files",
)
