"""The command that draws files to look at: references of enquiries that fit a rule, for an audit."""

from collections.abc import Mapping
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from msp_dashboard import results
from msp_dashboard.commands.author import author_here
from msp_dashboard.commands.measures import AsJson, EnquiryType, First, Last, WhichEnquiries, period_of
from msp_dashboard.commands.output import document_of, misused, refuse, write_json
from msp_dashboard.disclosure import EXACT
from msp_dashboard.operations import OperationsError
from msp_dashboard.releases import Release, ReleaseError, open_release
from msp_dashboard.results.files import DEFAULT, MOST, RULES, Request, Sample, SampleRefused, draw_files
from msp_dashboard.scope import Question, Reader, Scope, ScopeRefused, allow

WhichRule = Annotated[str, typer.Option(help=f"What makes an enquiry worth a look: {', '.join(RULES)}.")]
Number = Annotated[int, typer.Option("--n", min=1, max=MOST, help="How many files at most.")]
Seed = Annotated[int, typer.Option(help="Any whole number: the same one draws the same files again.")]
Purpose = Annotated[str, typer.Option(help="What the files are for, without names: it is kept.")]
Team = Annotated[str | None, typer.Option(metavar="NAME", help="Files of one team only.")]


def sample_files(
    rule: WhichRule,
    seed: Seed,
    n: Number = DEFAULT,
    purpose: Purpose = "",
    team: Team = None,
    from_: First = None,
    to: Last = None,
    enquiry_type: WhichEnquiries = EnquiryType.s42,
    as_json: AsJson = False,
) -> None:
    """Draw files to look at: the references that their sources have for enquiries that fit a rule.

    It says nothing of what is in them, leaves restricted records out, and is written down.

    Example: python -m msp_dashboard sample-files --rule random --n 10 --seed 7 --purpose "Audit for October"
    """
    if rule not in RULES:
        misused(f"There is no rule {rule}: choose from {', '.join(RULES)}.")
    where = {} if team is None else {"team": (team,)}
    asked = Question(period=period_of(from_, to), where=where, enquiry_type=enquiry_type.value)
    request = Request(rule=rule, number=n, seed=seed, purpose=purpose)
    try:
        release = open_release()
        scope = allow(Reader(tier=EXACT), results.choices(release), asked)
        sample = draw_files(release, scope, request, author_here())
    except (ReleaseError, OperationsError, ScopeRefused, SampleRefused) as refusal:
        refuse(str(refusal))
    if as_json:
        write_json(_document(release, scope, request, sample))
        return
    if sample.files:
        Console().print(_table(scope, request, sample))
    if sample.note:
        typer.echo(sample.note)


def _document(release: Release, scope: Scope, request: Request, sample: Sample) -> Mapping[str, object]:
    return document_of(
        release=release.name,
        extract_date=release.extract_date.isoformat(),
        rule=sample.rule.key,
        n=request.number,
        seed=request.seed,
        from_=scope.period.first.isoformat(),
        to=scope.period.last.isoformat(),
        team=scope.where["team"][0] if "team" in scope.where else None,
        enquiry_type=scope.enquiry_type,
        files=[vars(each) for each in sample.files],
        note=sample.note,
    )


def _table(scope: Scope, request: Request, sample: Sample) -> Table:
    title = f"{sample.rule.words}: concluded {scope.period.first} to {scope.period.last}, seed {request.seed}"
    table = Table("reference", "system", "team", title=title)
    for each in sample.files:
        table.add_row(*(_shown(text) for text in (each.reference, each.source_system, each.team)))
    return table


def _shown(text: str) -> Text:
    """What a source wrote never steers the terminal."""
    return Text("".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text))
