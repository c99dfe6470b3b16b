"""How much of the measures a shape carries."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FIELDS_ONLY = "it tells only of the fields that the shape holds"
SOURCES_ONLY = "some of its sources are not in the shape"


@dataclass(frozen=True, kw_only=True)
class Carrying:
    """Measures that come out the same, and those that do not with the reason; every other is not collected.

    They are the same by each field of `by` too, but for those that `not_by` names, and for each of the
    enquiry types that the shape tells apart.
    """

    same: frozenset[str]
    different: Mapping[str, str]
    by: tuple[str, ...]
    not_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    enquiry_types: tuple[str, ...] = ("s42", "other", "all")
