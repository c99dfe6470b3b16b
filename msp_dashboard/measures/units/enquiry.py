"""The enquiry: one row each, with what its outcomes, meetings, advocacy and assessments say of it."""

from datetime import date
from typing import Any

from sqlalchemy import CTE, Select, and_, case, func, or_, select

from msp_dashboard.measures.units.durations import duration_columns, review_dates
from msp_dashboard.measures.units.expressions import (
    FAR_AWAY,
    IN_PLACE,
    INDEPENDENT_ADVOCACY,
    any_row,
    attended,
    columns_of,
    day,
    days_between,
    enquiry_fields,
    in_order,
    known,
    one_if,
    three_way,
)
from msp_dashboard.measures.units.fields import ENQUIRY_FIELDS, ENQUIRY_NEEDS, own
from msp_dashboard.measures.units.unit import Unit
from msp_dashboard.vocabulary import NOT_RECORDED
from msp_dashboard.warehouse import table

RECORDED = [
    "outcomes_asked",
    "not_asked_reason",
    "outcomes_achieved",
    "agreed_to_enquiry",
    "override_reason",
    "seen_alone",
    "capacity_doubted",
    "supported_by",
    "substantial_difficulty",
    "appropriate_person",
    "conclusion",
    "risk_outcome",
    "departure_reason",
    "ended_early",
    "plan_review",
    "in_msp_recording",
]
AT_THE_END = ("conclusion", "review", "follow_up")
FOR_SOMEONE = ("practitioner", "best_interests")


def _wishes() -> CTE:
    rows = table("desired_outcomes")
    at_end = rows.c.stage.in_(AT_THE_END)
    asked = any_row(at_end, known(rows.c.judged_by), rows.c.judged_by.not_in(FOR_SOMEONE))
    unasked = any_row(at_end, rows.c.judged_by.in_(FOR_SOMEONE))
    return (
        select(
            rows.c.enquiry_id,
            any_row(rows.c.has_own_words.is_(True)).label("has_own_words"),
            func.count(rows.c.outcome_no.distinct()).label("wishes"),
            case((any_row(at_end) == 1, three_way(asked, unasked))).label("asked_at_end"),
        )
        .group_by(rows.c.enquiry_id)
        .cte("wishes")
    )


def _first_voice() -> CTE:
    rows = table("desired_outcomes")
    numbered = select(
        rows.c.enquiry_id,
        rows.c.voice,
        func.row_number().over(partition_by=rows.c.enquiry_id, order_by=in_order(rows)).label("place"),
    ).subquery()
    return select(numbered.c.enquiry_id, numbered.c.voice).where(numbered.c.place == 1).cte("first_voice")


def _meetings() -> CTE:
    rows = table("meetings")
    adult, others = rows.c.adult_took_part, (rows.c.representative_took_part, rows.c.advocate_took_part)
    return (
        select(
            rows.c.enquiry_id,
            attended(adult).label("took_part"),
            attended(adult, *others).label("represented"),
        )
        .group_by(rows.c.enquiry_id)
        .cte("attendance")
    )


def _advocates() -> CTE:
    rows = table("advocacy")
    provided = rows.c.status.in_(IN_PLACE)
    independent = any_row(rows.c.advocacy_type.in_(INDEPENDENT_ADVOCACY), provided)
    return (
        select(
            rows.c.enquiry_id,
            any_row(rows.c.advocacy_type.in_(["care_act", "imca"]), provided).label("care_act_advocate"),
            three_way(independent, any_row(known(rows.c.status))).label("independent_advocate"),
        )
        .group_by(rows.c.enquiry_id)
        .cte("advocates")
    )


def _assessments() -> CTE:
    rows, enquiries = table("capacity_assessments"), table("enquiries")
    found = and_(rows.c.result == "lacks_capacity", rows.c.assessed_on <= enquiries.c.concluded_on)
    return (
        select(
            rows.c.enquiry_id,
            any_row(rows.c.assessment_id.is_not(None)).label("capacity_assessed"),
            any_row(found).label("found_to_lack_capacity"),
        )
        .select_from(rows.join(enquiries, enquiries.c.enquiry_id == rows.c.enquiry_id))
        .group_by(rows.c.enquiry_id)
        .cte("assessments")
    )


def _deprivation_of_liberty() -> CTE:
    rows, enquiries = table("dols"), table("enquiries")
    decided = case((rows.c.status.in_(["not_granted", "ended"]), rows.c.decided_on))
    end = func.coalesce(rows.c.ends_on, decided, day(FAR_AWAY))
    in_force = and_(rows.c.starts_on <= enquiries.c.started_on, enquiries.c.started_on <= end)
    relation = case(
        (any_row(in_force) == 1, "in_force_at_start"),
        (any_row(rows.c.received_on < enquiries.c.started_on) == 1, "waiting_at_start"),
        else_="applied_during",
    )
    return (
        select(enquiries.c.enquiry_id, relation.label("dols_relation"))
        .select_from(enquiries.join(rows, rows.c.person_id == enquiries.c.person_id))
        .where(
            rows.c.status != "withdrawn",
            rows.c.received_on <= enquiries.c.concluded_on,
            end >= enquiries.c.started_on,
        )
        .group_by(enquiries.c.enquiry_id)
        .cte("deprivation_of_liberty")
    )


