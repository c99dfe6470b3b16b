"""Mental capacity in an enquiry: doubt, finding, support, and assessments decision by decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.circumstances import Circumstances
from sample_data.course import Course
from sample_data.draw import Tilts, Weights, tilted
from sample_data.people import Adult
from sample_data.records import CapacityAssessment
from sample_data.scene import Scene

SUPPORTED_BY = Weights.of({"advocate": 27, "family": 54, "friend": 4, "none": 11})
# Where a relative is said to be the source of risk, an advocate steps in or no one does.
SUPPORTED_WHERE_FAMILY_IS_SOURCE = Weights.of({"advocate": 50, "family": 24, "friend": 5, "none": 16})

DOMAINS = {"accommodation": 24, "care_or_treatment": 27, "finances": 14, "contact": 12, "sexual_relations": 2,
           "other": 6}  # fmt: skip
DOMAINS_BY_TYPE: Tilts = {
    "financial": {"finances": 6},
    "sexual": {"sexual_relations": 10, "contact": 3},
    "domestic": {"contact": 4},
    "neglect": {"care_or_treatment": 2},
    "self_neglect": {"accommodation": 2.5, "care_or_treatment": 1.5},
}
HAS_DIFFICULTY = {"learning_disability": 0.3, "mental_health": 0.22, "memory": 0.4}


@dataclass(frozen=True, kw_only=True, slots=True)
class Capacity:
    """Whether the adult could decide about the enquiry and who helped: the truth, not what was written."""

    lacks: bool
    doubted: bool
    supported_by: str
    difficulty: bool
    appropriate_person: bool


def weigh(scene: Scene, adult: Adult, circumstances: Circumstances) -> Capacity:
    """The adult's capacity at the time of one enquiry: nearly always as it was before."""
    lacks = adult.lacks_capacity != scene.chance(0.04)
    family_is_source = circumstances.source == "known" and circumstances.main_type != "self_neglect"
    supporters = SUPPORTED_WHERE_FAMILY_IS_SOURCE if family_is_source else SUPPORTED_BY
    supported_by = supporters.pick(scene.rng) if lacks else "not_applicable"
    difficulty = (lacks and scene.chance(0.93)) or scene.chance(HAS_DIFFICULTY.get(adult.reason, 0.07))
    return Capacity(
        lacks=lacks,
        doubted=(lacks and scene.chance(0.97)) or scene.chance(0.14),
        supported_by=supported_by,
        difficulty=difficulty,
        appropriate_person=scene.chance(0.38 if family_is_source else 0.74),
    )


def written_capacity(scene: Scene, capacity: Capacity, course: Course) -> dict[str, str]:
    """The five capacity and support fields of the enquiry, as far as they were filled in."""
    asked_on_form = course.filled if course.new_form else course.filled * 0.5
    lacked = "yes" if capacity.lacks else "no"
    if scene.chance(0.03):
        lacked = "dont_know"
    if not course.talked:
        return dict.fromkeys(_FIELDS, "")
    return {
        "capacity_doubted": scene.recorded(_yes_no(capacity.doubted), asked_on_form),
        "lacked_capacity": scene.recorded(lacked, min(1.0, course.filled + 0.04)),
        "supported_by": _written_supporter(scene, capacity, lacked, course),
        "substantial_difficulty": scene.recorded(_yes_no(capacity.difficulty), asked_on_form),
        "appropriate_person": scene.recorded(_yes_no(capacity.appropriate_person), asked_on_form)
        if capacity.difficulty
        else "",
    }


def assessments(
    scene: Scene, adult: Adult, circumstances: Circumstances, capacity: Capacity, course: Course
) -> tuple[CapacityAssessment, ...]:
    """The assessments made in the course of the enquiry, one a decision."""
    likely = 0.86 if course.new_form else 0.74
    if not capacity.doubted or not scene.chance(likely):
        return ()
    domains = ["safeguarding_enquiry"] if scene.chance(0.8) else []
    others = _DOMAINS.get(circumstances.main_type, _ANY_DOMAIN)
    while len(domains) < 3 and (not domains or scene.chance(0.34)):
        domain = others.pick(scene.rng)
        if domain in domains:
            break
        domains.append(domain)
    rows = [_assessment(scene, adult, domain, capacity, course) for domain in domains]
    return tuple(row for row in rows if row.assessed_on <= course.last_known)


def _assessment(
    scene: Scene, adult: Adult, domain: str, capacity: Capacity, course: Course
) -> CapacityAssessment:
    likely = 0.9 if domain == "safeguarding_enquiry" else 0.78
    lacks = scene.chance(likely if capacity.lacks else 0.03)
    result = "lacks_capacity" if lacks else "has_capacity"
    if scene.chance(0.03):
        result = "not_determined"
    lacking = result == "lacks_capacity"
    best_interests = "yes" if scene.chance(0.79) and domain != "sexual_relations" else "no"
    imca = "yes" if scene.chance(0.3 if domain == "accommodation" else 0.13) else "no"
    return CapacityAssessment(
        assessment_ref=scene.reference("MCA"),
        person_ref=adult.person.person_ref,
        enquiry_ref=course.enquiry_ref if scene.chance(0.97) else "",
        assessed_on=_assessed_on(scene, course),
        decision_domain=domain if scene.chance(0.97) else "not_recorded",
        result=result,
        best_interests_decision=scene.recorded(best_interests, course.filled) if lacking else "",
        imca_instructed=scene.recorded(imca, course.filled) if lacking else "",
    )


def _assessed_on(scene: Scene, course: Course) -> date:
    # One in twenty-five was made after the enquiry had been concluded: it does not count as in time.
    if scene.chance(0.04):
        return course.concluded_on + timedelta(days=1 + int(scene.rng.random() * 30))
    first = max(course.conversation_on, course.started_on)
    return scene.within(first, min(course.concluded_on, first + timedelta(days=60)))


def _written_supporter(scene: Scene, capacity: Capacity, lacked: str, course: Course) -> str:
    if lacked == "yes":
        return scene.recorded(capacity.supported_by, min(1.0, course.filled + 0.03))
    return scene.recorded("not_applicable", 0.8)


def _yes_no(answer: bool) -> str:
    return "yes" if answer else "no"


_FIELDS = ("capacity_doubted", "lacked_capacity", "supported_by", "substantial_difficulty",
           "appropriate_person")  # fmt: skip
_DOMAINS = {main_type: Weights.of(tilted(DOMAINS, factor)) for main_type, factor in DOMAINS_BY_TYPE.items()}
_ANY_DOMAIN = Weights.of(DOMAINS)
