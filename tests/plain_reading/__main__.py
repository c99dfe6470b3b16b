"""The plain reading from a terminal: python -m tests.plain_reading FOLDER --from DATE --to DATE."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from tests.plain_reading.measures import answers
from tests.plain_reading.reading import read_export


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.plain_reading", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="from_", type=date.fromisoformat, required=True)
    parser.add_argument("--to", type=date.fromisoformat, required=True)
    parser.add_argument("--where", action="append", default=[], metavar="FIELD=CODE")
    parser.add_argument("--by", metavar="FIELD")
    parser.add_argument("--enquiry-type", choices=("s42", "other", "all"), default="s42")
    parser.add_argument("--key", action="append", dest="keys")
    parser.add_argument("--extract-date", type=date.fromisoformat)
    return parser.parse_args()


def main() -> None:
    """Prints the JSON list of answers."""
    asked = _arguments()
    where: dict[str, list[str]] = {}
    for condition in asked.where:
        field, _, code = condition.partition("=")
        where.setdefault(field, []).append(code)
    found = answers(
        read_export(asked.folder, asked.extract_date),
        from_=asked.from_,
        to=asked.to,
        where=where,
        by=asked.by,
        enquiry_type=asked.enquiry_type,
        keys=asked.keys,
    )
    sys.stdout.write(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
