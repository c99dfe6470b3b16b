"""The journey of enquiries: asked, heard, what happened, and why."""

from collections.abc import Sequence

from dash.development.base_component import Component

from msp_dashboard.components import Part, Row, View
from msp_dashboard.components.words import Child, big, counted, number, share_sentence, unit_of
from msp_dashboard.pages.sections import counts, difference
from msp_dashboard.results import Answer, Answers
from msp_dashboard.vocabulary import code_list

KEYS = ("enquiries_concluded", "people_concluded", "asked", "expressed", "expressed_by", "met", "fully_met")
VOICES = {
    "adult": ("the adult’s", "first"),
    "representative": ("family, friend or other representative", "second"),
    "attorney_or_deputy": ("attorney or deputy", "third"),
    "advocate": ("advocate", "fifth"),
    "best_interests": ("best interests", "sixth"),
    "practitioner": ("practitioner", "fourth"),
}
TOGETHER = "partly or not"
HOW_BARS_FOLLOW = (
    "The second bar is every enquiry that ended, the third those in which somebody was asked, and the fourth "
    "those with a wish recorded, less any for which this question did not apply."
)
ACHIEVED = {
    "fully": ("fully", "first"),
    "partially": ("partly", "second"),
    "not_achieved": ("did not happen", "rest"),
}


def journey(view: View, totals: Answers) -> Component:
    """Return the panel of four bars on one scale: ended, asked, whose wishes, and what happened."""
    ended, people = totals["enquiries_concluded"].count.count, totals["people_concluded"].count.count
    label = f"Everyone whose enquiry ended: {number(people)} people"
    top = Row(label=label, parts=(Part(label="enquiries ended", count=ended, shade="fourth"),))
    rows = [top, *_asked(totals), *_wishes(view, totals), *happened(view, totals)]
    words = {
        "key": "journey",
        "heading": "Asked, heard, and what happened",
        "first": "Step",
        "note": HOW_BARS_FOLLOW,
    }
    return counts(view, totals["asked"], rows, words)


def happened(view: View, totals: Answers) -> list[Row]:
    """Return the bar of enquiries by how far what people wanted happened."""
    if totals["met"].figures is None or totals["fully_met"].figures is None:
        return []
    met, fully = totals["met"].proportion, totals["fully_met"].proportion
    partly = difference(view, met.numerator, fully.numerator)
    failed = difference(view, met.denominator, met.numerator)
    between = [
        Part(label="partly", count=partly, shade="second"),
        Part(label="did not happen", count=failed, shade="rest"),
    ]
    if partly is None or failed is None:
        # One of the two is small: their sum is not, and hides it.
        together = difference(view, fully.denominator, fully.numerator)
        between = [Part(label=TOGETHER, count=together, shade="fourth")]
    unknown = Part(label="not recorded", count=met.not_recorded, shade="unknown", small=True)
    parts = (Part(label="fully", count=fully.numerator), *between, unknown)
    return [Row(label="Did it happen, in the worker’s judgement?", parts=parts)]


def happened_sentence(view: View, totals: Answers) -> list[Child]:
    """Return the sentence of how far what people wanted happened, in no fewer parts than bars show."""
    clause = "the worker judged that what the person wanted happened fully"
    if totals["met"].figures is None or totals["fully_met"].figures is None:
        return share_sentence(totals["met"], "what the person wanted happened")
    fully, whole = totals["fully_met"].proportion, totals["fully_met"].proportion.denominator
    if not whole or fully.numerator is None:
        return share_sentence(totals["fully_met"], clause)
    counted_ones = {part.label: part.count for part in happened(view, totals)[0].parts}
    said: list[Child] = [f"{clause[:1].upper()}{clause[1:]} in ", big(number(fully.numerator))]
    if TOGETHER not in counted_ones:
        partly, failed = counted_ones["partly"], counted_ones["did not happen"]
        said += [", partly in ", big(number(partly)), ", and not in ", big(number(failed))]
    elif counted_ones[TOGETHER] is not None:
        said += [", and partly or not in ", big(number(counted_ones[TOGETHER])), ","]
    answered = "" if fully.not_recorded == 0 else " with an answer"
    return [*said, f" of {counted(whole, unit_of(totals['fully_met']))}{answered}."]


def reasons(view: View, why: Answer, heading: str, achieved: Sequence[str]) -> Component:
    """Return the panel of reasons, a bar each in the list's order, for wishes achieved in these ways."""
    rows: list[Row] = []
    if why.figures is not None:
        cells = why.cross.cells
        for code in code_list("outcome_reason"):
            found = [(ACHIEVED[way], cells[way, code.code]) for way in achieved]
            parts = tuple(Part(label=label, count=count, shade=shade) for (label, shade), count in found)
            rows.append(Row(label=code.label, parts=parts))
    shown = [row for row in rows if any(part.count != 0 for part in row.parts)]
    return counts(view, why, shown, {"heading": heading, "first": "Reason"})


def _asked(totals: Answers) -> list[Row]:
    if totals["asked"].figures is None:
        return []
    asked = totals["asked"].proportion
    known = asked.denominator is not None and asked.numerator is not None
    rest = (asked.denominator or 0) - (asked.numerator or 0) if known else None
    parts = (
        Part(label="asked", count=asked.numerator),
        Part(label="not asked", count=rest, shade="rest"),
        Part(label="did not apply", count=asked.excluded, shade="fourth", small=True),
        Part(label="not recorded", count=asked.not_recorded, shade="unknown", small=True),
    )
    return [Row(label="Were they asked what they wanted?", parts=parts)]


def _wishes(view: View, totals: Answers) -> list[Row]:
    if totals["expressed_by"].figures is None or totals["asked"].figures is None:
        return []
    told = totals["expressed_by"].categories
    asked, expressed = totals["asked"].proportion.numerator, totals["expressed"].proportion.numerator
    silent = difference(view, asked, expressed)
    unknown = difference(view, expressed, told.denominator)
    rest = [
        Part(label="asked, no wish recorded", count=silent, shade="rest"),
        Part(label="wish recorded, voice not known", count=unknown, shade="unknown"),
    ]
    if silent is None or unknown is None:
        # One of the two is small: their sum is not, and hides it.
        together = difference(view, asked, told.denominator)
        rest = [Part(label="no wish recorded, or voice not known", count=together, shade="unknown")]
    voices = (
        Part(label=VOICES[code][0], count=count, shade=VOICES[code][1]) for code, count in told.counts.items()
    )
    return [Row(label="Whose voice told us their wishes?", parts=(*voices, *rest))]
