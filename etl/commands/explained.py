"""The way of one row through a load as one JSON document, and in sentences for people."""

from collections import Counter
from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.padding import Padding

from etl.commands.output import printable
from etl.dry_run import Explanation, Story
from etl.dry_run.standing import Place
from etl.dry_run.verdicts import Finding, Parent, Verdict
from etl.mapping.entries import Entry
from etl.rules import RULES
from msp_dashboard.warehouse import resources

SHOWN = 5  # of the rows that conflict
_NOUNS = {"people": "person", "concerns": "concern", "enquiries": "enquiry"}


def as_document(found: Explanation) -> dict[str, object]:
    """Return the explanation with the same sentences that people get."""
    return {
        "file": found.place.file,
        "row": found.place.row,
        "mapping": found.mapping,
        "extract_date": found.extract_date.isoformat(),
        "sentences": list(found.words) or ([] if found.stories else [_NOTHING]),
        "became": [each for story in found.stories for each in _documents(story)],
    }


def show(found: Explanation) -> None:
    """Print the explanation for people."""
    console = Console(markup=False, highlight=False, emoji=False)
    read = f"read with the mapping {found.mapping}; the export goes up to {found.extract_date}."
    console.print(printable(f"{found.place}, {read}"))
    for words in found.words:
        console.print(printable(words))
    if not found.words and not found.stories:
        console.print(_NOTHING)
    for story in found.stories:
        for heading, sentences in _told(story):
            console.print(f"\n{heading}")
            for words in sentences:
                console.print(Padding(printable(words), (0, 0, 0, 2), expand=False))


_NOTHING = "The mapping makes nothing of this file's rows."


def _title(target: str) -> str:
    return resources()[target].title if target in resources() else "Which references of two systems are one"


def _told(story: Story) -> Iterator[tuple[str, list[str]]]:
    """Rows of which the same is to be said are one."""
    title = _title(story.entry.into)
    told = [(each.verdict, tuple(sentences(each, story.entry))) for each in story.verdicts]
    for (verdict, words), number in Counter(told).items():
        several = f", {number} of the {len(told)} rows that it makes" if len(told) > 1 else ""
        yield f"{title}{several}: {verdict}", list(words)
    if story.words or not told:
        yield f"{title}: {'left out' if story.words else 'taken over'}", list(story.words)


def _documents(story: Story) -> Iterator[Mapping[str, object]]:
    own = {"target": story.entry.into, "from": story.entry.from_}
    for verdict in story.verdicts:
        yield {
            **own,
            "verdict": verdict.verdict,
            "step": None,
            "findings": [vars(each) for each in verdict.findings],
            "merged_with": _place(verdict.merged_with),
            "conflicts_with": [_place(each) for each in verdict.conflicts],
            "parents": [_parent_document(each) for each in verdict.parents],
            "filled_in": [{"column": column, "as": value} for column, value in verdict.filled_in],
            "sentences": list(sentences(verdict, story.entry)),
        }
    if story.words:
        yield {**own, "verdict": "left_out", "step": story.step, "sentences": list(story.words)}


def _place(place: Place | None) -> dict[str, object] | None:
    return None if place is None else {"file": place.file, "row": place.row}


def _parent_document(parent: Parent) -> dict[str, object]:
    return {
        "column": parent.column,
        "target": parent.target,
        "place": _place(parent.place),
        "verdict": parent.verdict,
        "rules": list(parent.rules),
    }


def sentences(verdict: Verdict, entry: Entry) -> Iterator[str]:
    """Yield in plain words what was found of an offered row; never what stands in a cell."""
    if verdict.merged_with:
        yield f"The same stands in {verdict.merged_with}, word for word: that one counts."
    for finding in verdict.findings:
        if finding.action != "merged":
            yield _finding(finding, entry)
    if verdict.conflicts:
        named = ", ".join(str(each) for each in verdict.conflicts[:SHOWN])
        more = f" and {len(verdict.conflicts) - SHOWN:,} more" if len(verdict.conflicts) > SHOWN else ""
        yield f"It conflicts with {named}{more}."
    for parent in verdict.parents:
        yield _parent(parent)
    yield from _filled_in(verdict)


def _finding(finding: Finding, entry: Entry) -> str:
    where = f"{_column(finding.column, entry)}: " if finding.column else ""
    return f"{where}{RULES[finding.rule]} ({finding.action}: {finding.rule})"


def _column(field: str, entry: Entry) -> str:
    """A field with the columns of the file that fill it, where they bear other names."""
    value = entry.set.get(field)
    ways = (value, *value.choose) if value else ()
    names = dict.fromkeys(name for way in ways for name in (way.of, *way.token, way.age_band_at) if name)
    return f"{field} (from {' and '.join(names)})" if names and list(names) != [field] else field


def _parent(parent: Parent) -> str:
    noun = _NOUNS.get(parent.target, parent.target)
    if parent.verdict == "created":
        return f"Its {noun} has no row in the export: the load creates one without particulars."
    if parent.verdict == "unknown":
        return f"Its {noun} has no row in the export."
    if parent.verdict == "elsewhere":
        return f"Its {noun} is known from an earlier load."
    if parent.verdict == "kept":
        return f"Its {noun} is {parent.place}, which is kept."
    why = " ".join(f"{RULES[rule]} ({rule})" for rule in parent.rules)
    return f"Its {noun} is {parent.place}, which is quarantined. {why}"


def _filled_in(verdict: Verdict) -> Iterator[str]:
    by_value: dict[str, list[str]] = {}
    for column, value in verdict.filled_in:
        by_value.setdefault(value.replace("_", " "), []).append(column)
    for value, columns in by_value.items():
        yield f"Filled in by the load as {value}: {', '.join(columns)}."
