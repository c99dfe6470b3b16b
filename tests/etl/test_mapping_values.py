"""How a field gets its value, each way on a few rows worked by hand."""

from pathlib import Path

import pytest

from etl.refusals import LoadRefused
from tests.etl.mapped import Source, findings, judged, rows_of

ENQUIRY = (
    "enquiry_ref: {of: Ref}, person_ref: {constant: P1}, enquiry_type: {constant: s42}, "
    "started_on: {constant: 2026-01-01}"
)


def one_column(folder: Path, field: str, value: str, cells: list[str], *, more: str = "") -> Source:
    """Write a mapping that fills one field of enquiries from the column Cell, and a file with those cells."""
    source = Source(folder=folder)
    written = "".join(
        f'E{number},"{cell.replace(chr(34), chr(34) * 2)}"\n' for number, cell in enumerate(cells)
    )
    source.write(
        f"{more}files: {{f: {{path: f.csv, columns: [Ref, Cell]}}}}\n"
        f"load:\n  - {{into: enquiries, from: f, set: {{{ENQUIRY}, {field}: {value}}}}}\n",
        {"f.csv": "Ref,Cell\n" + written},
    )
    return source


def values(source: Source, field: str) -> list[object]:
    """Return a field of the offered enquiries."""
    with source.prepared() as prepared:
        return [value for (value,) in rows_of(prepared, "enquiries", field)]


def test_words_are_mapped_without_regard_to_case_and_blanks_and_unknown_ones_stay(tmp_path: Path) -> None:
    source = one_column(
        tmp_path,
        "risk_outcome",
        "{of: Cell, map: m}",
        ["Risk reduced ", "RISK  reduced", "Risk removed", "Risk", ""],
        more="maps: {m: {Risk Reduced: reduced, risk removed: ''}}\n",
    )
    assert values(source, "risk_outcome") == ["reduced", "reduced", None, "Risk", None]
    with source.prepared() as prepared:
        judged(prepared)
        assert findings(prepared) == [("enquiries", 5, "flagged", "outside_list", "risk_outcome")]


def test_of_prefixes_the_longest_counts(tmp_path: Path) -> None:
    more = "maps: {m: {match: prefix, 'Yes': asked_expressed, 'Yes but no': asked_none_expressed}}\n"
    cells = ["Yes, and she said", "yes but no wish", "No"]
    source = one_column(tmp_path, "outcomes_asked", "{of: Cell, map: m}", cells, more=more)
    assert values(source, "outcomes_asked") == ["asked_expressed", "asked_none_expressed", "No"]


