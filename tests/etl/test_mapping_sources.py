"""Which files a mapping reads, what of them, and what it refuses: never a column that it does not list."""

import hashlib
import json
from pathlib import Path

import pytest

from etl.refusals import LoadRefused
from tests.etl.mapped import Source, judged, rows_of

LOAD = (
    "load:\n  - {into: concerns, from: f, set: {concern_ref: Ref, person_ref: Who, received_on: Day, "
    "team_name: Team}}\n"
)
HEADER = "Ref,Who,Day,Team\n"


def files(said: str = "", columns: str = "[Ref, Who, Day, Team]", path: str = "f.csv") -> str:
    """Return a mapping of one file, with more said of it."""
    return f"files: {{f: {{path: '{path}', columns: {columns}{said and ', '}{said}}}}}\n" + LOAD


def loaded(source: Source, *columns: str) -> list[tuple[object, ...]]:
    """Return columns of the offered concerns."""
    with source.prepared() as prepared:
        return rows_of(prepared, "concerns", *columns)


def refusal(source: Source) -> str:
    """Return why a source is refused."""
    with pytest.raises(LoadRefused) as refused, source.prepared():
        pass
    return str(refused.value)


def test_columns_are_found_whatever_their_case_blanks_and_order_and_by_their_variants(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        files("rename: {Day: [Date raised, Received]}"),
        {"f.csv": "TEAM, date  Raised ,who,Ref\nNorth,2026-01-01,P1,7\n"},
    )
    assert loaded(source, "concern_ref", "person_ref", "received_on", "team_name") == [
        ("7", "P1", "2026-01-01", "North")
    ]


def test_a_listed_column_that_lacks_is_refused_with_the_nearest_header(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(files(), {"f.csv": "Ref,Who,Day,Teams\n"})
    assert refusal(source) == "f.csv lacks the column Team (it has Teams)."
    source.write(files("may_lack: [Team]"), {"f.csv": "Ref,Who,Day\n7,P1,2026-01-01\n"})
    with source.prepared() as prepared:
        assert rows_of(prepared, "concerns", "concern_ref", "team_name") == [("7", None)]
        assert ("concerns", "team_name") not in prepared.translated.collected


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Ref,Who,Day,Team,Team", ""),
        ("Ref,Who,Day,Team,team ", ""),
        ("Ref,Who,Day,Team,Group", "rename: {Team: Group}"),
        ("Ref,Who,Day,X,X", "rename: {Team: X (2)}"),
    ],
)
def test_a_used_column_that_is_there_twice_is_refused(tmp_path: Path, header: str, said: str) -> None:
    source = Source(folder=tmp_path)
    source.write(files(said), {"f.csv": f"{header}\n7,P1,2026-01-01,North,South\n"})
    name = "X (2)" if "X" in header else "Team"
    assert refusal(source) == f"f.csv has the column {name} twice in its header."


