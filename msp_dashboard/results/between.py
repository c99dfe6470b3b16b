"""The one door to a team beside the whole: its share among those of other teams, which have no names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msp_dashboard.disclosure import EXACT
from msp_dashboard.measures.catalogue import measures
from msp_dashboard.releases import Release
from msp_dashboard.results.answers import Answer, Group, ProportionFigures
from msp_dashboard.results.ask import answer, choices
from msp_dashboard.results.groups import has_own_groups
from msp_dashboard.scope import Question, Reader, Scope, allow, own_teams
from msp_dashboard.settings import settings
from msp_dashboard.statistics.funnel import Limits, drawn_lines, funnel, widened
from msp_dashboard.vocabulary import NOT_RECORDED

# What happened to wishes never stands beside another team: it would become a target.
NEVER = ("met", "fully_met")
Dot = tuple[int, float]


@dataclass(frozen=True, kw_only=True)
class TeamCounts:
    """What was counted of a team: no share, so that no list of teams can hold one."""

    team: str
    numerator: int
    denominator: int
    not_recorded: int


@dataclass(frozen=True, kw_only=True)
class UsualLimits:
    """How far from the whole's share chance may take a team, by number of answers, and at the team's own.

    `adjusted` says whether they allow for how teams differ; `own` is None where the team has no dot, and
    `own_beyond` is whether its dot lies beyond 99.8%.
    """

    lines: tuple[tuple[int, Limits], ...]
    adjusted: bool
    own: Limits | None
    own_beyond: bool


@dataclass(frozen=True, kw_only=True)
class Between:
    """One proportion of a team beside the whole, and among other teams.

    `others` are the others' dots as (number, share), by number and never by share; `too_few` and
    `many_missing` count those without one. `usual` is None where the whole has no share, or no team a dot.
    `counts` hold every team of the reader's in the fixed order, and those of no team last.
    """

    answer: Answer
    team: str
    own: ProportionFigures
    others: tuple[Dot, ...]
    too_few: int
    many_missing: int
    usual: UsualLimits | None
    counts: tuple[TeamCounts, ...]

    @property
    def whole(self) -> ProportionFigures:
        """The figures of all that the reader may see."""
        return self.answer.proportion


def teams_between(release: Release, reader: Reader, scope: Scope) -> tuple[str, ...]:
    """Return the teams that a reader may see beside each other, in their fixed order; none but exactly."""
    return own_teams(reader, choices(release)) if scope.tier == EXACT else ()


def between(
    release: Release, reader: Reader, scope: Scope, keys: Sequence[str]
) -> Mapping[str, Between | Answer]:
    """Return each proportion of the scope's one team beside the whole; nothing outside the exact tier.

    In place of one that the release does not collect, or does not hold by team, its answer stands. Raises
    ValueError on a measure that never stands between teams, and ScopeRefused as `allow` does.
    """
    if refused := [key for key in keys if key in NEVER or has_own_groups(measures()[key])]:
        raise ValueError(f"Not shown between teams: {', '.join(refused)}.")
    teams, chosen = teams_between(release, reader, scope), scope.where.get("team", ())
    if len(chosen) != 1 or chosen[0] not in teams:
        return {}
    where = {name: codes for name, codes in scope.where.items() if name != "team"}
    question = Question(period=scope.period, where=where, by="team", enquiry_type=scope.enquiry_type)
    answers = answer(release, allow(reader, choices(release), question), keys)
    return {key: beside_whole(answers[key], chosen[0], teams) for key in keys}


def beside_whole(found: Answer, team: str, teams: Sequence[str]) -> Between | Answer:
    """Return a team of `teams` beside the whole, of an answer by team; the answer where it is not by team."""
    if found.figures is None or found.groups is None:
        return found
    of = {group.value: _figures(group) for group in found.groups}
    others = [of[name] for name in teams if name in of and name != team]
    dots = [figures for figures in others if has_dot(figures)]
    return Between(
        answer=found,
        team=team,
        own=of[team],
        others=tuple(sorted(map(_dot, dots), key=lambda dot: dot[0])),
        too_few=sum(_has_too_few(figures) for figures in others),
        many_missing=sum(not has_dot(figures) and not _has_too_few(figures) for figures in others),
        usual=_usual(found.proportion, of[team], dots),
        counts=_counts(of, teams),
    )


def has_dot(figures: ProportionFigures) -> bool:
    """Return whether one share may be drawn: of enough answers, and of answers that are mostly recorded."""
    return figures.may_show_rate and not _has_too_few(figures)


def _dot(figures: ProportionFigures) -> Dot:
    return figures.denominator or 0, round(figures.rate or 0.0, 3)


def _has_too_few(figures: ProportionFigures) -> bool:
    return (figures.denominator or 0) < settings().rate_minimum_exact


def _usual(
    whole: ProportionFigures, own: ProportionFigures, others: Sequence[ProportionFigures]
) -> UsualLimits | None:
    """The chosen team stands last where it has a dot."""
    drawn = [*others, own] if has_dot(own) else list(others)
    if not drawn or not has_dot(whole):
        return None
    sizes = [figures.denominator or 0 for figures in drawn]
    found = funnel([figures.numerator or 0 for figures in drawn], sizes, whole.rate)
    at_own = widened(found.limits[-1], found.target) if has_dot(own) else None
    return UsualLimits(
        lines=drawn_lines(found, max(1, min(sizes) // 2), max(sizes)),
        adjusted=found.adjusted,
        own=at_own,
        own_beyond=at_own is not None and not at_own.lower998 <= (own.rate or 0.0) <= at_own.upper998,
    )


def _counts(of: Mapping[str, ProportionFigures], teams: Sequence[str]) -> tuple[TeamCounts, ...]:
    named = [_counted(team, of[team]) for team in teams if team in of]
    nobodys = _counted(NOT_RECORDED, of[NOT_RECORDED]) if NOT_RECORDED in of else None
    holds_any = nobodys is not None and (nobodys.denominator or nobodys.not_recorded)
    return (*named, nobodys) if nobodys is not None and holds_any else tuple(named)


def _counted(team: str, figures: ProportionFigures) -> TeamCounts:
    return TeamCounts(
        team=team,
        numerator=figures.numerator or 0,
        denominator=figures.denominator or 0,
        not_recorded=figures.not_recorded or 0,
    )


def _figures(group: Group) -> ProportionFigures:
    if not isinstance(group.figures, ProportionFigures):
        raise TypeError("Only proportions stand beside the whole.")
    return group.figures
