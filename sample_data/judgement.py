"""Whether a wish came true, and why that was easy or hard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sample_data.draw import Tilts, Weights, tilted
from sample_data.records import DesiredOutcome
from sample_data.scene import Scene
from sample_data.situation import Situation

# Over all wishes: two in three fully, and so over all enquiries about 60% fully, 30% partly, 8% not.
ACHIEVED = {"fully": 73, "partially": 18, "not_achieved": 6, "too_early": 3}
ACHIEVED_BY_THEME: Tilts = {
    # Depends on courts, police and employers.
    "justice": {"fully": 0.55, "partially": 1.3, "not_achieved": 3},
    # Depends on somebody else's behaviour.
    "keep_relationship": {"fully": 0.8, "partially": 1.5},
    "be_safe": {"fully": 1.1, "not_achieved": 0.6},
    "money": {"fully": 0.7, "partially": 1.6, "not_achieved": 1.5},
    "home_or_care": {"fully": 0.8, "partially": 1.2, "not_achieved": 1.8},
    "recover": {"fully": 0.6, "partially": 1.7, "too_early": 2},
    "new_connections": {"fully": 0.7, "partially": 1.4, "not_achieved": 1.6},
    "protect_others": {"fully": 0.9, "too_early": 1.6},
    # In the council's own hands.
    "be_involved": {"fully": 1.25, "not_achieved": 0.4},
    "keep_control": {"fully": 1.1, "not_achieved": 0.8},
    "choice": {"fully": 1.1},
    "know_where_to_get_help": {"fully": 1.4, "not_achieved": 0.3},
    # Where others were at risk it could not be left alone.
    "no_action": {"fully": 0.9, "not_achieved": 3.5, "partially": 0.6},
}
OVERRIDDEN = {"fully": 0.45, "partially": 1.3, "not_achieved": 3}
DIED = Weights.of({"fully": 22, "partially": 28, "not_achieved": 30, "not_applicable": 20})

REASONS = {
    "fully": {"early_conversation": 34, "partner_helped": 27, "advocate_helped": 8, "negotiated": 13,
              "wishes_changed": 3, "other": 15},
    "partially": {"partner_needed": 17, "needs_longer": 21, "negotiated": 16,
                  "depended_on_source_of_risk": 13, "service_not_available": 9, "family_disagreed": 8,
                  "health_or_capacity_changed": 7, "legal_limit": 3, "other": 6},
    "not_achieved": {"legal_limit": 15, "others_at_risk": 12, "depended_on_source_of_risk": 20,
                     "partner_needed": 15, "service_not_available": 14, "wishes_changed": 7,
                     "health_or_capacity_changed": 9, "family_disagreed": 5, "other": 3},
}  # fmt: skip
REASONS_BY_THEME: Tilts = {
    "justice": {"partner_needed": 2, "legal_limit": 2.5, "partner_helped": 1.6},
    "keep_relationship": {"depended_on_source_of_risk": 2, "family_disagreed": 2},
    "home_or_care": {"service_not_available": 2.5, "family_disagreed": 1.5},
    "no_action": {"others_at_risk": 4, "legal_limit": 1.5},
    "recover": {"needs_longer": 2.5},
    "money": {"partner_needed": 2, "partner_helped": 1.6, "legal_limit": 1.3},
}
WITH_ADVOCATE = {"advocate_helped": 4.0}

PARTNERS = {
    "justice": Weights.of({"police": 62, "care_provider": 20, "legal": 12, "nhs": 6}),
    "money": Weights.of({"bank": 58, "legal": 18, "police": 15, "care_provider": 5, "other": 4}),
    "home_or_care": Weights.of(
        {"care_provider": 47, "housing": 21, "nhs": 22, "other_council": 6, "voluntary": 4}
    ),
    "recover": Weights.of({"nhs": 68, "voluntary": 26, "care_provider": 6}),
    "new_connections": Weights.of({"voluntary": 72, "care_provider": 18, "other": 10}),
}
ANY_PARTNER = Weights.of(
    {"care_provider": 34, "nhs": 24, "police": 19, "housing": 11, "voluntary": 9, "legal": 3}
)
PARTNER_OF_REASON = {"advocate_helped": "advocacy"}
NAMES_A_PARTNER = {"partner_needed": 0.95, "partner_helped": 0.95, "advocate_helped": 0.8, "legal_limit": 0.4,
                   "service_not_available": 0.5, "early_conversation": 0.07,
                   "needs_longer": 0.15}  # fmt: skip
CONTRIBUTIONS = {
    "fully": Weights.of({"given": 86, "partly_given": 10, "not_recorded": 4}),
    "partially": Weights.of({"given": 25, "partly_given": 55, "not_given": 14, "not_recorded": 6}),
    "not_achieved": Weights.of({"given": 9, "partly_given": 28, "not_given": 57, "not_recorded": 6}),
}
MET = tuple(CONTRIBUTIONS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """One judgement of one wish."""

    achieved: str
    reason: str = ""
    partner: str = ""
    contribution: str = ""


def settle(scene: Scene, situation: Situation, change: str, theme: str) -> Judgement:
    """The judgement at the conclusion; a withdrawn wish, or one nobody judged, has no reason."""
    if change == "withdrawn":
        return Judgement(achieved="withdrawn", reason="wishes_changed" if scene.chance(0.5) else "")
    if not scene.chance(min(1.0, situation.course.filled + 0.03)):
        return Judgement(achieved="not_recorded" if scene.chance(0.5) else "")
    return judge(scene, situation, theme)


def judge(scene: Scene, situation: Situation, theme: str) -> Judgement:
    """Whether a wish of this theme came true, with its reason and the partner whose help it needed."""
    died = situation.course.ended_early == "died"
    table = DIED if died else _ACHIEVED[theme, situation.involvement.overridden]
    achieved = table.pick(scene.rng)
    if achieved not in MET:
        return Judgement(achieved=achieved)
    if not scene.chance(0.84 if situation.course.new_form else 0.36):
        return Judgement(achieved=achieved, reason="not_recorded" if scene.chance(0.3) else "")
    reason = "died" if died and achieved != "fully" else _reason(scene, situation, theme, achieved)
    partner = _partner(scene, theme, reason)
    contribution = CONTRIBUTIONS[achieved].pick(scene.rng) if partner else ""
    return Judgement(achieved=achieved, reason=reason, partner=partner, contribution=contribution)


def judged_again(scene: Scene, before: Judgement) -> Judgement:
    """The judgement of the same wish months later: mostly as it was."""
    if scene.chance(0.78) and before.achieved in MET:
        return Judgement(achieved=before.achieved)
    later = _LATER.pick(scene.rng)
    longer = later == "partially" and scene.chance(0.3)
    return Judgement(achieved=later, reason="needs_longer" if longer else "")


def overall(scene: Scene, rows: Sequence[DesiredOutcome], filled: float) -> str:
    """The practitioner's overall answer: the roll-up of the closing rows, one in fourteen at odds with it."""
    closing = [row.achieved for row in rows if row.stage == "conclusion" and row.achieved in MET]
    if not closing:
        value = _WITHOUT_ROWS.pick(scene.rng)
    elif len(set(closing)) == 1:
        value = closing[0]
    else:
        value = "partially"
    if scene.chance(0.07):
        value = _WITHOUT_ROWS.pick(scene.rng)
    return scene.recorded(value, min(1.0, filled + 0.04))