def test_a_column_that_nothing_reads_may_be_there_twice_and_is_named(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(files(), {"f.csv": "Ref,Who,Day,Team,Born,Born\n7,P1,2026-01-01,North,1,2\n"})
    with source.prepared() as prepared:
        assert prepared.export.ignored == {"f.csv": ["Born", "Born (2)"]}


def test_nothing_enters_the_workroom_but_listed_columns(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    text = "Ref,Who,Day,Team,Name\n7,P1,2026-01-01,North,ZEBEDEE\n"
    for encoding in ("utf-8", "utf-16"):
        source.write("defaults: {encodings: [utf-8, utf-16]}\n" + files(), {"f.csv": text.encode(encoding)})
        with source.prepared() as prepared:
            tables = prepared.connection.exec_driver_sql("SELECT table_name FROM duckdb_tables()").scalars()
            for name in tables.all():
                cells = prepared.connection.exec_driver_sql(f"SELECT * FROM {name}").all()
                assert not [row for row in cells if "ZEBEDEE" in map(str, row)], name
            assert rows_of(prepared, "concerns", "person_ref") == [("P1",)]


def test_words_for_missing_are_blank_and_cells_are_stripped(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "defaults: {missing: [N/A, '-', Not Known]}\n" + files(),
        {
            "f.csv": HEADER
            + "1,P,2026-01-01,n/a\n2,P,2026-01-01, - \n3,P,2026-01-01,not known\n4,P,x,N/A team\n"
        },
    )
    assert loaded(source, "team_name") == [(None,), (None,), (None,), ("N/A team",)]


def test_rows_to_drop_are_counted(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        files("drop_rows: [{Who: TEST}, {Ref: {starts: demo}, Team: {blank: yes}}]"),
        {"f.csv": HEADER + "1,test,2026-01-01,A\nDemo 1,P,2026-01-01,\nDemo 2,P,2026-01-01,A\n"},
    )
    with source.prepared() as prepared:
        assert rows_of(prepared, "concerns", "concern_ref") == [("Demo 2",)]
        assert [(each.target, each.origin, each.step, each.rows) for each in prepared.left_out] == [
            ("", "f", "drop_rows", 1),
            ("", "f", "drop_rows", 1),
        ]


def test_of_several_files_the_mapping_says_which(tmp_path: Path) -> None:
    two = {
        "f_2.csv": HEADER + "2,P,2026-01-02,B\n",
        "f_1.csv": HEADER + "1,P,2026-01-01,A\n",
        "~$f_3.csv": "",
    }
    source = Source(folder=tmp_path)
    source.write(files(path="f_*.csv"), two)
    assert refusal(source).startswith("2 files fit f_*.csv: f_1.csv, f_2.csv.")
    source.write(files("several: newest", path="f_*.csv"), two)
    assert loaded(source, "concern_ref") == [("2",)]
    source.write(files("several: stack", path="f_*.csv"), two)
    assert loaded(source, "concern_ref", "source_file", "source_row") == [
        ("1", "f_1.csv", 2),
        ("2", "f_2.csv", 2),
    ]


def test_a_stacked_extract_with_rows_twice_is_merged_by_its_key(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        files("several: stack, key: [Ref]", path="f_*.csv"),
        {
            "f_1.csv": HEADER + "1,P,2026-01-01,A\n",
            "f_2.csv": HEADER + "1,P,2026-01-01,A\n2,P,2026-01-02,A\n",
        },
    )
    with source.prepared() as prepared:
        count = judged(prepared).counts["concerns"]
        assert (count.offered, count.kept, count.merged) == (3, 2, 1)


def test_a_file_that_must_be_there_and_is_not_is_refused_and_an_optional_one_is_not_missed(
    tmp_path: Path,
) -> None:
    more = files().replace("files: {f:", "files: {g: {path: g.csv, columns: [Ref]}, f:")
    source = Source(folder=tmp_path)
    source.write(more, {"f.csv": HEADER})
    assert "holds no file g.csv, which the mapping needs as g" in refusal(source)
    source.write(more.replace("[Ref]}", "[Ref], optional: yes}"), {})
    assert loaded(source, "concern_ref") == []


@pytest.mark.parametrize("path", ["../f.csv", "/etc/passwd", "a/../../f.csv"])
def test_no_path_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    source = Source(folder=tmp_path)
    source.write(files(path=path), {"f.csv": HEADER})
    (tmp_path / "f.csv").write_text(HEADER)
    assert "out of the export's folder" in refusal(source)


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(files(), {"other.csv": HEADER})
    (tmp_path / "secret.csv").write_text(HEADER)
    (tmp_path / "export" / "f.csv").symlink_to(tmp_path / "secret.csv")
    assert refusal(source).startswith("f.csv is a link to a place outside")


def test_a_file_with_fewer_rows_than_expected_or_an_old_one_is_refused(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(files("expect: {min_rows: 2}"), {"f.csv": HEADER + "1,P,2026-01-01,A\n"})
    assert refusal(source) == "f.csv: 1 rows, where at least 2 are expected."
    source.write(files("expect: {max_age_days: 30}") + "extract_date: {constant: 2020-01-31}\n", {})
    refused = pytest.raises(LoadRefused, match=r"The export is of 2020-01-31, .* allows f 30")
    with refused, source.prepared(extract_date=None):
        pass


def test_the_extract_date_is_as_asked_else_in_the_files_name_else_the_newest_event(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    content = {"f_202603.csv": HEADER + "1,P,2026-01-07,A\n"}
    said = "extract_date: {from_file: f, pattern: 'f_{date}.csv', format: ['%Y%m%d', '%Y%m']}\n"
    source.write(files(path="f_*.csv") + said, content)
    with source.prepared(extract_date=None) as prepared:
        assert str(prepared.extract_date) == "2026-03-31"
    source.write(files(path="f_*.csv"), content)
    with source.prepared(extract_date=None) as prepared:
        assert str(prepared.extract_date) == "2026-01-07"
    with source.prepared() as prepared:
        assert str(prepared.extract_date) == "2026-09-30"
    source.write(files(path="f_*.csv") + said.replace("f_{date}", "g_{date}"), content)
    refused = pytest.raises(LoadRefused, match=r"No day is in the name of f_202603\.csv")
    with refused, source.prepared(extract_date=None):
        pass


def test_a_source_is_synthetic_where_its_package_says_so_of_the_files_that_are_read(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    content = HEADER + "1,P,2026-01-01,A\n"
    digest = hashlib.sha256(content.encode()).hexdigest()
    package = {"synthetic": True, "resources": [{"path": "f.csv", "hash": f"sha256:{digest}"}]}
    source.write(files(), {"f.csv": content, "datapackage.json": json.dumps(package), "z.csv": "a\n"})
    with source.prepared() as prepared:
        assert prepared.export.synthetic
    assert source.warnings == ["Not read, because the mapping has no file of that name: z.csv."]
    source.write(files(), {"f.csv": content + "2,P,2026-01-01,A\n"})
    with source.prepared() as prepared:
        assert not prepared.export.synthetic


def test_other_delimiters_encodings_and_header_rows_are_read_as_declared(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    text = "Concerns raised;;;\nRef;Who;Day;Team\n1;P;2026-01-01;Ségur\n"
    source.write(
        files("delimiter: semicolon, header_row: 2, encodings: [cp1252]"), {"f.csv": text.encode("cp1252")}
    )
    assert loaded(source, "team_name", "source_row") == [("Ségur", 3)]
