"""A wide export of the kind that case systems make: one CSV of 60 columns, and the mapping that reads it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import yaml

from msp_dashboard.vocabulary import code_list

FILE = "enquiries.csv"
# Column: the code list whose labels it holds, for the columns that are about the enquiry and its person.
CODED = {
    "Gender": "gender",
    "Ethnicity": "ethnic_group",
    "Primary Support Reason": "primary_support_reason",
    "Enquiry Type": "enquiry_type",
    "Asked": "outcomes_asked",
    "Not asked reason": "not_asked_reason",
    "Achieved": "outcomes_achieved",
    "Agreed": "agreed",
    "Seen alone": "seen_alone",
    "Capacity doubted": "yes_no",
    "Lacked capacity": "lacked_capacity",
    "Supported by": "supported_by",
    "Substantial difficulty": "yes_no",
    "Appropriate person": "yes_no",
    "Conclusion": "enquiry_conclusion",
    "Risk outcome": "risk_outcome",
    "Ended early": "ended_early",
    "Plan review": "plan_review",
}
_UNLIKE = {
    "Asked": "outcomes_asked",
    "Achieved": "outcomes_achieved",
    "Agreed": "agreed_to_enquiry",
    "Conclusion": "conclusion",
}
# The coded columns of the enquiry itself, with the fields that they fill.
FIELDS = {name: _UNLIKE.get(name, name.lower().replace(" ", "_")) for name in list(CODED)[3:]}
RISK = {"risk_type": "type", "risk_source": "source", "risk_location": "location"}
OUTCOME = {"outcome_theme": "theme", "achieved": "achieved", "voice": "voice"}
SLOTS = (1, 2, 3)
# How often each of the three slots is filled: a second kind of abuse or wish is rare, a third very rare.
FILLED_RISKS, FILLED_OUTCOMES = (1.0, 0.3, 0.08), (0.6, 0.2, 0.05)
DATES = ("Enquiry Start", "First Conversation", "Enquiry End")
UNREAD = (
    "Forename", "Surname", "NHS Number", "Postcode", "Worker", "Case notes", "Address", "GP", "Ward",
    "Locality", "Step", "Form version", "Last updated", "Updated by", "Funding", "Flag 1", "Flag 2",
)  # fmt: skip
COLUMNS = (
    "Enquiry ID", "Person ID", "Date of Birth", "Team", *DATES, *CODED,
    *(f"Risk {slot} {what}" for slot in SLOTS for what in RISK.values()),
    *(f"Outcome {slot} {what}" for slot in SLOTS for what in OUTCOME.values()),
    *UNREAD,
)  # fmt: skip
FIRST = date(2022, 10, 1)
DAYS = 1460
TEAMS = tuple(f"Adult Safeguarding {name}" for name in ("North", "South", "East", "West", "Hub", "Hospital"))
POOL = 5000


def labels(name: str) -> dict[str, str]:
    """Return the words that the export uses for a code list, with their codes."""
    return {entry.label: entry.code for entry in code_list(name)}


def write_wide_export(folder: Path, rows: int, seed: int = 7) -> None:
    """Write the export and its mapping; the same seed gives the same bytes, and memory does not grow."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(seed)
    pool = [",".join(_answers(rng)) for _ in range(POOL)]
    with (folder / FILE).open("w", encoding="utf-8", newline="") as stream:
        stream.write(",".join(COLUMNS) + "\r\n")
        stream.writelines(f"{_dated(rng, number)},{rng.choice(pool)}\r\n" for number in range(rows))
    (folder / "wide.yaml").write_text(yaml.safe_dump(wide_mapping(), sort_keys=False), encoding="utf-8")


def _dated(rng: Random, number: int) -> str:
    start = FIRST + timedelta(days=rng.randrange(DAYS))
    birth = date(1925 + rng.randrange(75), 1 + rng.randrange(12), 1 + rng.randrange(28))
    first, end = start + timedelta(days=rng.randrange(14)), start + timedelta(days=rng.randrange(200))
    ended = f"{end:%d/%m/%Y}" if end <= FIRST + timedelta(days=DAYS) else ""
    return (
        f"EN-{number:07},{100_000 + rng.randrange(400_000)},{birth:%d/%m/%Y},{rng.choice(TEAMS)},"
        f"{start:%d/%m/%Y},{first:%d/%m/%Y},{ended}"
    )


