"""What can be wrong with a row, as conditions over the offered rows and the parents that were kept."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from etl.fields import as_date, as_integer, codes, is_multiple, parts
from etl.rules import FLAGGED, QUARANTINED, UNREADABLE
from etl.staging import OFFERED, parents
from msp_dashboard.warehouse import Field, Resource

Condition = sa.ColumnElement[bool]

# The age bands of children, however a system writes them: 0-17, under_18, <18, 16 to 17, 17 years …
_CHILD = (
    r"(aged?\s*)?((under|below|less than|younger than|up to|u|<|<=|≤)\s*(1[0-8]|[0-9])"
    r"|0*([0-9]|1[0-7])(\s*(-|–|to|and)\s*(0*[0-9]|1[0-8]|under))?)\s*(s|years?|yrs?|y)?\s*(old)?"
    r"|child(ren)?|minor|young person"
)
OUTSIDE_LIST = "outside_list"
_BACKWARDS = {
    "concerns": ("received_on", "decided_on", "decided_before_received"),
    "enquiries": ("started_on", "concluded_on", "concluded_before_start"),
    "advocacy": ("requested_on", "started_on", "advocate_before_request"),
}
_PARENTS = {
    "enquiry_ref": ("enquiries", "unknown_enquiry", QUARANTINED),
    "concern_ref": ("concerns", "unknown_concern", FLAGGED),
}


@dataclass(frozen=True, kw_only=True)
class Check:
    """A condition that must not hold, and what follows where it does."""

    condition: Condition
    action: str
    rule: str
    column: str = ""


def checks_of(resource: Resource, unmapped: str = FLAGGED) -> tuple[sa.FromClause, list[Check]]:
    """Return a resource's offered rows, joined with the parents that were kept, and every check on them.

    `unmapped` is the action on a word outside the list of a field that may be blank.
    """
    offered = OFFERED[resource.name]
    source: sa.FromClause = offered
    checks = [*_cell_checks(resource, offered, unmapped), *_backward_durations(resource, offered)]
    for column, (target, rule, action) in _PARENTS.items():
        if resource.refers_to.get(column) == target:
            parent = parents(target)
            source = source.outerjoin(parent, parent.c[column] == offered.c[column])
            orphan = offered.c[column].is_not(None) & parent.c[column].is_(None)
            checks.append(Check(condition=orphan, action=action, rule=rule, column=column))
            checks += _dates_beside_parent(resource, offered, parent)
    return source, checks


def misfit(resource: Resource, field: Field, text: sa.ColumnElement[str]) -> Condition | None:
    """Return the condition that a cell is filled and cannot be read; None where any text will do."""
    if field.type == "date":
        return text.is_not(None) & as_date(text).is_(None)
    if field.type == "integer":
        return text.is_not(None) & as_integer(text).is_(None)
    listed = codes(resource, field)
    if listed is None:
        return None
    if is_multiple(resource, field):
        return ~sa.func.list_has_all(sa.func.list_value(*listed, ""), parts(text))
    return text.not_in(listed)


def _cell_checks(resource: Resource, offered: sa.Table, unmapped: str) -> Iterator[Check]:
    for field in resource.fields:
        text, column = offered.c[field.name], field.name
        action = QUARANTINED if field.required else FLAGGED
        if field.required:
            yield Check(condition=text.is_(None), action=action, rule="required_blank", column=column)
        if column == "age_band":
            child = sa.func.regexp_full_match(sa.func.replace(sa.func.lower(text), "_", " "), _CHILD)
            yield Check(condition=child, action=QUARANTINED, rule="under_18", column=column)
        unfit = misfit(resource, field, text)
        if unfit is not None:
            rule = UNREADABLE.get(field.type, OUTSIDE_LIST)
            if rule == OUTSIDE_LIST and not field.required:
                action = unmapped
            yield Check(condition=unfit, action=action, rule=rule, column=column)


def _backward_durations(resource: Resource, offered: sa.Table) -> Iterator[Check]:
    if resource.name in _BACKWARDS:
        start, end, rule = _BACKWARDS[resource.name]
        yield _flag(as_date(offered.c[end]) < as_date(offered.c[start]), rule, end)


def _dates_beside_parent(resource: Resource, offered: sa.Table, parent: sa.Subquery) -> Iterator[Check]:
    if resource.name == "enquiries":
        began = sa.func.coalesce(as_date(parent.c.received_on), as_date(offered.c.started_on))
        early = as_date(offered.c.first_conversation_on) < began
        yield _flag(early, "conversation_before_start", "first_conversation_on")
    if resource.name == "desired_outcomes":
        undated = as_date(offered.c.recorded_on).is_(None)
        later = offered.c.stage.in_(["review", "follow_up"])
        never = (offered.c.stage == "conclusion") & as_date(parent.c.concluded_on).is_(None)
        yield Check(
            condition=undated & later, action=QUARANTINED, rule="review_without_date", column="recorded_on"
        )
        yield _flag(undated & ~later & ~never, "dated_by_enquiry", "recorded_on")
        yield _flag(undated & never, "left_undated", "recorded_on")


def _flag(condition: Condition, rule: str, column: str) -> Check:
    return Check(condition=condition, action=FLAGGED, rule=rule, column=column)
