"""Which files of a folder a mapping means."""

from pathlib import Path

from etl.mapping.files import Source
from etl.refusals import LoadRefused

_UNFINISHED = ("~$", ".")  # what Excel and copying programs leave beside a file
_KINDS = {".csv", ".tsv", ".txt", ".xls", ".xlsx", ".xlsm", ".xlsb"}


def files_of(folder: Path, source: Source) -> tuple[Path, ...]:
    """Return the files that fit a source's path, by name; raises LoadRefused where they are not one."""
    pattern = source.path or ""
    if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
        raise LoadRefused(f"The path {pattern} leads out of the export's folder. Give a name inside it.")
    found = sorted(path for path in folder.glob(_as_glob(pattern)) if not path.name.startswith(_UNFINISHED))
    for path in found:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise LoadRefused(f"{path.name} is a link to a place outside the export's folder. Copy the file.")
        if not path.is_file():
            raise LoadRefused(f"{path.name} is not a file.")
    if len(found) > 1 and source.several == "refuse":
        names = ", ".join(path.name for path in found)
        raise LoadRefused(
            f"{len(found)} files fit {pattern}: {names}. Take all but one away, or say `several: stack` or "
            "`several: newest` in the mapping."
        )
    return tuple(found[-1:] if source.several == "newest" else found)


def unread(folder: Path, read: set[Path]) -> list[str]:
    """Return the names of the folder's tables that nothing reads."""
    tables = (path for path in folder.iterdir() if path.suffix.lower() in _KINDS)
    return sorted(path.name for path in tables if path not in read and not path.name.startswith(_UNFINISHED))


def _as_glob(pattern: str) -> str:
    """Only * is special in a mapping."""
    while "**" in pattern:
        pattern = pattern.replace("**", "*")
    return pattern.replace("[", "[[]").replace("?", "[?]")