def _answers(rng: Random) -> Iterator[str]:
    for name in CODED.values():
        yield _word(rng, name)
    for names, filled in ((RISK, FILLED_RISKS), (OUTCOME, FILLED_OUTCOMES)):
        for share in filled:
            there = rng.random() < share
            for what in names:
                yield _word(rng, what) if there else ""
    for column in UNREAD:
        yield f"{column[:4]} {rng.randrange(1000)}"


def _word(rng: Random, name: str) -> str:
    word = rng.choice([*labels(name)])
    written = f"{word} " if rng.random() < 0.05 else word
    return f'"{written}"' if "," in written else written


def wide_mapping() -> dict[str, object]:
    """Return the mapping: enquiries, their people, three slots of risks and three of wishes at two stages."""
    lists = {*CODED.values(), *RISK, *OUTCOME}
    read = [column for column in COLUMNS if column not in UNREAD]
    return {
        "mapping": "msp-mapping/1",
        "title": "A wide export",
        "source_system": "wide",
        "defaults": {"dates": {"formats": ["%d/%m/%Y"]}, "leave_out": "nothing"},
        "files": {"wide": {"path": FILE, "columns": read, "transient": ["Date of Birth"]}},
        "maps": {name: labels(name) for name in sorted(lists)},
        "load": [
            _people(),
            _enquiries(),
            _risks(),
            _wishes("start", "Enquiry Start"),
            _wishes("conclusion", "Enquiry End"),
        ],
    }


def _mapped(column: str, name: str) -> dict[str, str]:
    return {"of": column, "map": name}


def _people() -> dict[str, object]:
    fields = {
        name.lower().replace(" ", "_"): _mapped(name, CODED[name])
        for name in ("Gender", "Primary Support Reason")
    }
    person = {"person_ref": "Person ID", "ethnic_group": _mapped("Ethnicity", "ethnic_group"), **fields}
    latest = {"key": "Person ID", "order": "Enquiry ID"}
    return {"into": "people", "from": "wide", "latest_by": latest, "set": person}


def _enquiries() -> dict[str, object]:
    dates = {
        "started_on": "Enquiry Start",
        "first_conversation_on": "First Conversation",
        "concluded_on": "Enquiry End",
    }
    coded = {field: _mapped(column, CODED[column]) for column, field in FIELDS.items()}
    fields = {
        "enquiry_ref": "Enquiry ID",
        "person_ref": "Person ID",
        "team_name": "Team",
        "age_band": {"of": "Date of Birth", "age_band_at": "Enquiry Start"},
    }
    return {"into": "enquiries", "from": "wide", "set": {**fields, **dates, **coded}}


def _risks() -> dict[str, object]:
    slots = [{field: f"Risk {slot} {what}" for field, what in RISK.items()} for slot in SLOTS]
    fields = {field: _mapped(field, field) for field in RISK}
    return {
        "into": "enquiry_risks",
        "from": "wide",
        "unpivot": {"slots": slots},
        "set": {"enquiry_ref": "Enquiry ID", **fields},
    }


def _wishes(stage: str, day: str) -> dict[str, object]:
    names = {"outcome_theme": "theme", "voice": "voice"}
    if stage == "conclusion":
        names["achieved"] = "achieved"
    slots = [{field: f"Outcome {slot} {what}" for field, what in names.items()} for slot in SLOTS]
    fields: dict[str, object] = {
        "enquiry_ref": "Enquiry ID",
        "outcome_no": "slot",
        "stage": {"constant": stage},
        "recorded_on": day,
        "voice": _mapped("voice", "voice"),
        "theme": _mapped("outcome_theme", "outcome_theme"),
    }
    if stage == "conclusion":
        fields["achieved"] = _mapped("achieved", "achieved")
    return {
        "into": "desired_outcomes",
        "from": "wide",
        "where": {day: {"blank": "no"}},
        "unpivot": {"slots": slots, "number": "slot"},
        "set": fields,
    }
