"""Mental capacity and DoLS, line by line."""

from __future__ import annotations

from datetime import date

from tests.plain_reading.being_heard import asked, expressed
from tests.plain_reading.contract import NOT_RECORDED, Row, codes
from tests.plain_reading.entries import of_concluded, of_enquiries
from tests.plain_reading.outcomes import met
from tests.plain_reading.selection import View, narrow
from tests.plain_reading.shapes import EXCLUDED, NO, YES, Answer, categories, cells, proportion


@of_concluded("enquiries.lacked_capacity")
def capacity_recorded(view: View) -> Answer:
    """Is capacity recorded?"""
    return proportion(YES if e["lacked_capacity"] in ("yes", "no") else NO for e in view.concluded())


@of_concluded("enquiries.lacked_capacity")
def lacked_capacity(view: View) -> Answer:
    """Who lacked capacity to decide about the enquiry?"""
    verdicts = {"yes": YES, "no": NO}
    return proportion(verdicts.get(e["lacked_capacity"], NOT_RECORDED) for e in view.concluded())


@of_concluded("enquiries.capacity_doubted", "capacity_assessments.enquiry_ref")
def doubt_assessed(view: View) -> Answer:
    """Where capacity was doubted, was it assessed?"""

    def verdict(enquiry: Row) -> str:
        if enquiry["capacity_doubted"] != "yes":
            return EXCLUDED
        return YES if enquiry["capacity_assessments"] else NO

    return proportion(verdict(enquiry) for enquiry in view.concluded())


@of_concluded("enquiries.lacked_capacity", "capacity_assessments.enquiry_ref")
def assessed(view: View) -> Answer:
    """Where capacity was lacking, is a decision-specific assessment recorded that found so?"""

    def verdict(enquiry: Row) -> str:
        if enquiry["lacked_capacity"] != "yes":
            return EXCLUDED
        found = any(
            row["result"] == "lacks_capacity" and row["assessed_on"] <= enquiry["concluded_on"]
            for row in enquiry["capacity_assessments"]
        )
        return YES if found else NO

    return proportion(verdict(enquiry) for enquiry in view.concluded())


def _assessments(view: View) -> list[Row]:
    """Assessments by assessed_on, linked to an enquiry that the view holds, open or concluded."""
    linked = [row for enquiry in view.enquiries for row in enquiry["capacity_assessments"]]
    return [row for row in linked if view.covers(row["assessed_on"])]


@of_enquiries("capacity_assessments.enquiry_ref", "capacity_assessments.decision_domain")
def decisions(view: View) -> Answer:
    """Which decisions, with which result?"""
    pairs = [(row["decision_domain"], row["result"]) for row in _assessments(view)]
    domains = [*codes("decision_domain"), NOT_RECORDED]
    return cells(pairs, domains, [*codes("capacity_result"), NOT_RECORDED])


@of_enquiries(
    "capacity_assessments.enquiry_ref",
    "capacity_assessments.decision_domain",
    "capacity_assessments.best_interests_decision",
)
def best_interests(view: View) -> Answer:
    """Was a best interests decision recorded? None may be made for someone about sexual relations."""

    def verdict(row: Row) -> str:
        if row["result"] != "lacks_capacity" or row["decision_domain"] == "sexual_relations":
            return EXCLUDED
        return str(row["best_interests_decision"])

    return proportion(verdict(row) for row in _assessments(view))


@of_enquiries("capacity_assessments.enquiry_ref", "capacity_assessments.imca_instructed")
def imca(view: View) -> Answer:
    """Was an IMCA instructed?"""
    return proportion(
        row["imca_instructed"] if row["result"] == "lacks_capacity" else EXCLUDED
        for row in _assessments(view)
    )


def _end(application: Row) -> date:
    """ends_on; else decided_on where not granted or ended; else never."""
    ends_on: date | None = application["ends_on"]
    decided_on: date | None = application["decided_on"]
    if ends_on is None and application["status"] in ("not_granted", "ended"):
        ends_on = decided_on
    return ends_on or date.max


def dols_part_of(enquiry: Row) -> list[Row]:
    """The person's applications, not withdrawn, received by the conclusion and not over before the start."""
    return [
        application
        for application in enquiry["person"]["dols"]
        if application["status"] != "withdrawn"
        and application["received_on"] <= enquiry["concluded_on"]
        and _end(application) >= enquiry["started_on"]
    ]


@of_concluded("dols")
def dols_involved(view: View) -> Answer:
    """Was a DoLS application or authorisation part of the picture?"""
    return proportion(YES if dols_part_of(enquiry) else NO for enquiry in view.concluded())


@of_concluded("dols.starts_on")
def dols_relation(view: View) -> Answer:
    """In what way? One an enquiry, the first that holds."""

    def verdict(enquiry: Row) -> str:
        applications, started_on = dols_part_of(enquiry), enquiry["started_on"]
        if not applications:
            return EXCLUDED
        if any(a["starts_on"] and a["starts_on"] <= started_on <= _end(a) for a in applications):
            return "in_force_at_start"
        waiting = any(a["received_on"] < started_on for a in applications)
        return "waiting_at_start" if waiting else "applied_during"

    relations = ["in_force_at_start", "waiting_at_start", "applied_during"]
    return categories(relations, (verdict(enquiry) for enquiry in view.concluded()))


@of_concluded("enquiries.lacked_capacity", own_groups=True)
def equity(view: View) -> Answer:
    """Is it the same for people who lacked capacity? asked, expressed, met grouped by lacked_capacity."""
    measures = []
    for read in (asked, expressed, met):
        answer = {"key": read.__name__, **read(view), "groups": []}
        for value in [*codes("lacked_capacity"), NOT_RECORDED]:
            group = read(narrow(view, "lacked_capacity", [value]))
            answer["groups"].append({"value": value, **{n: v for n, v in group.items() if n != "kind"}})
        measures.append(answer)
    return {"kind": "several", "measures": measures}
