"""The same load as most would write it with pandas: read, rename, map, check row by row, write with to_sql.

Run as a program: python -m bench.plain_pandas FOLDER [URL]. It prints what it kept as JSON.
"""

import hashlib
import hmac
import json
import sys
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from bench.wide_export import CODED, DATES, FIELDS, FILE, OUTCOME, RISK, SLOTS, labels

KEY = b"a key of thirty-two bytes for it"
BANDS = ((64, "18-64"), (74, "65-74"), (84, "75-84"), (94, "85-94"))


def load(folder: Path, url: str = "") -> dict[str, int]:
    """Load the wide export into a database, by default SQLite beside it; returns the rows of each table."""
    wide = pd.read_csv(folder / FILE, dtype=str)
    for column in DATES:
        wide[column] = pd.to_datetime(wide[column], format="%d/%m/%Y", errors="coerce")
    wide["Date of Birth"] = pd.to_datetime(wide["Date of Birth"], format="%d/%m/%Y", errors="coerce")
    wide["age_band"] = wide.apply(_age_band, axis=1)  # type: ignore[call-overload]
    wide["person_token"] = wide["Person ID"].apply(_token)
    wide["enquiry_token"] = wide["Enquiry ID"].apply(_token)
    for column, name in CODED.items():
        wide[column] = wide[column].str.strip().map(labels(name))
    wide = wide.drop_duplicates(subset=["enquiry_token"])
    wide["ended_early_flag"] = wide.apply(_ends_before_it_starts, axis=1)
    engine = sa.create_engine(url or f"sqlite:///{folder / 'plain.sqlite'}")
    counts = {name: _write(engine, name, rows) for name, rows in _tables(wide).items()}
    engine.dispose()
    return counts


def _tables(wide: pd.DataFrame) -> dict[str, pd.DataFrame]:
    people = wide.sort_values("Enquiry ID").drop_duplicates(subset=["person_token"], keep="last")
    about = ["person_token", "Gender", "Ethnicity", "Primary Support Reason"]
    enquiries = ["enquiry_token", "person_token", "Team", "age_band", *DATES, *FIELDS, "ended_early_flag"]
    ended = wide[wide["Enquiry End"].notna()]
    return {
        "people": people[about],
        "enquiries": wide[enquiries].rename(columns=FIELDS),
        "enquiry_risks": _slots(wide, "Risk", RISK),
        "outcomes_at_start": _slots(wide, "Outcome", OUTCOME),
        "outcomes_at_conclusion": _slots(ended, "Outcome", OUTCOME),
    }


def _slots(wide: pd.DataFrame, word: str, fields: dict[str, str]) -> pd.DataFrame:
    parts = []
    for slot in SLOTS:
        columns = {f"{word} {slot} {what}": field for field, what in fields.items()}
        part = wide[["enquiry_token", *columns]].rename(columns=columns)
        for field in fields:
            part[field] = part[field].str.strip().map(labels(field))
        numbered = part.assign(number=slot) if word == "Outcome" else part
        parts.append(numbered.dropna(subset=list(fields), how="all"))
    return pd.concat(parts).drop_duplicates()


def _write(engine: sa.Engine, name: str, rows: pd.DataFrame) -> int:
    rows.to_sql(name, engine, index=False, if_exists="replace")
    return len(rows)


def _token(reference: str) -> str:
    return hmac.new(KEY, reference.encode(), hashlib.sha256).hexdigest()


def _age_band(row: pd.Series) -> str | None:
    birth, day = row["Date of Birth"], row["Enquiry Start"]
    if pd.isna(birth) or pd.isna(day):
        return None
    age = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
    return next((band for most, band in BANDS if age <= most), "95+")


def _ends_before_it_starts(row: pd.Series) -> bool:
    return bool(pd.notna(row["Enquiry End"]) and row["Enquiry End"] < row["Enquiry Start"])


if __name__ == "__main__":
    print(json.dumps(load(Path(sys.argv[1]), *sys.argv[2:])))
