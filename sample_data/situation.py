"""Everything that is true of one enquiry, for whoever writes down a part of it."""

from __future__ import annotations

from dataclasses import dataclass

from sample_data.capacity import Capacity
from sample_data.circumstances import Circumstances
from sample_data.course import Course
from sample_data.involvement import Involvement
from sample_data.people import Adult


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """One enquiry: the adult, what happened to them, its course, their capacity and their part in it."""

    adult: Adult
    circumstances: Circumstances
    course: Course
    capacity: Capacity
    involvement: Involvement
    plan_review: str

    @property
    def enquiry_ref(self) -> str:
        """The enquiry's reference."""
        return self.course.enquiry_ref

    @property
    def person_ref(self) -> str:
        """The adult's reference."""
        return self.adult.person.person_ref
