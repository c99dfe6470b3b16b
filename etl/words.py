"""The words that did not fit their column, counted."""

def _register_words(connection: sa.Connection, resource: Resource) -> None:
    """Count each word that did not fit; its text is kept only where it is common, short, and no source id."""
    query = (
        sa.select(FINDINGS.c.column)
        .distinct()
        .where(
            FINDINGS.c.resource == resource.name, FINDINGS.c.rule.in_(["outside_list", *UNREADABLE.values()])
        )
    )
    offered = OFFERED[resource.name]
    for name in sorted(connection.scalars(query)):
        field = resource[name]
        text = offered.c[name]
        listed = codes(resource, field)
        word = sa.func.unnest(parts(text)) if is_multiple(resource, field) else text
        first = sa.select(MARKS.c.offered_no).where(MARKS.c.resource == resource.name, MARKS.c.copy == 1)
        words = (
            sa.select(word.label("word"))
            .where(offered.c.offered_no.in_(first), _misfit(resource, field, text))
            .subquery()
        )
        counted = sa.select(words.c.word, sa.func.count().label("rows")).group_by(words.c.word)
        counted = counted.where(words.c.word.not_in([*(listed or ()), ""]))
        each = counted.subquery()
        shown = (each.c.rows >= WORD_FLOOR) & (sa.func.length(each.c.word) <= LONGEST_WORD)
        shown &= ~_is_reference(each.c.word)
        value = sa.case((shown, each.c.word))
        rows = sa.select(
            sa.literal(f"{resource.name}.{name}"), value.label("value"), sa.func.sum(each.c.rows)
        ).group_by(value)
        run(connection, sa.insert(WORDS).from_select(["field", "value", "rows"], rows))


def _is_reference(word: sa.ColumnElement[str]) -> Condition:
    """Whether a word is one of the export's own ids: shifted columns put them anywhere."""
    return reduce(
        or_,
        (
            word.in_(
                sa.select(OFFERED[resource.name].c[field.name]).where(
                    OFFERED[resource.name].c[field.name].is_not(None)
                )
            )
            for resource in ordered()
            for field in resource.fields
            if field.is_reference
        ),
    )