def _reason(scene: Scene, situation: Situation, theme: str, achieved: str) -> str:
    return _REASONS[achieved, theme, situation.capacity.supported_by == "advocate"].pick(scene.rng)


def _partner(scene: Scene, theme: str, reason: str) -> str:
    if not scene.chance(NAMES_A_PARTNER.get(reason, 0.04)):
        return ""
    return PARTNER_OF_REASON.get(reason) or PARTNERS.get(theme, ANY_PARTNER).pick(scene.rng)


_LATER = Weights.of({"fully": 44, "partially": 32, "not_achieved": 16, "too_early": 8})
_WITHOUT_ROWS = Weights.of({"fully": 58, "partially": 31, "not_achieved": 8, "not_applicable": 3})
_ACHIEVED = {
    (theme, overridden): Weights.of(
        tilted(ACHIEVED, ACHIEVED_BY_THEME.get(theme, {}), OVERRIDDEN if overridden else {})
    )
    for theme in (*ACHIEVED_BY_THEME, "protect_self", "other")
    for overridden in (False, True)
}
_REASONS = {
    (achieved, theme, advocate): Weights.of(
        tilted(REASONS[achieved], REASONS_BY_THEME.get(theme, {}), WITH_ADVOCATE if advocate else {})
    )
    for achieved in MET
    for theme in (*ACHIEVED_BY_THEME, "protect_self", "other")
    for advocate in (False, True)
}
