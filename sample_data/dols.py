"""Applications under the Deprivation of Liberty Safeguards for people in care homes and hospitals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sample_data.draw import Weights, choose, days, working_day
from sample_data.people import Adult
from sample_data.records import Application
from sample_data.scene import Scene
from sample_data.timeline import LIBERTY_TEST_CHANGED_ON

APPLIED_IN_CARE_HOME = 0.58
APPLIED_IN_HOSPITAL = 0.22
# Fewer are asked for since the test for a deprivation of liberty changed.
APPLIED_SINCE_TEST_CHANGED = 0.45
DECISIONS = Weights.of({"granted": 63, "not_granted": 17, "withdrawn": 12, "ended": 8})


def applications(scene: Scene, adult: Adult, first_seen: date, in_hospital: bool) -> tuple[Application, ...]:
    """The applications about one adult over the window, with yearly renewals while authorised."""
    likely = APPLIED_IN_CARE_HOME if adult.in_care_home else APPLIED_IN_HOSPITAL * in_hospital
    if not adult.lacks_capacity or not scene.chance(likely):
        return ()
    # Most people in care homes were authorised long before anyone raised a concern about them.
    day = first_seen + timedelta(days=int(scene.rng.random() * 560) - 430)
    found: list[Application] = []
    while (day := working_day(scene.rng, day)) <= scene.timeline.extract_date and len(found) < 5:
        if scene.chance(1.0 if day < LIBERTY_TEST_CHANGED_ON else APPLIED_SINCE_TEST_CHANGED):
            found.append(_application(scene, adult, day, first=not found))
        if not adult.in_care_home or scene.chance(0.25):
            break
        day += timedelta(days=330 + int(scene.rng.random() * 45))
    return tuple(application for application in found if application.received_on >= scene.timeline.first_day)


class Dates(NamedTuple):
    """An application's four dates."""

    received_on: date
    decided_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None


def _application(scene: Scene, adult: Adult, received_on: date, first: bool) -> Application:
    status, dates = _course(scene, received_on)
    urgent = "yes" if scene.chance(0.55 if first else 0.06) else "no"
    return Application(
        application_ref=scene.reference("DOLS"),
        person_ref=adult.person.person_ref,
        urgent=scene.recorded(urgent, 0.97),
        status=status,
        **dates._asdict(),
    )


def _course(scene: Scene, received_on: date) -> tuple[str, Dates]:
    decided_on = received_on + timedelta(days=days(scene.rng, 58, 0.95))
    if decided_on > scene.timeline.extract_date or scene.chance(0.03):
        return "received", Dates(received_on)
    decision = DECISIONS.pick(scene.rng)
    if decision not in ("granted", "ended"):
        return decision, Dates(received_on, decided_on)
    length = choose(scene.rng, (89, 181, 364, 364))
    ended = decided_on + timedelta(days=5 + int(scene.rng.random() * 100))
    if decision == "ended" and ended <= scene.timeline.extract_date:
        return "ended", Dates(received_on, decided_on, decided_on, ended)
    return "granted", Dates(received_on, decided_on, decided_on, decided_on + timedelta(days=length))