def _later_concerns() -> CTE:
    concerns, enquiries = table("concerns"), table("enquiries")
    after = days_between(enquiries.c.concluded_on, concerns.c.received_on)
    return (
        select(enquiries.c.enquiry_id, any_row(after >= 8, after <= 365).label("repeat_concern"))
        .select_from(enquiries.join(concerns, concerns.c.person_id == enquiries.c.person_id))
        .group_by(enquiries.c.enquiry_id)
        .cte("later_concerns")
    )


def derive(extract_date: date) -> Select[Any]:
    """Return the select that makes one row an enquiry, as at `extract_date`."""
    enquiries, concerns = table("enquiries"), table("concerns")
    fields = enquiry_fields().cte("fields")
    parts = [_wishes(), _first_voice(), _meetings(), _advocates(), _assessments()]
    parts += [_deprivation_of_liberty(), _later_concerns(), review_dates()]
    wishes, voice, attendance, advocates, assessments, liberty, later, reviews = parts
    joined = fields.join(enquiries, enquiries.c.enquiry_id == fields.c.enquiry_id)
    joined = joined.outerjoin(concerns, concerns.c.concern_id == enquiries.c.concern_id)
    for part in parts:
        joined = joined.outerjoin(part, part.c.enquiry_id == fields.c.enquiry_id)
    followed = days_between(enquiries.c.concluded_on, day(extract_date)) >= 365
    return select(
        *columns_of(fields),
        *[enquiries.c[name] for name in RECORDED],
        func.coalesce(wishes.c.has_own_words, 0).label("has_own_words"),
        func.coalesce(wishes.c.wishes, 0).label("wishes"),
        case((wishes.c.wishes == 1, "1"), (wishes.c.wishes == 2, "2"), else_="3_or_more").label(
            "wishes_band"
        ),
        wishes.c.asked_at_end,
        voice.c.voice.label("first_voice"),
        attendance.c.took_part,
        attendance.c.represented,
        func.coalesce(advocates.c.care_act_advocate, 0).label("care_act_advocate"),
        func.coalesce(advocates.c.independent_advocate, NOT_RECORDED).label("independent_advocate"),
        func.coalesce(assessments.c.capacity_assessed, 0).label("capacity_assessed"),
        func.coalesce(assessments.c.found_to_lack_capacity, 0).label("found_to_lack_capacity"),
        liberty.c.dols_relation,
        one_if(followed, or_(enquiries.c.ended_early.is_(None), enquiries.c.ended_early != "died")).label(
            "followed_a_year"
        ),
        func.coalesce(later.c.repeat_concern, 0).label("repeat_concern"),
        *duration_columns(enquiries, concerns, reviews, extract_date),
    ).select_from(joined)


ENQUIRY = Unit(
    name="enquiry",
    derive=derive,
    key=("enquiry_id",),
    fields=ENQUIRY_FIELDS,
    has_risks=True,
    needs={
        **ENQUIRY_NEEDS,
        **own("enquiries", *RECORDED),
        "has_own_words": ("desired_outcomes.own_words",),
        "wishes": ("desired_outcomes.outcome_no",),
        "wishes_band": ("desired_outcomes.outcome_no",),
        "first_voice": ("desired_outcomes.voice",),
        "asked_at_end": ("desired_outcomes.judged_by",),
        "took_part": ("meetings.adult_took_part",),
        "represented": (
            "meetings.adult_took_part",
            "meetings.representative_took_part",
            "meetings.advocate_took_part",
        ),
        "care_act_advocate": ("advocacy.status",),
        "independent_advocate": ("advocacy.status",),
        "capacity_assessed": ("capacity_assessments.enquiry_ref",),
        "found_to_lack_capacity": ("capacity_assessments.enquiry_ref",),
        "dols_relation": ("dols.application_ref",),
        "followed_a_year": ("enquiries.concluded_on",),
        "repeat_concern": ("concerns.received_on",),
        "days_open": ("enquiries.started_on", "enquiries.concluded_on"),
        "days_to_conversation": ("enquiries.first_conversation_on", "enquiries.concluded_on"),
        "days_to_conclusion": ("enquiries.concluded_on",),
        "days_to_review": ("desired_outcomes.recorded_on", "enquiries.concluded_on"),
    },
)
