"""The rules by which files are chosen: what makes an enquiry worth a look, never what it found."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, true

from msp_dashboard.measures.catalogue import measures
from msp_dashboard.measures.definition import Condition, Count, Measure, Proportion, flag
from msp_dashboard.measures.units.enquiry import ENQUIRY
from msp_dashboard.measures.units.unit import Unit
from msp_dashboard.vocabulary import NOT_RECORDED

SOON = 28  # days
c = ENQUIRY.c
LACKED: Condition = c.lacked_capacity == "yes"
CEASED: Condition = or_(c.ended_early == "ceased_at_request", c.conclusion == "ceased_at_request")


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One rule: its name on the command line, its words, what to ask of a file, and which enquiries fit.

    `needs` are the fields of the case export without which it cannot be told, `one|other` where either will
    do; none given: all that `fits` is made of.
    """

    key: str
    words: str
    ask: str
    fits: Condition
    unit: Unit = ENQUIRY
    needs: frozenset[str] | None = None

    @property
    def measure(self) -> Measure:
        """The count of the concluded enquiries that fit, which no page shows."""
        return Measure(
            key=self.key,
            theme="Files to look at",
            question=self.words,
            definition=self.ask,
            source="Making Safeguarding Personal",
            unit=self.unit,
            shape=Count(counted=self.fits),
        )

    def can_be_told(self, fields: frozenset[str]) -> bool:
        """Return whether a release that delivers `fields` can say which enquiries fit."""
        needs = self.unit.needs_of(self.fits) if self.needs is None else self.needs
        return all(any(name in fields for name in need.split("|")) for need in needs)


def _counted_by(key: str) -> dict[str, Any]:
    """What a rule takes over from a measure: its unit, and what makes an enquiry one of its numerator."""
    measure = measures()[key]
    if not isinstance(measure.shape, Proportion):
        raise TypeError(f"{key} has no numerator.")
    return {"unit": measure.unit, "fits": measure.shape.numerator}


_EVERY = (
    Rule(
        key="random",
        words="Any enquiry, by chance",
        ask="Were wishes asked for, written down and followed, as the record says?",
        fits=true(),
    ),
    Rule(
        key="ceased_early",
        words=f"Ceased at the adult’s request within {SOON} days",
        ask="Was the request the adult’s own, and were the risks talked through with them first?",
        fits=CEASED & flag(c.days_to_conclusion_ended) & (c.days_to_conclusion <= SOON),
        needs=frozenset({"enquiries.ended_early|enquiries.conclusion", "enquiries.concluded_on"}),
    ),
    Rule(
        key="not_assessed",
        words="Lacked capacity, and no assessment says so",
        ask="Is the assessment kept elsewhere, or was none made of the decision at hand?",
        fits=LACKED & ~flag(c.found_to_lack_capacity),
    ),
    Rule(
        key="not_supported",
        words="Lacked capacity, and was supported by no one",
        ask="Who was looked for, and who spoke for the adult?",
        fits=LACKED & (c.supported_by == "none"),
    ),
    Rule(
        key="service_response",
        words="Own words that read as what a service does",
        ask="What did the adult say, before it was put in a service’s words?",
        **_counted_by("service_response_wording"),
    ),
    Rule(
        key="not_asked",
        words="Not asked what they wanted, and no reason recorded",
        ask="Was there a reason that nobody wrote down?",
        fits=(c.outcomes_asked == "not_asked")
        & or_(c.not_asked_reason.is_(None), c.not_asked_reason == NOT_RECORDED),
    ),
    Rule(
        key="met_differs",
        words="Recorded as met in another way than the single wishes say",
        ask="Which of the two would the adult say is right?",
        **_counted_by("recorded_vs_derived"),
    ),
)
RULES = {rule.key: rule for rule in _EVERY}
