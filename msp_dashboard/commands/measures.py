"""The command that answers measures in a terminal, with the same definitions and protection as the pages."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from msp_dashboard import results
from msp_dashboard.commands.output import document_of, misused, refuse, write_json
from msp_dashboard.measures.catalogue import measures as catalogue
from msp_dashboard.periods import Period
from msp_dashboard.releases import Release, ReleaseError, open_release
from msp_dashboard.scope import Question, Reader, Scope, ScopeRefused, allow


class Tier(StrEnum):
    """Who may see what."""

    public = "public"
    board = "board"
    exact = "exact"


class EnquiryType(StrEnum):
    """Which enquiries are counted."""

    s42 = "s42"
    other = "other"
    all = "all"


def measures(
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY]…", help="Measures; none: all.")] = None,
    tier: Annotated[Tier, typer.Option(help="How figures are protected.")] = Tier.board,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day, YYYY-MM-DD.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, YYYY-MM-DD.")] = None,
    where: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=CODE", help="A filter; give it again for more.")
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="FIELD", help="A breakdown.")] = None,
    enquiry_type: Annotated[EnquiryType, typer.Option(help="Which enquiries.")] = EnquiryType.s42,
    release: Annotated[
        int | None, typer.Option(metavar="N", help="Another release than the current.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Answer measures: what the pages show, for a period, filters and a breakdown.

    Example: python -m msp_dashboard measures asked met --from 2025-10-01 --to 2026-09-30 --json

    Example: python -m msp_dashboard measures asked --tier exact --by quarter --where risk_type=neglect --json
    """
    unknown = sorted(set(keys or ()) - set(catalogue()))
    if unknown:
        misused(f"There is no measure {', '.join(unknown)}: choose from {', '.join(catalogue())}.")
    filters = _filters(where or [])
    try:
        opened = open_release(release)
        choices = results.choices(opened)
        period = _period(from_, to)
        asked = Question(period=period, where=filters, by=by, enquiry_type=enquiry_type.value)
        scope = allow(Reader(tier=tier.value), choices, asked)
        answers = results.answer(opened, scope, keys or ())
    except (ReleaseError, ScopeRefused) as refusal:
        refuse(str(refusal))
    found = list(answers.by_key.values())
    if as_json:
        write_json(_document(opened, scope, found))
    else:
        Console().print(_table(found))


def _filters(where: Iterable[str]) -> dict[str, tuple[str, ...]]:
    filters: dict[str, tuple[str, ...]] = {}
    for text in where:
        name, equals, code = text.partition("=")
        if not equals or not name or not code:
            misused("A filter is written --where FIELD=CODE, such as --where risk_type=neglect.")
        filters[name] = (*filters.get(name, ()), code)
    return filters


def _period(first: str | None, last: str | None) -> Period | None:
    if first is None and last is None:
        return None
    if first is None or last is None:
        misused("Give both --from and --to, or neither for the last four quarters.")
    try:
        return Period(first=date.fromisoformat(first), last=date.fromisoformat(last))
    except ValueError:
        misused("--from and --to are days written YYYY-MM-DD, and --to is not before --from.")


def _document(release: Release, scope: Scope, found: Iterable[results.Answer]) -> Mapping[str, object]:
    return document_of(
        release=release.name,
        extract_date=release.extract_date.isoformat(),
        tier=scope.tier,
        from_=scope.period.first.isoformat(),
        to=scope.period.last.isoformat(),
        where={name: codes[0] if len(codes) == 1 else list(codes) for name, codes in scope.where.items()},
        by=scope.by,
        measures=[results.as_json(answer) for answer in found],
    )


def _table(found: Iterable[results.Answer]) -> Table:
    table = Table("measure", "of", "figures", caption="Not for ranking. Use --json for groups and caveats.")
    for answer in found:
        table.add_row(answer.key, answer.measure.counts, results.in_words(answer))
    return table
