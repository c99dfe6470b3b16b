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


Keys = Annotated[list[str] | None, typer.Argument(metavar="[KEY]…", help="Measures; none: all.")]
HowProtected = Annotated[Tier, typer.Option(help="How figures are protected.")]
First = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="First day, YYYY-MM-DD; else the last four quarters."),
]
Last = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, YYYY-MM-DD.")]
Where = Annotated[list[str] | None, typer.Option(metavar="FIELD=CODE", help="A filter; again for more.")]
By = Annotated[str | None, typer.Option(metavar="FIELD", help="A breakdown.")]
WhichEnquiries = Annotated[EnquiryType, typer.Option(help="Which enquiries.")]
WhichRelease = Annotated[int | None, typer.Option(metavar="N", help="Another release than the current.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def measures(
    keys: Keys = None,
    tier: HowProtected = Tier.board,
    from_: First = None,
    to: Last = None,
    where: Where = None,
    by: By = None,
    enquiry_type: WhichEnquiries = EnquiryType.s42,
    release: WhichRelease = None,
    as_json: AsJson = False,
) -> None:
    """Answer measures: what the pages show, for a period, filters and a breakdown.

    Example: python -m msp_dashboard measures asked met --from 2025-10-01 --to 2026-09-30 --json

    Example: python -m msp_dashboard measures asked --tier exact --by quarter --where risk_type=neglect --json
    """
    _refuse_unknown(keys or ())
    filters, period = _filters(where or []), period_of(from_, to)
    asked = Question(period=period, where=filters, by=by, enquiry_type=enquiry_type.value)
    try:
        opened = open_release(release)
        scope = allow(Reader(tier=tier.value), results.choices(opened), asked)
        found = list(results.answer(opened, scope, keys or ()).by_key.values())
    except ScopeRefused as refusal:
        refuse(
            str(refusal) if tier is Tier.exact else f"{refusal} (This is the {tier.value} tier; see --tier.)"
        )
    except ReleaseError as refusal:
        refuse(str(refusal))
    if as_json:
        write_json(_document(opened, scope, found))
    else:
        Console().print(_table(opened, scope, found))


def _refuse_unknown(keys: Iterable[str]) -> None:
    unknown = sorted(set(keys) - set(catalogue()))
    if unknown:
        misused(f"There is no measure {', '.join(unknown)}: choose from {', '.join(catalogue())}.")


def _filters(where: Iterable[str]) -> dict[str, tuple[str, ...]]:
    filters: dict[str, tuple[str, ...]] = {}
    for text in where:
        name, equals, code = text.partition("=")
        if not equals or not name or not code:
            misused("A filter is written --where FIELD=CODE, such as --where risk_type=neglect.")
        filters[name] = (*filters.get(name, ()), code)
    return filters


def period_of(first: str | None, last: str | None) -> Period | None:
    """Return the period of two days as typed, None where neither is given; ends the command on others."""
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


def _table(release: Release, scope: Scope, found: Iterable[results.Answer]) -> Table:
    title = (
        f"{scope.period.first} to {scope.period.last}, enquiry type {scope.enquiry_type}, "
        f"{scope.tier} tier, release {release.name}"
    )
    caption = "Not for ranking. Use --json for groups and caveats."
    table = Table("measure", "of", "figures", title=title, caption=caption)
    for answer in found:
        table.add_row(answer.key, answer.measure.counts, results.in_words(answer))
    return table
