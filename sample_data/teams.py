"""The council's teams: their services, their merger, how far each has rolled out Making Safeguarding
Personal, and how well each keeps records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sample_data.records import RecordingNote, Rollout, Team
from sample_data.timeline import LIBERTY_TEST_CHANGED_ON, Timeline

SAFEGUARDING = "Safeguarding and Quality"
OLDER = "Older People and Physical Disability"
HOSPITALS = "Hospitals and Reablement"
LIFELONG = "Learning Disability and Mental Health"

# Two neighbours of one size merge half-way through the window.
MERGING = ("East Locality", "West Locality")
MERGED = "East and West Locality"
MERGED_AT = 0.5


@dataclass(frozen=True, kw_only=True)
class TeamPlan:
    """A team as the generator knows it: stages are shares of the window when each began, 9 for not yet."""

    name: str
    service: str
    team_type: str
    staff: int
    stages: tuple[float, float, float]
    # Multiplies the chance that a field is filled in: teams differ in habit.
    habit: float
    # Shares of the window between which records were poor, as happens when posts are vacant.
    gap: tuple[float, float] = (9.0, 9.0)


PLANS = (
    TeamPlan(name="Safeguarding Hub", service=SAFEGUARDING, team_type="safeguarding", staff=14,
             stages=(0.0, 0.06, 0.36), habit=1.04),
    TeamPlan(name="Provider Quality", service=SAFEGUARDING, team_type="safeguarding", staff=5,
             stages=(0.1, 0.27, 0.7), habit=0.98),
    TeamPlan(name="North Locality", service=OLDER, team_type="locality", staff=22,
             stages=(0.06, 0.2, 0.6), habit=1.0),
    TeamPlan(name="South Locality", service=OLDER, team_type="locality", staff=20,
             stages=(0.1, 0.35, 0.8), habit=0.97),
    TeamPlan(name="East Locality", service=OLDER, team_type="locality", staff=12,
             stages=(0.15, 0.44, 9), habit=0.95),
    TeamPlan(name="West Locality", service=OLDER, team_type="locality", staff=11,
             stages=(0.1, 0.31, 9), habit=1.0),
    TeamPlan(name=MERGED, service=OLDER, team_type="locality", staff=23,
             stages=(0.5, 0.5, 0.86), habit=0.99),
    TeamPlan(name="Hospital Discharge", service=HOSPITALS, team_type="hospital", staff=16,
             stages=(0.3, 0.56, 9), habit=0.9, gap=(0.29, 0.34)),
    TeamPlan(name="Reablement", service=HOSPITALS, team_type="other", staff=6,
             stages=(0.45, 0.72, 9), habit=0.94),
    TeamPlan(name="Learning Disability", service=LIFELONG, team_type="learning_disability", staff=15,
             stages=(0.0, 0.12, 0.5), habit=1.03),
    TeamPlan(name="Transitions", service=LIFELONG, team_type="learning_disability", staff=4,
             stages=(0.2, 0.5, 9), habit=1.0),
    TeamPlan(name="Mental Health North", service=LIFELONG, team_type="mental_health", staff=13,
             stages=(0.36, 0.6, 0.94), habit=0.95),
    TeamPlan(name="Mental Health South", service=LIFELONG, team_type="mental_health", staff=12,
             stages=(0.4, 0.77, 9), habit=0.91, gap=(0.66, 0.74)),
    TeamPlan(name="Sensory", service=LIFELONG, team_type="other", staff=3,
             stages=(0.7, 9, 9), habit=0.96),
)  # fmt: skip

FROM_HERE = (
    "Concerns from before this day are not in the export: the first months show few concluded enquiries."
)
UPGRADED = "The recording system was upgraded: some enquiries from before lost the link to their concern."
TWO_BECAME_ONE = "Two locality teams became one; their earlier work keeps the old names."
NEW_FORM = (
    "New safeguarding form: being asked, capacity, substantial difficulty and reasons for outcomes became"
    " questions that must be answered."
)
LIBERTY_TEST_CHANGED = (
    "The Supreme Court changed the test for a deprivation of liberty ([2026] UKSC 16): applications before"
    " and after cannot be compared."
)
VACANT_POSTS = "Vacant posts: many questions were left blank in this team."
STAGES = ("planning", "rolling_out", "fully_implemented")


@dataclass(frozen=True, kw_only=True)
class Teams:
    """The teams of one council in one window of time."""

    organisation: str
    suffix: str
    timeline: Timeline

    @property
    def merged_on(self) -> date:
        """The first day of the team that two teams became."""
        return self.timeline.month_at(MERGED_AT)

    def named_then(self, team: str, day: date) -> str:
        """The team that did this work on a day: the successor once two have merged."""
        return MERGED if team in MERGING and day >= self.merged_on else team

    def written(self, team: str) -> str:
        """The team's name as exports write it, told apart by council where there are several."""
        return f"{team}{self.suffix}"

    def live(self, team: str, day: date) -> bool:
        """Whether the team had begun to roll out by a day."""
        share = _PLAN_OF[team].stages[1]
        return share <= 1 and day >= self.timeline.month_at(share)

    def habit(self, team: str, day: date) -> float:
        """What multiplies the chance of a field being filled in by this team at this time."""
        plan = _PLAN_OF[team]
        in_gap = plan.gap[0] <= self.timeline.progress(day) < plan.gap[1]
        return plan.habit * (0.55 if in_gap else 1.0)

    def rows(self) -> list[Team]:
        """The council's rows of teams.csv."""
        return [
            Team(
                team_name=self.written(plan.name),
                service=plan.service,
                organisation=self.organisation,
                team_type=plan.team_type,
                open_from=self._open_from(plan),
                open_to=self.merged_on - timedelta(days=1) if plan.name in MERGING else None,
                successor=self.written(MERGED) if plan.name in MERGING else "",
            )
            for plan in PLANS
        ]

    def rollout(self, rng: Random) -> list[Rollout]:
        """The monthly returns of every team that was open; one in fourteen was never sent."""
        return [
            self._return(rng, plan, month)
            for plan in PLANS
            for month in self.timeline.months()
            if self._open(plan, month) and rng.random() > 0.07
        ]

    def notes(self) -> list[RecordingNote]:
        """What a reader of trends must know about how records were kept."""
        timeline = self.timeline
        notes = [
            _note(timeline.first_day, FROM_HERE),
            _note(timeline.upgrade_on, UPGRADED, timeline.upgrade_on + timedelta(days=41)),
            _note(self.merged_on, TWO_BECAME_ONE),
            _note(timeline.new_form_on, NEW_FORM),
        ]
        if timeline.first_day <= LIBERTY_TEST_CHANGED_ON <= timeline.extract_date:
            notes.append(_note(LIBERTY_TEST_CHANGED_ON, LIBERTY_TEST_CHANGED))
        return notes + [self._gap_note(plan) for plan in PLANS if plan.gap[0] <= 1]

    def _gap_note(self, plan: TeamPlan) -> RecordingNote:
        starts, ends = (self.timeline.first_day + timedelta(days=share * self.timeline.length)
                        for share in plan.gap)  # fmt: skip
        return RecordingNote(
            from_on=starts,
            to_on=ends,
            team_name=self.written(plan.name),
            note=VACANT_POSTS,
        )

    def _return(self, rng: Random, plan: TeamPlan, month: date) -> Rollout:
        reached = [
            stage
            for stage, share in zip(STAGES, plan.stages, strict=True)
            if share <= 1 and month >= self.timeline.month_at(share)
        ]
        months_in = (month - self.timeline.month_at(min(plan.stages[0], 1.0))).days / 30
        trained = min(0.95, 0.05 + 0.035 * max(months_in, 0)) if reached else 0.05
        staff = plan.staff + int(rng.random() * 3) - 1
        return Rollout(
            team_name=self.written(plan.name),
            as_of=month,
            stage=reached[-1] if reached else "not_started",
            staff=staff,
            staff_trained=min(staff, round(staff * trained)),
            champion="yes" if reached[1:] or (reached and rng.random() < 0.3) else "no",
        )

    def _open(self, plan: TeamPlan, day: date) -> bool:
        if plan.name in MERGING:
            return day < self.merged_on
        return plan.name != MERGED or day >= self.merged_on

    def _open_from(self, plan: TeamPlan) -> date:
        long_ago = date(self.timeline.first_day.year - 4, 4, 1)
        return self.merged_on if plan.name == MERGED else long_ago


_PLAN_OF = {plan.name: plan for plan in PLANS}


def _note(from_on: date, note: str, to_on: date | None = None) -> RecordingNote:
    return RecordingNote(from_on=from_on, to_on=to_on, team_name="", note=note)
