"""Random small records of people, concerns and enquiries: odd in dates and order, well formed in cells."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.plain_reading.contract import RESOURCES, all_codes, fields

Cells = dict[str, str]
Tables = dict[str, list[Cells]]

FIRST_DAY, LAST_DAY = date(2023, 4, 1), date(2026, 9, 30)
EDGES = (date(2024, 3, 31), date(2024, 4, 1), date(2025, 3, 31), date(2025, 4, 1), date(2025, 6, 30))
TEAMS = ("North locality", "Équipe Sud", "Hospital, acute", 'The "Lodge" team', "007")
WORDS = (
    "Increased monitoring",
    "I want my son to visit, but not to hold my card",
    "Said in two lines:\nto be home,\nto be left in peace",
    'She said "nobody asked me" and then, quietly, "thank you"',
    "Żeby było spokojnie – naïve café ✓",
    "   ",
    "",
    "0012",
    "N/A",
)
REPEAT_GAPS = (7, 8, 365, 366, 0, -1, 30)


def odd_tables(random: Random, enquiries: int) -> Tables:
    """Rows of people, concerns, enquiries and what hangs on them; refs are text with leading zeros."""
    tables: Tables = {name: [] for name in RESOURCES}
    persons = [f"{number:05d}" for number in range(1, max(2, enquiries * 2 // 3) + 1)]
    for number, team in enumerate(TEAMS):
        if number != 3:
            service = ("Locality", "Hospital", "", "Locality", "Hospital")[number]
            tables["teams"].append(row("teams", random, team_name=team, service=service))
    for person_ref in persons:
        if random.random() < 0.85:
            tables["people"].append(row("people", random, person_ref=person_ref))
    for number in range(1, enquiries + 1):
        _add_enquiry(tables, random, number, random.choice(persons))
    for number in range(1, enquiries // 2 + 1):
        _add_concern(tables, random, f"0{number}X", random.choice(persons), any_day(random))
    for number in range(1, enquiries // 2 + 1):
        _add_dols(tables, random, f"00{number}", random.choice(persons))
    return tables


def row(resource: str, random: Random, **given: str) -> Cells:
    """A row with the given cells; other coded cells random (often blank where optional), the rest blank."""
    cells = {}
    for column in fields(resource):
        name = column["name"]
        optional = not column.get("constraints", {}).get("required")
        if name in given:
            cells[name] = given[name]
        elif column.get("codeList"):
            blank = optional and random.random() < 0.2
            cells[name] = "" if blank else random.choice(all_codes(column["codeList"]))
        else:
            cells[name] = ""
    return cells


def any_day(random: Random) -> date:
    """A day of the years that the exports cover, often the first or last of a quarter or year."""
    if random.random() < 0.2:
        return random.choice(EDGES)
    return FIRST_DAY + timedelta(days=random.randrange((LAST_DAY - FIRST_DAY).days + 1))


def some_day(random: Random, around: date, least: int, most: int) -> str:
    """A day from `least` to `most` days after another, never after the last day; sometimes blank."""
    if random.random() < 0.15:
        return ""
    return min(LAST_DAY, around + timedelta(days=random.randint(least, most))).isoformat()


def any_team(random: Random) -> str:
    """A team, listed or not; sometimes blank."""
    return random.choice((*TEAMS, *TEAMS, "", "Never listed"))


def _add_concern(tables: Tables, random: Random, ref: str, person_ref: str, received: date) -> None:
    tables["concerns"].append(
        row(
            "concerns",
            random,
            concern_ref=ref,
            person_ref=person_ref,
            received_on=received.isoformat(),
            decided_on=some_day(random, received, -2, 60),
            team_name=any_team(random),
        )
    )


def _add_enquiry(tables: Tables, random: Random, number: int, person_ref: str) -> None:
    ref, started = f"{number:04d}", any_day(random)
    concern_ref = random.choice((f"C{number:03d}", f"C{number:03d}", "", "C-unknown"))
    if concern_ref == f"C{number:03d}":
        received = min(LAST_DAY, started + timedelta(days=random.randint(-40, 5)))
        _add_concern(tables, random, concern_ref, person_ref, received)
    concluded = _conclusion_day(tables, random, person_ref, started)
    enquiry = row(
        "enquiries",
        random,
        enquiry_ref=ref,
        person_ref=person_ref,
        concern_ref=concern_ref,
        enquiry_type=random.choice(("s42", "s42", "s42", "other")),
        started_on=started.isoformat(),
        first_conversation_on=some_day(random, started, -5, 120),
        concluded_on=concluded.isoformat() if concluded else "",
        team_name=any_team(random),
    )
    if random.random() < 0.5:
        enquiry["outcomes_asked"] = "asked_expressed"
    tables["enquiries"].append(enquiry)
    if concluded:
        _add_repeat(tables, random, ref, person_ref, concluded)
    _add_children(tables, random, ref, started, concluded)


def _conclusion_day(tables: Tables, random: Random, person_ref: str, started: date) -> date | None:
    """A day, sometimes before the start, that no other enquiry of the person has; None while open."""
    if random.random() < 0.2:
        return None
    taken = {e["concluded_on"] for e in tables["enquiries"] if e["person_ref"] == person_ref}
    concluded = min(LAST_DAY, started + timedelta(days=random.randint(-3, 260)))
    if random.random() < 0.2:
        concluded = random.choice([day for day in EDGES if day >= started] or [concluded])
    while concluded.isoformat() in taken:
        concluded -= timedelta(days=1)
    return concluded


def _add_repeat(tables: Tables, random: Random, ref: str, person_ref: str, concluded: date) -> None:
    later = concluded + timedelta(days=random.choice(REPEAT_GAPS))
    if random.random() < 0.5 and later <= LAST_DAY:
        _add_concern(tables, random, f"R{ref}", person_ref, later)


def _add_children(tables: Tables, random: Random, ref: str, started: date, concluded: date | None) -> None:
    risks = {
        (r["risk_type"], r["risk_source"], r["risk_location"]): r
        for r in (row("enquiry_risks", random, enquiry_ref=ref) for _ in range(random.randint(0, 4)))
    }
    tables["enquiry_risks"].extend(risks.values())
    for place in range(random.randint(0, 3)):
        advocacy = row("advocacy", random, advocacy_ref=f"{ref}-{place}", enquiry_ref=ref)
        advocacy["advocacy_type"] = random.choice((advocacy["advocacy_type"], "care_act", "imca", "family"))
        advocacy["requested_on"] = some_day(random, started, -10, 60)
        advocacy["started_on"] = random.choice(("", some_day(random, started, 0, 150)))
        tables["advocacy"].append(advocacy)
        held = min(LAST_DAY, started + timedelta(days=random.randint(0, 90))).isoformat()
        tables["meetings"].append(
            row("meetings", random, meeting_ref=f"M{ref}{place}", enquiry_ref=ref, held_on=held)
        )
    for response_type in random.sample(all_codes("response_type"), random.randint(0, 3)):
        tables["responses"].append(row("responses", random, enquiry_ref=ref, response_type=response_type))
    _add_assessments(tables, random, ref, concluded or started)
    for outcome_no in random.sample(range(1, 7), random.choice((0, 1, 1, 2, 3, 4))):
        _add_wish(tables, random, (ref, outcome_no), started, concluded)


def _add_assessments(tables: Tables, random: Random, ref: str, around: date) -> None:
    person_ref = tables["enquiries"][-1]["person_ref"]
    for place in range(random.choice((0, 0, 1, 2))):
        assessed = min(LAST_DAY, around + timedelta(days=random.randint(-60, 2))).isoformat()
        tables["capacity_assessments"].append(
            row(
                "capacity_assessments",
                random,
                assessment_ref=f"A{ref}{place}",
                person_ref=person_ref,
                enquiry_ref=random.choice((ref, ref, ref, "")),
                assessed_on=assessed,
                result=random.choice(("lacks_capacity", *all_codes("capacity_result"))),
            )
        )


def _add_wish(
    tables: Tables, random: Random, key: tuple[str, int], started: date, concluded: date | None
) -> None:
    """One desired outcome: stages in any order, equal dates, reviews before conclusion, two rows a stage.

    No two rows of a wish share a stage and a day (blank taken as its default): their order is not defined.
    """
    written: set[tuple[str, str]] = set()
    for stage in random.choices(all_codes("stage"), weights=(4, 2, 2, 4, 2, 1), k=random.randint(1, 5)):
        around = random.choice((started, concluded or started))
        recorded = some_day(random, around, -5, random.choice((0, 5, 90)))
        later_stage = stage in ("review", "follow_up")
        taken_as = concluded if stage == "conclusion" else started
        effective = recorded or (taken_as.isoformat() if taken_as else "")
        if (stage, effective) in written:
            continue
        if not (later_stage and not recorded):
            written.add((stage, effective))
        tables["desired_outcomes"].append(
            row(
                "desired_outcomes",
                random,
                enquiry_ref=key[0],
                outcome_no=str(key[1]),
                stage=stage,
                recorded_on=recorded,
                own_words=random.choice(WORDS),
                partner=random.choice(("", "", "police", "nhs", "bank")),
            )
        )


def _add_dols(tables: Tables, random: Random, ref: str, person_ref: str) -> None:
    received = any_day(random)
    starts = some_day(random, received, -5, 60)
    ends = random.choice(("", (received + timedelta(days=random.randint(0, 700))).isoformat()))
    tables["dols"].append(
        row(
            "dols",
            random,
            application_ref=ref,
            person_ref=person_ref,
            received_on=received.isoformat(),
            decided_on=some_day(random, received, 0, 60),
            starts_on=random.choice((starts, "")),
            ends_on=ends,
        )
    )
