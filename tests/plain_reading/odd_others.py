"""Random rows of questionnaires, audits, focus groups and the rollout, and of quotes and notes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.plain_reading.contract import all_codes
from tests.plain_reading.odd_record import (
    FIRST_DAY,
    LAST_DAY,
    TEAMS,
    Cells,
    Tables,
    any_day,
    any_team,
    row,
    some_day,
)

GRADES, THE_REST = all_codes("audit_answer")[:4], all_codes("audit_answer")[4:]

Asked = set[tuple[str, str, str]]


def add_others(tables: Tables, random: Random) -> None:
    """Adds rows to every resource that is not part of an enquiry's own record."""
    asked: Asked = set()
    for number, enquiry in enumerate([*tables["enquiries"], *[{"enquiry_ref": ""}] * 4]):
        for place in range(random.choice((0, 0, 1, 2, 3))):
            _add_response(tables, random, (f"{number:03d}-{place}", enquiry), asked)
    refs = [enquiry["enquiry_ref"] for enquiry in tables["enquiries"]] or [""]
    for number in range(len(refs) // 2 + 6):
        _add_audit(tables, random, f"U{number}", random.choice((*refs, "")))
    for number in range(8):
        _add_focus_group(tables, random, f"F{number}")
        _add_quote_and_note(tables, random, number, random.choice((*refs[:5], "")))
    for team in (*TEAMS, "Only in the rollout"):
        _add_rollout(tables, random, team)


def _add_response(tables: Tables, random: Random, of: tuple[str, Cells], asked: Asked) -> None:
    """One questionnaire: perhaps only an invitation; its rows mostly alike, but not always.

    No one says on one day twice, about one enquiry, whether they feel safer: which comes last is not defined.
    """
    ref, enquiry = of
    around = enquiry.get("concluded_on") or enquiry.get("started_on") or any_day(random).isoformat()
    same = row("experience", random, response_ref=ref, enquiry_ref=enquiry["enquiry_ref"])
    same["respondent"] = random.choice((*("adult",) * 3, same["respondent"]))
    same["stage"] = random.choice(("start", "", same["stage"]))
    same["collected_on"] = _day_near(random, around)
    wanted = random.sample(all_codes("survey_question"), random.choice((1, 3, 6, 8)))
    if random.random() < 0.5:
        wanted.append("feel_safer")
    for question in dict.fromkeys(wanted):
        cells = {**same, "question": question, "answer": _answer(random)}
        if random.random() < 0.1:
            column = random.choice(("mode", "independent", "respondent", "stage"))
            cells[column] = row("experience", random)[column]
        if random.random() < 0.1:
            cells["collected_on"] = _day_near(random, around)
        if question == "feel_safer":
            _keep_apart(cells, asked)
        tables["experience"].append(cells)


def _answer(random: Random) -> str:
    return random.choice(("yes_fully", "yes_partly", *all_codes("survey_answer")))


def _day_near(random: Random, day: str) -> str:
    return some_day(random, date.fromisoformat(day), -60, 200) or day


def _keep_apart(cells: Cells, asked: Asked) -> None:
    """Puts an answer on an earlier day while the day is taken."""
    while (key := (cells["enquiry_ref"], cells["respondent"], cells["collected_on"])) in asked:
        earlier = date.fromisoformat(cells["collected_on"]) - timedelta(days=1)
        cells["collected_on"] = earlier.isoformat()
    asked.add(key)


def _add_audit(tables: Tables, random: Random, ref: str, enquiry_ref: str) -> None:
    """One audited file, mostly by one auditor; now and then an answer of the other list."""
    same = row("audits", random, audit_ref=ref, enquiry_ref=enquiry_ref, team_name=any_team(random))
    same["audited_on"] = any_day(random).isoformat()
    for question in random.sample(all_codes("audit_question"), random.randint(1, 9)):
        own, other = (GRADES, THE_REST) if question == "overall" else (THE_REST, GRADES)
        answer = random.choice(other if random.random() < 0.05 else own)
        tables["audits"].append({**same, "question": question, "answer": answer})


def _add_focus_group(tables: Tables, random: Random, ref: str) -> None:
    held = any_day(random).isoformat()
    for theme in random.sample(all_codes("quote_theme"), random.randint(1, 5)):
        number = random.choice(("", "7", "0"))
        tables["focus_groups"].append(
            row("focus_groups", random, group_ref=ref, held_on=held, theme=theme, number_taking_part=number)
        )


def _add_quote_and_note(tables: Tables, random: Random, number: int, enquiry_ref: str) -> None:
    quote = {"quote_ref": f"Q{number}", "enquiry_ref": enquiry_ref, "text": "It helped."}
    tables["quotes"].append(row("quotes", random, **quote, said_on=any_day(random).isoformat()))
    note = {"from_on": f"2024-0{number + 1}-01", "note": "A new form, at last"}
    tables["recording_notes"].append(row("recording_notes", random, **note))


def _add_rollout(tables: Tables, random: Random, team: str) -> None:
    """A team's rows in any order of stages, each on its own day; at times more trained than there are."""
    days = {FIRST_DAY - timedelta(days=400), LAST_DAY, *(any_day(random) for _ in range(6))}
    for day in random.sample(sorted(days), random.randint(0, len(days))):
        staff = random.choice(("", "0", "5", "12"))
        trained = random.choice(("", "0", "3", "5", "14"))
        given = {"team_name": team, "as_of": day.isoformat(), "staff": staff, "staff_trained": trained}
        tables["rollout"].append(row("rollout", random, **given))