def test_words_that_people_reviewed_are_used_where_no_map_knows_them(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text(
        "field,source_value,code,status,note\n"
        "enquiries.risk_outcome,Gone,removed,agreed,\n"
        "enquiries.risk_outcome,Known,remained,agreed,\n"
        "enquiries.risk_outcome,Less,reduced,proposed,\n"
    )
    more = "words: words.csv\nmaps: {m: {Known: reduced}}\n"
    source = one_column(tmp_path, "risk_outcome", "{of: Cell, map: m}", ["gone", "Known", "Less"], more=more)
    assert values(source, "risk_outcome") == ["removed", "reduced", "Less"]


def test_reviewed_words_count_also_where_an_entry_sets_nothing(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text(
        "field,source_value,code,status,note\npeople.health_conditions,Deaf,sensory,agreed,\n"
    )
    source = Source(folder=tmp_path)
    source.write(
        "extends: standard\nwords: words.csv\n",
        {"people.csv": "person_ref,health_conditions\nP1,deaf; autism\nP2,autism\n"},
    )
    with source.prepared() as prepared:
        assert rows_of(prepared, "people", "health_conditions") == [("sensory;autism",), ("autism",)]


def test_each_word_of_a_cell_is_mapped_by_itself(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "files: {f: {path: f.csv, columns: [Who, What]}}\n"
        "maps: {m: {Deaf: sensory, Blind: sensory, Stroke: neurological, None: ''}}\n"
        "load:\n  - {into: people, from: f, set: {person_ref: Who, "
        "health_conditions: {of: What, map: m, each: /}}}\n",
        {"f.csv": "Who,What\nP1,Deaf / Stroke\nP2,deaf/BLIND/ME\nP3,None\n"},
    )
    with source.prepared() as prepared:
        assert rows_of(prepared, "people", "health_conditions") == [
            ("sensory;neurological",),
            ("sensory;ME",),
            (None,),
        ]


def test_of_alternatives_the_first_that_gives_something_counts(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "files: {f: {path: f.csv, columns: [Ref, A, B, Kind]}}\n"
        "maps: {m: {'Yes': 'yes', 'No': 'no', 'Not asked': ''}}\n"
        "load:\n"
        f"  - {{into: enquiries, from: f, set: {{{ENQUIRY}, capacity_doubted: "
        "{choose: [A, B, {constant: not_recorded, when: {Kind: paper}}], map: m}}}\n",
        {
            "f.csv": "Ref,A,B,Kind\nE1,Yes,No,\nE2,Not asked,No,\nE3,,,paper\nE4,,,form\nE5,Perhaps,No,\n",
        },
    )
    assert values(source, "capacity_doubted") == ["yes", "no", "not_recorded", None, "Perhaps"]


def test_two_answers_to_one_fact_are_none_where_the_mapping_says_so(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "files: {f: {path: f.csv, columns: [Ref, A, B]}}\n"
        "maps: {m: {'Yes': 'yes', 'Y': 'yes', 'No': 'no'}}\n"
        f"load:\n  - {{into: enquiries, from: f, set: {{{ENQUIRY}, "
        "capacity_doubted: {choose: [A, B], map: m, disagree: blank_and_flag}}}\n",
        {"f.csv": "Ref,A,B\nE1,Yes,No\nE2,Yes,Y\nE3,,No\n"},
    )
    assert values(source, "capacity_doubted") == [None, "yes", "no"]
    with source.prepared() as prepared:
        judged(prepared)
        assert findings(prepared) == [("enquiries", 2, "flagged", "two_answers", "capacity_doubted")]


def test_a_token_of_several_columns_is_none_that_others_make_and_blank_where_one_is(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "files: {f: {path: f.csv, columns: [A, B, Day]}}\n"
        "load:\n  - {into: concerns, from: f, set: {concern_ref: {token: [A, B]}, person_ref: {token: [A]}, "
        "received_on: Day}}\n",
        {"f.csv": "A,B,Day\n1,23,2026-01-01\n12,3,2026-01-01\n1,,2026-01-01\n"},
    )
    with source.prepared() as prepared:
        first, second, third = rows_of(prepared, "concerns", "concern_ref", "person_ref")
        assert first[0] != second[0]
        assert third == (None, "1")


DATES = [
    ("2026-04-03", "2026-04-03"),
    ("2026-04-03 00:00:00", "2026-04-03"),
    ("2026-04-03T23:30:00Z", "2026-04-04"),  # summer time: half past midnight in England
    ("2026-01-03T23:30:00Z", "2026-01-03"),
    ("03/04/2026", "2026-04-03"),
    ("3/4/2026", "2026-04-03"),
    ("03/04/26", "2026-04-03"),
    ("3 apr 2026", "2026-04-03"),
    ("31/02/2026", "31/02/2026"),
    ("about 03/04/2026", "about 03/04/2026"),
    ("2026-02-29", "2026-02-29"),
    ("45000", "2023-03-15"),
    ("45000.75", "2023-03-15"),
    ("59", "1900-02-28"),
    ("60", "60"),
    ("61", "1900-03-01"),
    ("99999999", "99999999"),
    ("01/01/1900", None),
]


def test_days_are_read_as_iso_by_the_formats_and_as_serials_and_anything_else_stays(tmp_path: Path) -> None:
    source = one_column(
        tmp_path,
        "concluded_on",
        "Cell",
        [cell for cell, _ in DATES],
        more="defaults:\n  dates:\n    formats: ['%d/%m/%Y', '%d/%m/%y', '%d %b %Y']\n    serials: 1900\n"
        "    placeholders: [1900-01-01]\n",
    )
    assert values(source, "concluded_on") == [day for _, day in DATES]
    with source.prepared() as prepared:
        judged(prepared)
        found = {row: rule for _, row, _, rule, _ in findings(prepared) if rule != "concluded_before_start"}
    unread = {
        place for place, (cell, _) in enumerate(DATES, 2) if cell in ("60", "99999999", "2026-02-29")
    } | {place for place, (cell, _) in enumerate(DATES, 2) if cell.startswith(("31/02", "about"))}
    assert found == {**dict.fromkeys(unread, "not_a_date"), 19: "placeholder_date"}


def test_serials_of_1904_begin_there(tmp_path: Path) -> None:
    value = "{of: Cell, dates: {serials: 1904}}"
    source = one_column(tmp_path, "concluded_on", value, ["0", "43538", "03/04/2026"])
    assert values(source, "concluded_on") == ["1904-01-01", "2023-03-15", "03/04/2026"]


def test_dates_in_the_other_order_are_refused_where_the_data_prove_it(tmp_path: Path) -> None:
    more = "defaults: {dates: {formats: '%d/%m/%Y'}}\n"
    months_first = one_column(tmp_path / "a", "concluded_on", "Cell", ["04/13/2026", "05/02/2026"], more=more)
    with pytest.raises(LoadRefused, match=r"dates in f\.csv column Cell look like month first"):
        values(months_first, "concluded_on")
    cells = ["13/04/2026", "05/02/2026", "04/13/2026", "21/02/2026"]
    mixed = one_column(tmp_path / "b", "concluded_on", "Cell", cells, more=more)
    assert values(mixed, "concluded_on") == ["2026-04-13", "2026-02-05", "04/13/2026", "2026-02-21"]
    assert mixed.warnings == ["Some dates in f.csv column Cell are month first, against the mapping: 1 rows."]


def test_an_age_in_years_is_a_band(tmp_path: Path) -> None:
    cells = ["17", "18", "64.0", "65", "94", "95", "115", "116", "70s", ""]
    source = one_column(tmp_path, "age_band", "{of: Cell, as: age}", cells)
    bands = ["0-17", "18-64", "18-64", "65-74", "85-94", "95+", "95+", None, "70s", None]
    assert values(source, "age_band") == bands
    with source.prepared() as prepared:
        judged(prepared)
        assert findings(prepared) == [
            ("enquiries", 2, "quarantined", "under_18", "age_band"),
            ("enquiries", 9, "flagged", "outside_range", "age_band"),
            ("enquiries", 10, "flagged", "outside_list", "age_band"),
        ]


BIRTHS = [  # on 1 March 2026
    ("01/03/2008", "18-64", None),
    ("02/03/2008", "0-17", "under_18"),
    ("29/02/2008", "18-64", None),
    ("01/03/1961", "65-74", None),
    ("02/03/1961", "18-64", None),
    ("01/01/1900", None, "placeholder_date"),
    ("02/03/2026", None, "impossible_birth"),
    ("01/01/1905", None, "impossible_birth"),
    ("unknown", None, "not_a_date"),
    ("", None, None),
]


def test_a_date_of_birth_gives_the_band_of_a_day_and_is_gone(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "defaults: {dates: {formats: '%d/%m/%Y'}}\n"
        "files: {f: {path: f.csv, columns: [Ref, Born, Day], transient: [Born]}}\n"
        f"load:\n  - {{into: enquiries, from: f, set: {{{ENQUIRY}, "
        "age_band: {of: Born, age_band_at: Day}}}\n",
        {
            "f.csv": "Ref,Born,Day\n"
            + "".join(f"E{n},{each[0]},01/03/2026\n" for n, each in enumerate(BIRTHS))
        },
    )
    assert values(source, "age_band") == [band for _, band, _ in BIRTHS]
    with source.prepared() as prepared:
        judged(prepared)
        found = {row: rule for _, row, _, rule, _ in findings(prepared)}
        assert found == {place: rule for place, (_, _, rule) in enumerate(BIRTHS, 2) if rule}
        tables = prepared.connection.exec_driver_sql("SELECT table_name FROM duckdb_tables()").scalars().all()
        assert not [name for name in tables if name.startswith("source")]


def test_a_value_is_read_as_a_code_a_whole_number_or_text_where_the_mapping_says_so(tmp_path: Path) -> None:
    source = one_column(tmp_path / "a", "risk_outcome", "{of: Cell, as: code}", ["Not Applicable", "Removed"])
    assert values(source, "risk_outcome") == ["not_applicable", "removed"]
    source = one_column(tmp_path / "b", "concluded_on", "{of: Cell, as: text}", ["2026-01-01 10:00"])
    assert values(source, "concluded_on") == ["2026-01-01 10:00"]
    source = Source(folder=tmp_path / "c")
    source.write(
        "files: {f: {path: f.csv, columns: [Ref, No]}}\n"
        "load:\n  - {into: desired_outcomes, from: f, "
        "set: {enquiry_ref: Ref, outcome_no: No, stage: {constant: start}}}\n",
        {"f.csv": "Ref,No\nE1,1.0\nE1,2\nE1,1.5\n"},
    )
    with source.prepared() as prepared:
        assert rows_of(prepared, "desired_outcomes", "outcome_no") == [("1",), ("2",), ("1.5",)]


def test_a_field_that_only_a_constant_fills_is_not_collected(tmp_path: Path) -> None:
    source = one_column(tmp_path, "risk_outcome", "{choose: [Cell, {constant: not_recorded}]}", ["removed"])
    with source.prepared() as prepared:
        assert set(prepared.translated.collected) == {
            ("enquiries", "enquiry_ref"),
            ("enquiries", "risk_outcome"),
        }
