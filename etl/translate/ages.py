"""Age bands from a date of birth and a day, or from an age in years: nothing else of a birth is kept."""

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
    """Return the code of the band that an age in whole years falls in; null below 0 and above `OLDEST`."""
    bounds = [
        (int(code.split("-")[0].rstrip("+")), code)
        for code in code_list("age_band").values
        if code != NOT_RECORDED
    ]
    falling = [(years >= least, code) for least, code in sorted(bounds, reverse=True)]
    return sa.case((~years.between(0, OLDEST), sa.null()), *falling, (years >= 0, CHILD))


def years_between(birth: Column, at: Column) -> Column:
    """Return the birthdays from a birth to a day; who was born on 29 February has theirs on 1 March."""
    before = sa.func.strftime(at, "%m%d") < sa.func.strftime(birth, "%m%d")
    return sa.func.year(at) - sa.func.year(birth) - sa.cast(before, sa.Integer)


def is_placeholder_birth(birth: Column) -> Column:
    """Return whether a birth is a day that stands for 'not known'."""
    return sa.func.coalesce(sa.cast(birth, sa.String).in_(PLACEHOLDERS), sa.false())
