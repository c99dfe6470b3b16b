"""The steps of a load entry, each on a few rows: what is offered, worked by hand, and what is left out."""

from pathlib import Path

import pytest

from etl.refusals import LoadRefused
from tests.etl.mapped import Files, Source, findings, judged, rows_of

CONCERNS = "concern_ref: Ref, person_ref: Who, received_on: Day"


def offered(folder: Path, mapping: str, files: Files, *wanted: str) -> list[tuple[object, ...]]:
    """Return the columns of a target's offered rows: `wanted` is the target, then its columns."""
    source = Source(folder=folder)
    source.write(mapping, files)
    with source.prepared() as prepared:
        return rows_of(prepared, *wanted)


def test_where_takes_rows_that_meet_every_condition_and_counts_the_others(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "files: {steps: {path: steps.csv, columns: [Ref, Who, Day, Kind, Status]}}\n"
        "load:\n"
        "  - into: concerns\n"
        "    from: steps\n"
        "    where: {Kind: {starts: adult safeguarding}, Status: {not: [cancelled, '']}}\n"
        f"    set: {{{CONCERNS}}}\n",
        {
            "steps.csv": "Ref,Who,Day,Kind,Status\n"
            "1,P1,2026-01-01,Adult  Safeguarding Concern,done\n"
            "2,P2,2026-01-02,ADULT SAFEGUARDING Enquiry,Cancelled \n"
            "3,P3,2026-01-03,Child concern,done\n"
            "4,P4,2026-01-04,Adult safeguarding,\n"
        },
    )
    with source.prepared() as prepared:
        assert rows_of(prepared, "concerns", "concern_ref", "source_row") == [("1", 2)]
        assert [(each.target, each.origin, each.step, each.rows) for each in prepared.left_out] == [
            ("concerns", "steps", "where", 3)
        ]


def test_a_condition_compares_two_days_of_a_row(tmp_path: Path) -> None:
    found = offered(
        tmp_path,
        "defaults: {dates: {formats: '%d/%m/%Y'}}\n"
        "files: {f: {path: f.csv, columns: [Ref, Who, Day, End]}}\n"
        "load:\n"
        "  - into: concerns\n"
        "    from: f\n"
        "    set:\n"
        f"      {CONCERNS.replace(', ', chr(10) + '      ')}\n"
        "      decided_on:\n"
        "        choose:\n"
        "          - {of: End, when: {End: {after: Day}}}\n"
        "          - {of: Day, when: {End: {before: Day}}}\n",
        {
            "f.csv": "Ref,Who,Day,End\n1,P,02/01/2026,11/01/2026\n2,P,02/01/2026,01/01/2026\n"
            "3,P,02/01/2026,02/01/2026\n4,P,02/01/2026,\n5,P,02/01/2026,soon\n"
        },
        "concerns",
        "decided_on",
    )
    assert found == [("2026-01-11",), ("2026-01-02",), (None,), (None,), (None,)]


def test_unpivot_makes_a_row_of_each_slot_in_which_something_is_filled(tmp_path: Path) -> None:
    found = offered(
        tmp_path,
        "files: {f: {path: f.csv, columns: [Ref, T1, S1, T2, S2]}}\n"
        "maps: {risk: {Physical: physical, Money: financial}}\n"
        "load:\n"
        "  - into: enquiry_risks\n"
        "    from: f\n"
        "    unpivot:\n"
        "      slots: [{type: T1, source: S1, place: {constant: own_home}}, {type: T2, source: S2}]\n"
        "    set: {enquiry_ref: Ref, risk_type: {of: type, map: risk}, risk_source: source, "
        "risk_location: place}\n",
        {"f.csv": "Ref,T1,S1,T2,S2\nE1,Physical,known,Money,\nE2,,,,\nE3,,,,unknown\n"},
        "enquiry_risks",
        "enquiry_ref",
        "risk_type",
        "risk_source",
        "risk_location",
        "source_row",
    )
    assert found == [
        ("E1", "physical", "known", "own_home", 2),
        ("E1", "financial", None, None, 2),
        ("E3", None, "unknown", None, 4),
    ]


def test_a_slot_has_a_number_that_a_field_may_take(tmp_path: Path) -> None:
    found = offered(
        tmp_path,
        "files: {f: {path: f.csv, columns: [Ref, W1, W2]}}\n"
        "load:\n"
        "  - into: desired_outcomes\n"
        "    from: f\n"
        "    unpivot: {slots: [{wish: W1}, {wish: W2}], number: slot}\n"
        "    set: {enquiry_ref: Ref, outcome_no: slot, stage: {constant: start}, theme: wish}\n",
        {"f.csv": "Ref,W1,W2\nE1,,money\nE2,choice,money\n"},
        "desired_outcomes",
        "enquiry_ref",
        "outcome_no",
        "theme",
    )
    assert found == [("E1", "2", "money"), ("E2", "1", "choice"), ("E2", "2", "money")]


