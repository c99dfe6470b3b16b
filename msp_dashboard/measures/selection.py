"""What a figure is asked of: period, filters, breakdown and enquiry type, turned into rows of a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, literal, null, or_, select

from msp_dashboard.measures.definition import Measure
from msp_dashboard.measures.units.fields import RISK_FIELDS
from msp_dashboard.periods import TIME_FIELDS, Period, split
from msp_dashboard.vocabulary import NOT_RECORDED, code_list
from msp_dashboard.warehouse import table

CODED_FIELDS = {
    "age_band": "age_band",
    "gender": "gender",
    "ethnic_group": "ethnic_group",
    "primary_support_reason": "primary_support_reason",
    "risk_type": "risk_type",
    "risk_location": "risk_location",
    "risk_source": "risk_source",
    "lacked_capacity": "lacked_capacity",
    "source": "concern_source",
}
FIELDS = ("service", "team", *CODED_FIELDS)


@dataclass(frozen=True, kw_only=True)
class Selection:
    """A period, filters (any of the codes of each field), a breakdown field and an enquiry type.

    `derive_at` is the extract date of a release whose unit tables are of another version than this program:
    the units are then derived anew, from its facts.
    """

    period: Period
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by: str | None = None
    enquiry_type: str = "s42"
    derive_at: date | None = None

    def during(self, period: Period) -> "Selection":
        """Return the same selection in another period."""
        return replace(self, period=period)

    def filters(self, measure: Measure, name: str) -> bool:
        """Return whether a filter field reaches a measure."""
        return name in measure.unit.fields or (measure.unit.has_risks and name in RISK_FIELDS)

    def groups(self, measure: Measure) -> bool:
        """Return whether the breakdown field reaches a measure."""
        if self.by in TIME_FIELDS:
            return measure.date is not None or measure.at_period_end is not None
        return self.by is not None and self.filters(measure, self.by)

    def not_filtered_by(self, measure: Measure) -> tuple[str, ...]:
        """Return the filter fields that can't reach a measure."""
        return tuple(name for name in self.where if not self.filters(measure, name))


def group_values(connection: Connection, selection: Selection) -> tuple[str, ...]:
    """Return every value of the breakdown field in its fixed order, not recorded last."""
    by = selection.by
    if by is None:
        return ()
    if by in TIME_FIELDS:
        return tuple(label for label, _ in split(selection.period, by))
    return (*(value for value in field_values(connection, by) if value != NOT_RECORDED), NOT_RECORDED)


def field_values(connection: Connection, name: str) -> tuple[str, ...]:
    """Return the values that a filter field may take: a code list's, or the release's teams and services."""
    if name in CODED_FIELDS:
        return code_list(CODED_FIELDS[name]).values
    teams = table("teams")
    column = teams.c.team_name if name == "team" else teams.c.service
    found = connection.execute(select(column).order_by(teams.c.team_id)).scalars()
    return tuple(dict.fromkeys(value for value in found if value))


def rows_of(
    measure: Measure, selection: Selection, by: str | None, columns: Sequence[ColumnElement[Any]]
) -> Select[Any]:
    """Return the unit's rows that a measure is asked of, with group_value and the columns wanted.

    `by` is the breakdown of this statement (None: one group, null). Where a measure counts distinct values,
    distinct_place numbers each value's rows within a group in order of date: 1 is the first.
    """
    unit = measure.unit
    source: Any = unit.table
    group: ColumnElement[Any] = null()
    if by in TIME_FIELDS and measure.date is not None:
        basis = unit.c[measure.date]
        group = case(
            *[(basis <= period.last, literal(label)) for label, period in split(selection.period, str(by))]
        )
    elif by in RISK_FIELDS:
        risks = _risk_values(str(by))
        source = source.outerjoin(risks, risks.c.enquiry_id == unit.c.enquiry_id)
        group = func.coalesce(risks.c.risk_value, NOT_RECORDED)
    elif by is not None:
        group = unit.c[unit.fields[by]]
    wanted = [group.label("group_value"), *columns]
    if measure.distinct and measure.date is not None:
        order = tuple(unit.c[name] for name in (measure.first or measure.date, *unit.key))
        place = func.row_number().over(partition_by=[group, unit.c[measure.distinct]], order_by=order)
        wanted.append(place.label("distinct_place"))
    rows = select(*wanted).select_from(source).where(*_conditions(measure, selection))
    if selection.derive_at is not None:
        for each in (*unit.made_of, unit):
            rows = rows.add_cte(each.derive(selection.derive_at).cte(each.table.name))
    return rows


def _conditions(measure: Measure, selection: Selection) -> list[ColumnElement[bool]]:
    unit, period = measure.unit, selection.period
    conditions: list[ColumnElement[bool]] = []
    if "enquiry_type" in unit.c and selection.enquiry_type != "all":
        conditions.append(unit.c.enquiry_type == selection.enquiry_type)
    if measure.date is not None:
        conditions.append(unit.c[measure.date].between(period.first, period.last))
    if measure.at_period_end is not None:
        opened, ended = (unit.c[name] for name in measure.at_period_end)
        conditions.append(and_(opened <= period.last, or_(ended.is_(None), ended > period.last)))
    for name, codes in selection.where.items():
        if name in unit.fields:
            conditions.append(unit.c[unit.fields[name]].in_(list(codes)))
        elif selection.filters(measure, name):
            conditions.append(_has_risk(measure, name, codes))
    return conditions


def _risk_values(name: str) -> Any:
    risks = table("enquiry_risks")
    return select(risks.c.enquiry_id, risks.c[name].label("risk_value")).distinct().subquery()


def _has_risk(measure: Measure, name: str, codes: Sequence[str]) -> ColumnElement[bool]:
    risks = table("enquiry_risks")
    of_enquiry = risks.c.enquiry_id == measure.unit.c.enquiry_id
    held = exists().where(of_enquiry, risks.c[name].in_(list(codes)))
    return or_(held, ~exists().where(of_enquiry)) if NOT_RECORDED in codes else held
