"""The command that writes the case export of a council that does not exist."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from etl.commands.output import progress, refusals


class Shape(StrEnum):
    """The shapes in which a synthetic export can be written."""

    standard = "standard"
    las_like = "las_like"
    flat_sheet = "flat_sheet"
    mosaic_like = "mosaic_like"
    hackney_like = "hackney_like"


def sample(
    folder: Annotated[
        Path, typer.Argument(help="A folder that does not exist, is empty, or holds a sample.")
    ],
    councils: Annotated[int | None, typer.Option(min=1, help="How many councils; 1 where not given.")] = None,
    enquiries: Annotated[
        int | None, typer.Option(min=1, help="How many in each; 2,400 where not given.")
    ] = None,
    years: Annotated[int | None, typer.Option(min=1, help="How many years; 4 where not given.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed writes the same export.")] = None,
    extract_date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of the export.")
    ] = None,
    shape: Annotated[Shape, typer.Option(help="How its files look.")] = Shape.standard,
) -> None:
    """Write the case export of a council that does not exist, marked as synthetic.

    Example: python -m etl sample sample_export --enquiries 600 --seed 7
    """
    from etl.sample import write_sample

    asked = {"councils": councils, "enquiries": enquiries, "years": years, "seed": seed}
    day = extract_date.date() if extract_date else None
    with refusals("the sample", "What was written of it can be deleted."), progress() as say:
        say("Writing the sample")
        write_sample(folder, {**asked, "extract_date": day, "shape": shape.value})
    typer.echo(
        f"A synthetic export is in {folder}. Load it with: python -m etl load {shape.value} --source {folder}"
    )
