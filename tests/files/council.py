"""A council of two teams in which each rule has files that fit it and others that nearly do."""

from datetime import date

from msp_dashboard.periods import Period
from msp_dashboard.releases import Release
from msp_dashboard.results import choices
from msp_dashboard.results.authors import Author
from msp_dashboard.results.files import Request, Sample, draw_files
from msp_dashboard.scope import Question, Reader, allow
from tests.measures.few_rows import at, enquiry, story

NORTH = Reader(tier="exact", teams=("North",))
LEAD = Author(key="a-lead", name="A Lead", role="qa_lead", teams=("North",))
PURPOSE = "Audit for October"
YEAR = Period(first=date(2025, 4, 1), last=date(2026, 3, 31))

_LACKED = {"lacked_capacity": "yes", "supported_by": "family"}
_CEASED = {"ended_early": "ceased_at_request"}
_JUDGED = {"outcomes_asked": "asked_expressed", "outcomes_achieved": "fully"}
# Each by the words that its reference ends with; all but some were concluded on 1 July 2025.
FILES = {
    "plain": enquiry(),
    "ceased after 28 days": enquiry(**_CEASED, started_on="2025-06-03"),
    "ceased after 29 days": enquiry(**_CEASED, started_on="2025-06-02"),
    "ceased by conclusion": enquiry(conclusion="ceased_at_request", started_on="2025-06-20"),
    "died soon": enquiry(ended_early="died", started_on="2025-06-20"),
    "lacked, no assessment": enquiry(**_LACKED),
    "lacked, assessed": enquiry(**_LACKED, capacity_assessments=[{"result": "lacks_capacity"}]),
    "lacked, assessed as able": enquiry(**_LACKED, capacity_assessments=[{"result": "has_capacity"}]),
    "lacked, no one": enquiry(
        lacked_capacity="yes", supported_by="none", capacity_assessments=[{"result": "lacks_capacity"}]
    ),
    "able, no one": enquiry(lacked_capacity="no", supported_by="none"),
    "not asked": enquiry(outcomes_asked="not_asked"),
    "not asked, not recorded": enquiry(outcomes_asked="not_asked", not_asked_reason="not_recorded"),
    "not asked, died": enquiry(outcomes_asked="not_asked", not_asked_reason="died"),
    "words of a service": enquiry(wishes=[[at("start", own_words="Increased monitoring")]]),
    "own words": enquiry(wishes=[[at("start", own_words="I want no more monitoring")]]),
    "met differs": enquiry(**_JUDGED, wishes=[[at("conclusion", achieved="not_achieved")]]),
    "met agrees": enquiry(**_JUDGED, wishes=[[at("conclusion", achieved="fully")]]),
}
FITS = {
    "random": set(FILES),
    "ceased_early": {"ceased after 28 days", "ceased by conclusion"},
    "not_assessed": {"lacked, no assessment", "lacked, assessed as able"},
    "not_supported": {"lacked, no one"},
    "service_response": {"words of a service"},
    "not_asked": {"not asked", "not asked, not recorded"},
    "met_differs": {"met differs"},
}
_EVERYTHING = enquiry(
    **_CEASED,
    started_on="2025-06-20",
    lacked_capacity="yes",
    supported_by="none",
    outcomes_asked="not_asked",
    wishes=[[at("start", own_words="Increased monitoring")]],
)
# These fit as well, and are none of the team's files of the year that may be drawn.
OTHERS = {
    "restricted": _EVERYTHING | {"restricted": "yes"},
    "restricted, met differs": FILES["met differs"] | {"restricted": "yes"},
    "before the year": _EVERYTHING | {"started_on": "2025-03-01", "concluded_on": "2025-03-20"},
    "still open": _EVERYTHING | {"concluded_on": ""},
    "of another type": _EVERYTHING | {"enquiry_type": "other"},
}
STORIES = (
    story(
        "North",
        [{**told, "enquiry_ref": f"N/{words}"} for words, told in (FILES | OTHERS).items()],
    ),
    story(
        "South",
        [{**told, "enquiry_ref": f"S/{words}"} for words, told in FILES.items()],
    ),
)


def asked(rule: str = "random", number: int = 50, seed: int = 7, purpose: str = PURPOSE) -> Request:
    """Return what is asked for."""
    return Request(rule=rule, number=number, seed=seed, purpose=purpose)


def drawn(
    release: Release, request: Request, reader: Reader = NORTH, author: Author | None = LEAD, **where: str
) -> Sample:
    """Return a sample of the financial year 2025-26."""
    narrowed = {name: (value,) for name, value in where.items()}
    scope = allow(reader, choices(release), Question(period=YEAR, where=narrowed))
    return draw_files(release, scope, request, author)


def named(sample: Sample) -> list[str]:
    """Return the references that were drawn, in their order, without the team's letter."""
    return [each.reference.partition("/")[2] for each in sample.files]
