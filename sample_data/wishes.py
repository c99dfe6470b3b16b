"""What people want: how many wishes, of which themes, and in whose words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sample_data.draw import Tilts, Weights, tilted
from sample_data.scene import Scene
from sample_data.situation import Situation

THEMES = {"be_safe": 24, "keep_relationship": 7, "new_connections": 4, "recover": 6, "justice": 6,
          "protect_others": 6, "keep_control": 8, "be_involved": 7, "choice": 6, "protect_self": 5,
          "know_where_to_get_help": 5, "home_or_care": 12, "money": 1, "no_action": 5,
          "other": 3}  # fmt: skip

# What people want goes with what happened. Money is wished for only where it is at risk.
THEMES_BY_TYPE: Tilts = {
    "financial": {"money": 42, "protect_self": 2.2, "keep_relationship": 1.6, "home_or_care": 0.3},
    "domestic": {"be_safe": 1.6, "keep_relationship": 2.2, "keep_control": 2, "know_where_to_get_help": 2,
                 "home_or_care": 0.6, "protect_others": 0.4},
    "neglect": {"home_or_care": 2.6, "protect_others": 1.9, "justice": 1.6, "keep_relationship": 0.6,
                "no_action": 0.7},
    "self_neglect": {"no_action": 3.2, "keep_control": 3, "choice": 2.5, "new_connections": 2.5,
                     "home_or_care": 2, "justice": 0, "protect_others": 0, "be_safe": 0.5},
    "physical": {"be_safe": 1.5, "justice": 1.4},
    "sexual": {"be_safe": 1.3, "justice": 2.4, "recover": 2.6, "protect_others": 1.9, "home_or_care": 0.5},
    "psychological": {"recover": 1.8, "keep_relationship": 1.6},
    "organisational": {"protect_others": 2.8, "justice": 1.6, "home_or_care": 1.6, "keep_relationship": 0.3},
    "discriminatory": {"justice": 2, "protect_others": 2, "choice": 1.5},
    "sexual_exploitation": {"new_connections": 2, "protect_self": 2.5, "keep_control": 2},
    "modern_slavery": {"home_or_care": 2, "know_where_to_get_help": 3},
}  # fmt: skip
NO_MONEY_AT_RISK = {"money": 0.0}
# Others who speak for a person rarely say that nothing should be done.
THEMES_BY_OTHERS = {"no_action": 0.4, "keep_control": 0.6, "choice": 0.7, "be_safe": 1.3, "home_or_care": 1.3}

# A first conversation that was prepared for brings out more than one wish more often.
HOW_MANY = {
    False: Weights.of({"1": 71, "2": 22, "3": 6, "4": 1}),
    True: Weights.of({"1": 49, "2": 33, "3": 14, "4": 4}),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """One desired outcome as first said."""

    number: int
    theme: str
    voice: str
    own_words: str
    said_on: date


def wishes(scene: Scene, situation: Situation) -> tuple[Wish, ...]:
    """The wishes of one enquiry, none where none were expressed or none were written down apart."""
    course, involvement = situation.course, situation.involvement
    unlisted = 0.02 if course.new_form else 0.06
    if not involvement.expressed or scene.chance(unlisted):
        return ()
    themes = _themes(scene, situation)
    return tuple(
        Wish(
            number=number,
            theme=theme,
            voice=involvement.voice,
            own_words=words_for(scene, situation, theme),
            said_on=max(course.conversation_on, course.started_on),
        )
        for number, theme in enumerate(themes, start=1)
    )


def words_for(scene: Scene, situation: Situation, theme: str) -> str:
    """Somebody's own words for a wish of this theme; blank where the box was left empty.

    Some boxes hold what a service would do, whoever is named as speaking.
    """
    course = situation.course
    likely = 0.58 + 0.13 * course.live + 0.12 * course.new_form
    if not scene.chance(likely * course.filled / 0.9):
        return ""
    service_words = 0.02 if course.live else 0.06
    voice = "practitioner" if scene.chance(service_words) else situation.involvement.voice
    return scene.wish(theme, voice, situation.circumstances.tags)


def _themes(scene: Scene, situation: Situation) -> list[str]:
    wanted = int(HOW_MANY[situation.course.live].pick(scene.rng))
    table = _THEMES[situation.circumstances.main_type, situation.involvement.voice == "adult"]
    themes = list(dict.fromkeys(table.pick(scene.rng) for _ in range(wanted)))
    # A person who wants nothing done wants nothing else.
    return ["no_action"] if "no_action" in themes else themes


_THEMES = {
    (main_type, own): Weights.of(
        tilted(
            THEMES,
            factor,
            {} if main_type == "financial" else NO_MONEY_AT_RISK,
            {} if own else THEMES_BY_OTHERS,
        )
    )
    for main_type, factor in THEMES_BY_TYPE.items()
    for own in (True, False)
}