def test_a_tick_makes_a_row_and_a_word_that_is_none_is_found_unfit(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "files: {f: {path: f.csv, columns: [Ref, Physical, Neglect]}}\n"
        "maps: {risk: {Physical: physical, Neglect: neglect}}\n"
        "load:\n"
        "  - {into: enquiries, from: f, set: {enquiry_ref: Ref, person_ref: Ref, "
        "enquiry_type: {constant: s42}, started_on: {constant: 2026-01-01}}}\n"
        "  - into: enquiry_risks\n"
        "    from: f\n"
        "    tick_columns: {column: kind, columns: {Physical: Physical, Neglect: Neglect}}\n"
        "    set: {enquiry_ref: Ref, risk_type: {of: kind, map: risk}}\n",
        {"f.csv": "Ref,Physical,Neglect\nE1,X,\nE2,n,yes\nE3,✓,1\nE4,perhaps,No\n"},
    )
    with source.prepared() as prepared:
        assert rows_of(prepared, "enquiry_risks", "enquiry_ref", "risk_type") == [
            ("E1", "physical"),
            ("E2", "neglect"),
            ("E3", "physical"),
            ("E3", "neglect"),
            ("E4", "perhaps"),
        ]
        assert judged(prepared).counts["enquiry_risks"].quarantined == 1
        assert findings(prepared) == [("enquiry_risks", 5, "quarantined", "outside_list", "risk_type")]


def test_split_makes_a_row_of_each_value_in_a_cell(tmp_path: Path) -> None:
    found = offered(
        tmp_path,
        "files: {f: {path: f.csv, columns: [Ref, Kinds]}}\n"
        "load:\n"
        "  - {into: enquiry_risks, from: f, split: {column: Kinds, on: '|'}, "
        "set: {enquiry_ref: Ref, risk_type: Kinds}}\n",
        {"f.csv": "Ref,Kinds\nE1,physical | neglect||\nE2,\nE3,sexual\n"},
        "enquiry_risks",
        "enquiry_ref",
        "risk_type",
    )
    assert found == [("E1", "physical"), ("E1", "neglect"), ("E3", "sexual")]


@pytest.mark.parametrize(("step", "chosen"), [("first_by", "a"), ("latest_by", "c")])
def test_first_and_latest_by_order_dates_as_dates(tmp_path: Path, step: str, chosen: str) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "defaults: {dates: {formats: '%d/%m/%Y'}}\n"
        "files: {f: {path: f.csv, columns: [Ref, Who, Day, Words]}}\n"
        "load:\n"
        f"  - {{into: concerns, from: f, {step}: {{key: Ref, order: Day}}, "
        f"set: {{{CONCERNS}, team_name: Words}}}}\n",
        {
            "f.csv": "Ref,Who,Day,Words\nC1,P,10/02/2026,b\nC1,P,09/01/2026,a\nC1,P,01/03/2026,c\n"
            "C1,P,,z\n,P,01/01/2026,x\n,P,02/01/2026,y\n"
        },
    )
    with source.prepared() as prepared:
        rows = rows_of(prepared, "concerns", "concern_ref", "team_name")
        assert sorted(rows, key=str) == [("C1", chosen), (None, "x"), (None, "y")]
        assert [(each.step, each.rows) for each in prepared.left_out] == [(step, 3)]


def test_number_by_numbers_the_rows_of_a_key_and_numbers_order_as_numbers(tmp_path: Path) -> None:
    found = offered(
        tmp_path,
        "files: {f: {path: f.csv, columns: [Ref, Line, Theme]}}\n"
        "load:\n"
        "  - {into: desired_outcomes, from: f, number_by: {key: Ref, order: Line, as: number}, "
        "set: {enquiry_ref: Ref, outcome_no: number, stage: {constant: start}, theme: Theme}}\n",
        {"f.csv": "Ref,Line,Theme\nE1,10,money\nE1,9,choice\nE2,1,money\n"},
        "desired_outcomes",
        "enquiry_ref",
        "outcome_no",
        "theme",
    )
    assert sorted(found) == [("E1", "1", "choice"), ("E1", "2", "money"), ("E2", "1", "money")]


def test_several_entries_fill_one_target_one_after_the_other(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "files: {a: {path: a.csv, columns: [Ref, Who, Day]}, b: {path: b.csv, columns: [Ref, Who, Day]}}\n"
        "load:\n"
        f"  - {{into: concerns, from: a, set: {{{CONCERNS}}}}}\n"
        f"  - {{into: concerns, from: b, set: {{{CONCERNS}}}}}\n",
        {"a.csv": "Ref,Who,Day\n1,P,2026-01-01\n", "b.csv": "Ref,Who,Day\n2,P,2026-01-02\n1,P,2026-01-01\n"},
    )
    with source.prepared() as prepared:
        rows = rows_of(prepared, "concerns", "offered_no", "concern_ref", "source_file", "source_row")
        assert [row[1:] for row in rows] == [("1", "a.csv", 2), ("2", "b.csv", 2), ("1", "b.csv", 3)]
        assert len({row[0] for row in rows}) == 3
        count = judged(prepared).counts["concerns"]
        assert (count.offered, count.kept, count.merged) == (3, 2, 1)


