"""The rules that a row or a cell can break: a code for reports, and the sentence that explains it."""

QUARANTINED = "quarantined"
MERGED = "merged"
FLAGGED = "flagged"

RULES = {
    "duplicate_row": "The row is there twice word for word: one was kept.",
    "conflicting_rows": "Rows of one key differ: none is loaded, because nobody can say which is right.",
    "required_blank": "A value that must be there is blank.",
    "not_a_date": "The cell holds no date of the form YYYY-MM-DD, or a day that does not exist.",
    "not_a_whole_number": "The cell holds no whole number.",
    "outside_list": "The word is not in the column's code list.",
    "under_18": "The record is of a child: adult safeguarding begins at 18.",
    "unknown_enquiry": "The enquiry it belongs to is not in the export, nor known from before, or was "
    "quarantined.",
    "unknown_concern": "The concern it names is not in the export, nor known from before, or was "
    "quarantined: no link is made.",
    "review_without_date": "A review or a follow-up needs the day on which it was recorded.",
    "dated_by_enquiry": "The day was blank, so that of the enquiry's start or conclusion was taken.",
    "left_undated": "The day was blank, and the enquiry has not concluded: it stays blank.",
    "concluded_before_start": "The enquiry concluded before it started: its duration counts as 0 days.",
    "conversation_before_start": "The first conversation came before the work began: it counts as 0 days.",
    "decided_before_received": "The concern was decided before it was received: its wait counts as 0 days.",
    "advocate_before_request": "The advocate started before the request: the wait counts as 0 days.",
    "two_answers": "One fact has two answers that differ: it counts as not recorded.",
    "broken_json": "The cell that the row comes from holds no JSON.",
    "placeholder_date": "The day stands for 'not known' in the source, so it was taken as blank.",
    "impossible_birth": "The birth is after the day, or more than 115 years before it: no age was made.",
    "before_other_day": "The day is before one that it cannot be before.",
    "after_extract": "The day is after the extract date.",
    "not_within_days": "The day is further from another than the mapping allows.",
    "outside_range": "The value is outside the range that can be.",
    "erased_person": "The record is of a person who was erased on request: it is not loaded again.",
    "merged_record": "The crosswalk says that it is the same as another row: that one was kept.",
    "in_newer_system": "The crosswalk says that it moved to a newer system: the record there was kept.",
    "crosswalk_to_two": "The crosswalk says that it is the same as two others: neither is believed.",
    "crosswalk_to_itself": "The crosswalk says that a record is the same as itself.",
    "crosswalk_in_a_circle": "The crosswalk leads back to where it began: nobody can say which came first.",
    "not_a_kind": "The crosswalk needs a kind of record: person, concern, enquiry, assessment, advocacy, "
    "application or meeting.",
    "not_a_system": "The crosswalk needs the name of a source system, as its mapping writes it.",
    "unknown_system": "The crosswalk names a system of which nothing was loaded: check its name.",
}

UNREADABLE = {"date": "not_a_date", "integer": "not_a_whole_number"}
