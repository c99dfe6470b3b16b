"""What is wrong with a row or a cell, as conditions over the offered rows and the parents that were kept."""

def _with_parents(resource: Resource) -> tuple[sa.Table, sa.FromClause, list[_Check]]:
    """Return a resource's rows joined with the parents that were kept, and the checks that need them."""
    offered = OFFERED[resource.name]
    source: sa.FromClause = offered
    checks: list[_Check] = []
    for column, target, rule, action in (
        ("enquiry_ref", "enquiries", "unknown_enquiry", QUARANTINED),
        ("concern_ref", "concerns", "unknown_concern", FLAGGED),
    ):
        if resource.refers_to.get(column) == target:
            parent = kept(target).subquery(target)
            source = source.outerjoin(parent, parent.c[column] == offered.c[column])
            orphan = offered.c[column].is_not(None) & parent.c[column].is_(None)
            checks.append(_Check(condition=orphan, action=action, rule=rule, column=column))
            checks += _dates_against_parent(resource, offered, parent)
    return offered, source, checks


def _dates_against_parent(resource: Resource, offered: sa.Table, parent: sa.Subquery) -> list[_Check]:
    if resource.name == "enquiries":
        began = sa.func.coalesce(as_date(parent.c.received_on), as_date(offered.c.started_on))
        early = as_date(offered.c.first_conversation_on) < began
        return [_flag(early, "conversation_before_start", "first_conversation_on")]
    if resource.name != "desired_outcomes":
        return []
    undated = as_date(offered.c.recorded_on).is_(None)
    later = offered.c.stage.in_(["review", "follow_up"])
    open_at_end = (offered.c.stage == "conclusion") & as_date(parent.c.concluded_on).is_(None)
    return [
        _Check(
            condition=undated & later, action=QUARANTINED, rule="review_without_date", column="recorded_on"
        ),
        _flag(undated & ~later & ~open_at_end, "dated_by_enquiry", "recorded_on"),
        _flag(undated & open_at_end, "left_undated", "recorded_on"),
    ]


def _cell_checks(resource: Resource, offered: sa.Table) -> Iterator[_Check]:
    for field in resource.fields:
        text = offered.c[field.name]
        action = QUARANTINED if field.required else FLAGGED
        if field.required:
            yield _Check(condition=text.is_(None), action=action, rule="required_blank", column=field.name)
        if field.name == "age_band":
            child = sa.func.regexp_full_match(sa.func.replace(sa.func.lower(text), "_", " "), _CHILD)
            yield _Check(condition=child, action=QUARANTINED, rule="under_18", column=field.name)
        misfit = _misfit(resource, field, text)
        if misfit is not None:
            rule = UNREADABLE.get(field.type, "outside_list")
            yield _Check(condition=misfit, action=action, rule=rule, column=field.name)
    yield from _backward_durations(resource, offered)


def _backward_durations(resource: Resource, offered: sa.Table) -> Iterator[_Check]:
    for name, start, end, rule in (
        ("concerns", "received_on", "decided_on", "decided_before_received"),
        ("enquiries", "started_on", "concluded_on", "concluded_before_start"),
        ("advocacy", "requested_on", "started_on", "advocate_before_request"),
    ):
        if resource.name == name:
            yield _flag(as_date(offered.c[end]) < as_date(offered.c[start]), rule, end)


def _flag(condition: Condition, rule: str, column: str) -> _Check:
    return _Check(condition=condition, action=FLAGGED, rule=rule, column=column)


def _misfit(resource: Resource, field: Field, text: sa.ColumnElement[str]) -> Condition | None:
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


