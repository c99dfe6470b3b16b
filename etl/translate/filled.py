"""A field on its way into the case export: its text, what may be wrong with it, and the words it looks up."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from etl.translate.lookups import Beside

Column = sa.ColumnElement[Any]
Doubt = tuple[Column, str]


@dataclass(frozen=True, kw_only=True)
class Filled:
    """`doubts` are conditions under which the cell is flagged, each with its rule; `lookups` tables to join.

    `collected` says whether a column of the source gives it: a constant is nothing that anyone recorded.
    """

    text: Column
    doubts: tuple[Doubt, ...] = ()
    lookups: tuple[Beside, ...] = ()
    collected: bool = True


def first_of(ways: list[Filled], *, must_agree: bool, rule: str) -> Filled:
    """Return the first that gives something; where they must agree and do not, nothing and a doubt."""
    texts = [way.text for way in ways]
    doubts: list[Doubt] = []
    for place, way in enumerate(ways):
        earlier = sa.func.coalesce(*texts[:place], sa.null()).is_(None)
        doubts += [(condition & earlier if place else condition, each) for condition, each in way.doubts]
    text = sa.func.coalesce(*texts) if len(texts) > 1 else texts[0]
    if must_agree and len(texts) > 1:
        differ = sa.func.coalesce(sa.func.greatest(*texts) != sa.func.least(*texts), sa.false())
        text = sa.case((~differ, text))
        doubts.append((differ, rule))
    return Filled(
        text=text,
        doubts=tuple(doubts),
        lookups=tuple(lookup for way in ways for lookup in way.lookups),
        collected=any(way.collected for way in ways),
    )


def only_when(filled: Filled, condition: Column) -> Filled:
    """Return the same where a condition holds, and nothing elsewhere."""
    return Filled(
        text=sa.case((condition, filled.text)),
        doubts=tuple((doubt & condition, rule) for doubt, rule in filled.doubts),
        lookups=filled.lookups,
        collected=filled.collected,
    )
