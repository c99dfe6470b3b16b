"""What a reader asked for: the period, the filters, and the values of a breakdown."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date

from tests.plain_reading.contract import NOT_RECORDED, Row, codes
from tests.plain_reading.linking import Record
from tests.plain_reading.reading import Export

Span = tuple[date, date]

TIME_FIELDS = ("quarter", "month", "financial_year")
PERSON_FIELDS = ("gender", "ethnic_group", "primary_support_reason")
RISK_FIELDS = ("risk_type", "risk_location", "risk_source")
TEAM_FIELDS = ("service", "team")
ENQUIRY_FIELDS = (*TEAM_FIELDS, "age_band", *PERSON_FIELDS, *RISK_FIELDS, "lacked_capacity")
CONCERN_FIELDS = (*TEAM_FIELDS, "age_band", *PERSON_FIELDS, "source")
ALL_FIELDS = (*ENQUIRY_FIELDS, "source", *TIME_FIELDS)


@dataclass(frozen=True, kw_only=True)
class View:
    """What the filters let through, a list for each kind of row, and the days asked about."""

    record: Record
    enquiries: list[Row]
    concerns: list[Row]
    experience: list[Row]
    audits: list[Row]
    rollout: list[Row]
    spans: list[Span]

    def covers(self, day: date | None) -> bool:
        """Whether a day lies in the period, both ends included."""
        return day is not None and any(first <= day <= last for first, last in self.spans)

    def concluded(self) -> list[Row]:
        """The enquiries whose concluded_on lies in the period."""
        return [enquiry for enquiry in self.enquiries if self.covers(enquiry["concluded_on"])]


def everything(record: Record, span: Span, enquiry_type: str) -> View:
    """The view before any filter: enquiries of one type (or all), and all of everything else."""
    return View(
        record=record,
        enquiries=[e for e in record.enquiries if enquiry_type in ("all", e["enquiry_type"])],
        concerns=record.concerns,
        experience=record.experience,
        audits=record.audits,
        rollout=record.rollout,
        spans=[span],
    )


def narrow(view: View, field: str, values: list[str]) -> View:
    """The view with one filter more: any of the values. A kind of row that it can't reach stays as it is."""
    if field in TIME_FIELDS:
        asked = [span for value, span in time_spans(view.spans, field) if value in values]
        return replace(view, spans=asked)

    def kept(rows: list[Row], reach: tuple[str, ...]) -> list[Row]:
        return [r for r in rows if set(values) & values_of(r, field)] if field in reach else rows

    return replace(
        view,
        enquiries=kept(view.enquiries, ENQUIRY_FIELDS),
        concerns=kept(view.concerns, CONCERN_FIELDS),
        experience=kept(view.experience, ENQUIRY_FIELDS),
        audits=kept(view.audits, TEAM_FIELDS),
        rollout=kept(view.rollout, TEAM_FIELDS),
    )


def values_of(row: Row, field: str) -> set[str]:
    """The values under which a row is found; several only for kinds of risk.

    An answer of a questionnaire is found where its enquiry is, and under not_recorded without one.
    """
    if "enquiry" in row:
        return values_of(row["enquiry"], field) if row["enquiry"] else {NOT_RECORDED}
    if field in PERSON_FIELDS:
        return {row["person"][field]}
    if field in RISK_FIELDS:
        return {risk[field] for risk in row["enquiry_risks"]} or {NOT_RECORDED}
    column = "team_name" if field == "team" else field
    return {row[column] or NOT_RECORDED}


def breakdown_values(export: Export, view: View, field: str) -> list[str]:
    """The values of a breakdown in their fixed order, not_recorded last (time has none)."""
    if field in TIME_FIELDS:
        return list(dict.fromkeys(value for value, _ in time_spans(view.spans, field)))
    if field == "team":
        return [*(team["team_name"] for team in export.teams), NOT_RECORDED]
    if field == "service":
        return [*dict.fromkeys(team["service"] for team in export.teams), NOT_RECORDED]
    code_list = "concern_source" if field == "source" else field
    return [*codes(code_list), NOT_RECORDED]


def time_spans(spans: list[Span], field: str) -> list[tuple[str, Span]]:
    """Every quarter, month or financial year that touches the period, in order, clipped to it."""
    clipped = []
    for first, last in spans:
        for year in range(first.year - 1, last.year + 1):
            for value, start, end in _spans_of_year(year, field):
                if max(first, start) <= min(last, end):
                    clipped.append((value, (max(first, start), min(last, end))))
    return clipped


def _spans_of_year(year: int, field: str) -> list[tuple[str, date, date]]:
    """The months, quarters or the whole of the financial year that begins on 1 April of a year."""
    months = [(year, month) for month in range(4, 13)] + [(year + 1, month) for month in range(1, 4)]
    name = f"{year}-{(year + 1) % 100:02d}"
    length = {"month": 1, "quarter": 3, "financial_year": 12}[field]
    spans = []
    for place in range(0, 12, length):
        first_year, first_month = months[place]
        last_year, last_month = months[place + length - 1]
        end = date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])
        value = {
            "month": f"{first_year}-{first_month:02d}",
            "quarter": f"{name} Q{place // 3 + 1}",
            "financial_year": name,
        }[field]
        spans.append((value, date(first_year, first_month, 1), end))
    return spans
