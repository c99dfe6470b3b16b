"""Age bands from a date of birth and a day, or from an age in years: nothing else of a birth is kept."""

from functools import cache
from typing import Any

import sqlalchemy as sa

from msp_dashboard.vocabulary import NOT_RECORDED, code_list

Column = sa.ColumnElement[Any]

ADULT = 18
OLDEST = 115
CHILD = "0-17"  # the rule for children knows it
# What systems write for a birth that nobody knows.
PLACEHOLDERS = ("1900-01-01", "1901-01-01", "1899-12-30", "1899-12-31", "1904-01-01", "1753-01-01")


def band(years: Column) -> Column:
    """Return the code of the band that an age in whole years falls in; null below 0 and above `OLDEST`.

    Looked up in a list, so that the age is reckoned once and not once for each band.
    """
    place = sa.func.greatest(years, -1) + 2  # a list begins at 1, which is here for all below 0, and for null
    return sa.func.list_extract(sa.literal_column(_listed(), sa.ARRAY(sa.String)), place)


@cache
def _listed() -> str:
    codes = [code for code in code_list("age_band").values if code != NOT_RECORDED]
    bands = sorted((int(code.split("-")[0].rstrip("+")), code) for code in codes)
    by_year = [[CHILD, *(code for least, code in bands if years >= least)][-1] for years in range(OLDEST + 1)]
    quoted = ", ".join(f"'{code}'" for code in by_year)
    return f"[NULL, {quoted}]"


def years_between(birth: Column, at: Column) -> Column:
    """Return the birthdays from a birth to a day; who was born on 29 February has theirs on 1 March."""
    born, then = (100 * sa.func.month(day) + sa.func.day(day) for day in (birth, at))
    return sa.func.year(at) - sa.func.year(birth) - sa.cast(then < born, sa.Integer)


def is_placeholder_birth(birth: Column) -> Column:
    """Return whether a birth is a day that stands for 'not known'."""
    return sa.func.coalesce(sa.cast(birth, sa.String).in_(PLACEHOLDERS), sa.false())
