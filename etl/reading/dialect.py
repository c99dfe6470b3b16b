"""How a text divides its rows into cells: delimiter and quotes, taken from its beginning, proved later."""

import re
from dataclasses import replace
from pathlib import Path

from etl.reading.one_column import refuse_drawn_table, same_number, single_column_doubts
from etl.reading.quoting import Dialect, Sample, Trial, best_quoting, try_dialect
from etl.refusals import FileRefused

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar", "^": "caret", "~": "tilde"}
_NEARLY = 0.9
_POSSIBLE = re.compile(r"[^\w\"'\\\r\n ]")
_HINT = re.compile(r'"?sep=([^\w"\r\n ])"?[ \t;,]*(?:\r\n|\r|\n)', re.IGNORECASE)


def find_dialect(sample: Sample, declared: str | None) -> Dialect:
    """Return a text's dialect; raises FileRefused where it cannot be told or contradicts what is declared."""
    if declared is not None and not _POSSIBLE.fullmatch(declared):
        raise FileRefused(f"{sample.path.name}: a declared delimiter is one sign that is no letter or quote.")
    refuse_drawn_table(sample.path, sample.lines)
    hint = _HINT.match(sample.text)
    if hint and declared not in (None, hint[1]):
        raise FileRefused(f"{sample.path.name} names another delimiter in row 1 than the declared one.")
    named = declared or (hint[1] if hint else None)
    below = replace(sample, text=sample.text[hint.end() :]) if hint else sample
    trials = {each: best_quoting(below, each) for each in dict.fromkeys((named or ",", *DELIMITERS))}
    chosen = _believed(sample.path, trials, named) if named else _choose(below, trials)
    if not hint:
        return chosen.dialect
    said = (*chosen.dialect.warnings, "Row 1 only names the delimiter and is left out.")
    return replace(chosen.dialect, skipped=1, warnings=said)


def _believed(path: Path, trials: dict[str, Trial], named: str) -> Trial:
    """A named delimiter is contradicted where it divides nothing and another one divides every row."""
    chosen = trials[named]
    if chosen.width == 1 and any(each.regular and each.share == 1 for each in trials.values()):
        raise FileRefused(f"{path.name} is not divided by its declared delimiter: correct the mapping.")
    return chosen


def _choose(sample: Sample, trials: dict[str, Trial]) -> Trial:
    likely = [each for each in trials.values() if each.regular]
    if not likely:
        return _irregular(sample, trials)
    best, *others = sorted(likely, key=lambda each: (-each.share, each.first))
    for other in others:
        if other.first <= best.first and other.share >= min(_NEARLY, best.share):
            raise FileRefused(
                f"{sample.path.name} may be divided by {_called(best)} or by {_called(other)}: "
                "declare its delimiter."
            )
    if best.first and best.width == 2 and all(cell[:1] == " " for each in best.records for cell in each[1:]):
        raise FileRefused(
            f"{sample.path.name} may be one column of words with {_called(best)} in them, or several: "
            "declare its delimiter."
        )
    header = "".join(best.records[best.first])
    if any(other.dialect.delimiter in header for other in others):
        said = "The header and many rows hold another delimiter too: see whether the columns are right."
        return replace(best, dialect=replace(best.dialect, warnings=(*best.dialect.warnings, said)))
    return best


def _irregular(sample: Sample, trials: dict[str, Trial]) -> Trial:
    """Either one column, or a text in which something is wrong that will be named by its row."""
    broken = [each for each in trials.values() if not each.sound]
    if broken:
        return max(broken, key=lambda each: sum(each.widths) - len(each.widths))
    divided = [each for each in trials.values() if each.width > 1]
    mostly = [each for each in divided if each.widths.count(1) * 2 <= len(each.widths)]
    tables = mostly or [each for each in divided if each.widths[-1] == each.width > 2]
    if len(tables) == 1:
        return tables[0]
    if tables:
        raise FileRefused(
            f"{sample.path.name} has rows of many widths, so that its delimiter cannot be told: "
            "declare it, or export the file again."
        )
    doubts = single_column_doubts(sample.path, sample.lines, divided=bool(divided))
    unused = next(each for each in (",", "\t", *DELIMITERS, "\x1f") if each not in sample.text)
    trial = try_dialect(sample, Dialect(delimiter=unused, warnings=doubts))
    if any(same_number([record[0] for record in trial.records if record], each) for each in DELIMITERS):
        raise FileRefused(f"{sample.path.name} has each row in quotes as a whole: export it again.")
    return trial


def _called(trial: Trial) -> str:
    return f"a {DELIMITERS.get(trial.dialect.delimiter, 'declared delimiter')}"