def test_the_crosswalk_says_which_references_are_one(tmp_path: Path) -> None:
    found = offered(
        tmp_path,
        "files: {ids: {path: ids.csv, columns: [Old, New]}}\n"
        "load:\n"
        "  - {into: crosswalk, from: ids, set: {kind: {constant: person}, reference: New, "
        "same_system: {constant: older}, same_reference: Old}}\n",
        {"ids.csv": "Old,New\n0071,A-71\n"},
        "crosswalk",
        "kind",
        "reference",
        "same_system",
        "same_reference",
        "source_file",
        "source_row",
    )
    assert found == [("person", "A-71", "older", "0071", "ids.csv", 2)]


def test_rows_of_one_key_that_differ_take_with_them_every_row_made_of_them(tmp_path: Path) -> None:
    source = Source(folder=tmp_path)
    source.write(
        "files: {f: {path: f.csv, columns: [Ref, Who, Day, T1, T2], key: Ref}}\n"
        "load:\n"
        "  - {into: enquiries, from: f, set: {enquiry_ref: Ref, person_ref: Who, "
        "enquiry_type: {constant: s42}, started_on: Day}}\n"
        "  - {into: enquiry_risks, from: f, unpivot: {slots: [{type: T1}, {type: T2}]}, "
        "set: {enquiry_ref: Ref, risk_type: type}}\n",
        {
            "f.csv": "Ref,Who,Day,T1,T2\nE1,P1,2026-01-01,physical,\nE1,P1,2026-01-01,neglect,sexual\n"
            "E2,P2,2026-01-02,physical,\nE2,P2,2026-01-02,physical,\n"
        },
    )
    with source.prepared() as prepared:
        counts = judged(prepared).counts
        enquiries, risks = counts["enquiries"], counts["enquiry_risks"]
        assert (enquiries.offered, enquiries.kept, enquiries.quarantined, enquiries.merged) == (4, 1, 1, 2)
        assert (risks.offered, risks.kept, risks.quarantined, risks.merged) == (5, 1, 3, 1)
        assert ("enquiry_risks", 3, "quarantined", "conflicting_rows", None) in findings(prepared)


def test_a_step_on_a_column_that_may_lack_and_does_finds_it_blank(tmp_path: Path) -> None:
    found = offered(
        tmp_path,
        "files: {f: {path: f.csv, columns: [Ref, Who, Day, Status], may_lack: [Status]}}\n"
        "load:\n"
        f"  - {{into: concerns, from: f, where: {{Status: {{blank: yes}}}}, set: {{{CONCERNS}}}}}\n",
        {"f.csv": "Ref,Who,Day\n1,P,2026-01-01\n"},
        "concerns",
        "concern_ref",
    )
    assert found == [("1",)]


def test_a_file_may_have_any_name_of_the_language(tmp_path: Path) -> None:
    for name in ("chosen_0", "words_1", "union", "select"):
        found = offered(
            tmp_path / name,
            f"files: {{{name}: {{path: f.csv, columns: [Ref, Who, Day, What]}}}}\n"
            "maps: {m: {x: s42_enquiry}}\n"
            f"load:\n  - {{into: concerns, from: {name}, latest_by: {{key: Ref, order: Day}}, "
            f"set: {{{CONCERNS}, decision: {{of: What, map: m}}}}}}\n",
            {"f.csv": "Ref,Who,Day,What\n1,P,2026-01-01,X\n"},
            "concerns",
            "decision",
        )
        assert found == [("s42_enquiry",)]


@pytest.mark.parametrize(
    "hostile",
    ["'; DROP TABLE source_f; --", '"; SELECT 1; --', "c0", "%s :name $1 {x}", "a\\'b", "row_no", "\u202eab"],
)
def test_columns_and_words_of_any_spelling_are_only_words(tmp_path: Path, hostile: str) -> None:
    quoted = '"' + hostile.replace("\\", "\\\\").replace('"', '\\"') + '"'
    cell = '"' + hostile.replace('"', '""') + '"'
    found = offered(
        tmp_path,
        f"files: {{f: {{path: f.csv, columns: [Ref, Who, Day, {quoted}], key: [{quoted}]}}}}\n"
        f"maps: {{m: {{{quoted}: s42_enquiry}}}}\n"
        "load:\n"
        f"  - {{into: concerns, from: f, where: {{{quoted}: {quoted}}}, latest_by: "
        f"{{key: [Ref, {quoted}], order: {quoted}}}, "
        f"set: {{{CONCERNS}, decision: {{of: {quoted}, map: m}}}}}}\n",
        {"f.csv": f"Ref,Who,Day,{cell}\n1,P,2026-01-01,{cell}\n2,P,2026-01-01,other\n"},
        "concerns",
        "concern_ref",
        "decision",
    )
    assert found == [("1", "s42_enquiry")]


def test_a_key_of_the_files_that_lacks_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(LoadRefused, match="lacks the column Day"):
        offered(
            tmp_path,
            "files: {f: {path: f.csv, columns: [Ref, Who, Day]}}\n"
            f"load:\n  - {{into: concerns, from: f, set: {{{CONCERNS}}}}}\n",
            {"f.csv": "Ref,Who\n1,P\n"},
            "concerns",
        )
