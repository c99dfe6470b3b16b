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
    "unknown_enquiry": "The enquiry it belongs to is not in the export, or was quarantined.",
    "unknown_concern": "The concern it names is not in the export, or was quarantined: no link is made.",
    "review_without_date": "A review or a follow-up needs the day on which it was recorded.",
    "dated_by_enquiry": "The day was blank, so that of the enquiry's start or conclusion was taken.",
    "left_undated": "The day was blank, and the enquiry has not concluded: it stays blank.",
    "concluded_before_start": "The enquiry concluded before it started: its duration counts as 0 days.",
    "conversation_before_start": "The first conversation came before the work began: it counts as 0 days.",
    "decided_before_received": "The concern was decided before it was received: its wait counts as 0 days.",
    "advocate_before_request": "The advocate started before the request: the wait counts as 0 days.",
}

UNREADABLE = {"date": "not_a_date", "integer": "not_a_whole_number"}
