"""Every odd file, by name."""

from collections import Counter
from itertools import chain

from tests.odd_files.books_from_life import books_from_life
from tests.odd_files.damaged import damaged_files
from tests.odd_files.dates_and_numbers import date_and_number_files
from tests.odd_files.from_life import files_from_life
from tests.odd_files.hostile import hostile_files
from tests.odd_files.layouts import layout_files
from tests.odd_files.plain_text import plain_text_files
from tests.odd_files.truth import OddFile
from tests.odd_files.workbook_cells import workbook_cell_files
from tests.odd_files.workbooks import workbook_files


def odd_files() -> dict[str, OddFile]:
    """Return the odd files; raises ValueError where two have one name."""
    found = list(
        chain(
            plain_text_files(),
            layout_files(),
            date_and_number_files(),
            damaged_files(),
            workbook_files(),
            workbook_cell_files(),
            hostile_files(),
            files_from_life(),
            books_from_life(),
        )
    )
    by_name = {each.name: each for each in found}
    if len(by_name) < len(found):
        twice = [name for name, count in Counter(each.name for each in found).items() if count > 1]
        raise ValueError(f"Two odd files are called {', '.join(twice)}.")
    return by_name
