"""The code lists of the case export, read from the packaged vocabulary.json."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NOT_RECORDED = "not_recorded"
DONT_KNOW = "dont_know"


@dataclass(frozen=True, kw_only=True)
class Code:
    """One permitted answer: its words, its Safeguarding Adults Collection wording, its wider groups."""

    code: str
    label: str
    sac: str | None = None
    coarse: str | None = None
    area: str | None = None
    quote_theme: str | None = None


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """A closed list of codes in its fixed order; `note` names its source (a SAC table or guidance)."""

    name: str
    note: str
    codes: tuple[Code, ...]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __contains__(self, code: object) -> bool:
        return any(entry.code == code for entry in self.codes)

    def __getitem__(self, code: str) -> Code:
        """Return the entry of `code`; raises KeyError where the list has none."""
        for entry in self.codes:
            if entry.code == code:
                return entry
        raise KeyError(code)

    @property
    def values(self) -> tuple[str, ...]:
        """Every code in the list's order."""
        return tuple(entry.code for entry in self.codes)

    @property
    def recorded(self) -> tuple[str, ...]:
        """Every code but not_recorded, in the list's order."""
        return tuple(code for code in self.values if code != NOT_RECORDED)

    def label(self, code: str) -> str:
        """Return the plain words of `code`; raises KeyError where the list has none."""
        return self[code].label


@cache
def code_lists() -> Mapping[str, CodeList]:
    """Return every code list by name."""
    text = (files("msp_dashboard") / "specification" / "vocabulary.json").read_text("utf-8")
    return {
        name: CodeList(
            name=name,
            note=entry.get("note", ""),
            codes=tuple(Code(**code) for code in entry["codes"]),
        )
        for name, entry in json.loads(text).items()
    }


def code_list(name: str) -> CodeList:
    """Return one code list; raises KeyError where there is none of that name."""
    return code_lists()[name]
