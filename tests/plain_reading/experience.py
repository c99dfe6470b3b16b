"""Experience, line by line: what people answered when asked how it was for them."""

from __future__ import annotations

from collections import defaultdict

from tests.plain_reading.contract import NOT_RECORDED, Row, all_codes, codes
from tests.plain_reading.entries import of_experience
from tests.plain_reading.selection import View
from tests.plain_reading.shapes import EXCLUDED, Answer, bands, categories, entry, listed, proportion

FROM_LOW_TO_HIGH = ("no", "mostly_no", "yes_partly", "yes_fully")
ANSWERS = FROM_LOW_TO_HIGH[::-1]
QUESTIONS = [question for question in codes("survey_question") if question != "invited"]
RESPONDENTS = all_codes("respondent")


def _answers(view: View) -> list[Row]:
    """The rows collected in the period, each by its own day."""
    return [row for row in view.experience if view.covers(row["collected_on"])]


def _is_answered(row: Row) -> bool:
    return row["question"] != "invited" and row["answer"] in ANSWERS


def _categories(rows: list[Row]) -> Answer:
    verdicts = {**{answer: answer for answer in ANSWERS}, "not_answered": NOT_RECORDED}
    return categories(list(ANSWERS), (verdicts.get(row["answer"], EXCLUDED) for row in rows))


@of_experience()
def experience(view: View) -> Answer:
    """Each question by each respondent, with the response rate; how, by whom and when they were asked."""
    by_respondent = {who: [row for row in _answers(view) if row["respondent"] == who] for who in RESPONDENTS}
    answer = listed(
        entry({"question": question, "respondent": who}, _answered(rows, question))
        for question in QUESTIONS
        for who, rows in by_respondent.items()
    )
    responses = {who: _responses(rows) for who, rows in by_respondent.items()}
    return {**answer, **_beside(responses, view.record.collected)}


def _answered(rows: list[Row], question: str) -> Answer:
    return {
        **_categories([row for row in rows if row["question"] == question]),
        "responses": len({row["response_ref"] for row in rows if _is_answered(row)}),
        "invited": len({row["response_ref"] for row in rows if row["question"] == "invited"}),
    }


def _responses(rows: list[Row]) -> list[Row]:
    """A row for each response: its first answered question's, with the first day of any that is answered."""
    answered = sorted(filter(_is_answered, rows), key=lambda row: QUESTIONS.index(row["question"]))
    first: dict[str, Row] = {}
    for row in answered:
        kept = first.setdefault(row["response_ref"], dict(row))
        kept["collected_on"] = min(kept["collected_on"], row["collected_on"])
    return list(first.values())


def _beside(responses: dict[str, list[Row]], collected: frozenset[str]) -> Answer:
    """Mode, independence and days since conclusion for each respondent; null where not collected."""
    modes = [
        entry({"respondent": who}, categories(codes("survey_mode"), (row["mode"] for row in rows)))
        for who, rows in responses.items()
    ]
    independent = [
        entry({"respondent": who}, proportion(row["independent"] for row in rows))
        for who, rows in responses.items()
    ]
    days = [{"respondent": who, "bands": bands(_days_since(rows))} for who, rows in responses.items()]
    dated = {"experience.enquiry_ref", "enquiries.concluded_on"} <= collected
    return {
        "modes": modes if "experience.mode" in collected else None,
        "independent": independent if "experience.independent" in collected else None,
        "days_since_conclusion": days if dated else None,
    }


def _days_since(responses: list[Row]) -> list[int]:
    """Days from conclusion to response, of responses about an enquiry that was concluded by then."""
    dated = [row for row in responses if row["enquiry"] and row["enquiry"]["concluded_on"]]
    days = [(row["collected_on"] - row["enquiry"]["concluded_on"]).days for row in dated]
    return [day for day in days if day >= 0]


@of_experience("experience.enquiry_ref", "experience.stage")
def safer_change(view: View) -> Answer:
    """Of enquiries where the same respondent answered feel_safer at the start and later: which way?"""
    answered: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(view.experience, key=lambda row: (row["collected_on"], row["response_ref"])):
        if row["question"] == "feel_safer" and row["answer"] in ANSWERS and row["enquiry"]:
            answered[row["respondent"], row["enquiry_ref"]].append(row)
    found: dict[str, list[str]] = {who: [] for who in RESPONDENTS}
    for (who, _), rows in answered.items():
        at_start = [row for row in rows if row["stage"] == "start"]
        later = [row for row in rows if row["stage"] != "start"]
        if at_start and later and view.covers(later[-1]["collected_on"]):
            found[who].append(_change(at_start[0]["answer"], later[-1]["answer"]))
    ways = ["higher", "same", "lower"]
    return listed(entry({"respondent": who}, categories(ways, changes)) for who, changes in found.items())


def _change(first: str, last: str) -> str:
    steps = FROM_LOW_TO_HIGH.index(last) - FROM_LOW_TO_HIGH.index(first)
    return "same" if steps == 0 else "higher" if steps > 0 else "lower"


@of_experience("experience.enquiry_ref", "experience.stage", "enquiries.outcomes_achieved")
def experience_by_met(view: View) -> Answer:
    """listened_to, in_control and feel_safer by outcomes_achieved, but not what was answered at the start."""
    rows = [row for row in _answers(view) if row["enquiry"] and row["stage"] != "start"]

    def figures(*cells: str) -> Answer:
        found = [
            row
            for row in rows
            if (row["question"], row["respondent"], row["enquiry"]["outcomes_achieved"]) == cells
        ]
        return _categories(found)

    return listed(
        entry(
            {"question": question, "respondent": who, "outcomes_achieved": achieved},
            figures(question, who, achieved),
        )
        for question in ("listened_to", "in_control", "feel_safer")
        for who in RESPONDENTS
        for achieved in [*codes("outcomes_achieved"), NOT_RECORDED]
    )
