"""Which encoding a text file has: marked, proved or inferred, and never one that gives broken words."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from etl.reading.census import Census, pieces
from etl.refusals import FileRefused

_SAMPLE = 1 << 16
_MOSTLY = 0.7
# Old single-byte encodings of English offices, the likeliest first.
_OLD = ("cp1252", "mac_roman", "cp850")
_CALLED = {"cp1252": "Windows-1252", "mac_roman": "Mac OS Roman", "cp850": "DOS code page 850"}
_ASCII = re.compile(rb"[\x00-\x7f]")
_HIGH = re.compile(rb"(?s)(?:[\x00-\x7f]{0,2})[\x80-\xff]+(?:[\x00-\x7f]?)")
# What no English office writes in Windows-1252: a small letter before a capital É, signs inside words …
_BROKEN = re.compile(
    r"[a-zß-ÿ][À-ÖØ-ÞŽŠŸŒ](?![A-ZÀ-Þ])|\w[‚„ƒ†‡ˆ‰‹¤¦¨¬¯¶¸¹³÷×¡¿ªº¢¥§«»˜](?=[a-z])|[œŒ](?=[\d,.])"
    r"|[À-ÖØ-öø-ÿŽžŠšŸŒœ]{3}|[\x80-\x9f]|[‚„](?=[\s,;\"]|$)|[þÞðÐýÝ](?=\W|$)|[¾¼½](?=[a-z])"
)
# Of the older encodings only what English text really holds is believed.
_USUAL = frozenset("éèêëáàâäãåíìîïóòôöõúùûüçñøæÉÈÁÀÖÜÇÑ£’‘“”–—…•·°½¼¾®©™€§´¬\u00a0")

_TELLING = frozenset("é£’‘“”–")


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """The Python name of an encoding, and what is doubtful about it."""

    name: str
    warnings: tuple[str, ...] = ()


def find_encoding(path: Path, census: Census, declared: tuple[str, ...] | None) -> Encoding:
    """Return a file's encoding; raises FileRefused where none is right, or a declared one is not."""
    if census.mark in ("utf-16", "utf-32"):
        return _agreed(path, Encoding(name=census.mark), declared)
    if census.nul:
        return _agreed(path, _wide(path, census.head), declared)
    if census.cut:
        raise FileRefused(f"{path.name} ends in the middle of a letter: it was cut off. Copy it again.")
    if not census.fault:
        found = Encoding(name=census.mark or "utf-8")
        return found if census.ascii and _any_suits(declared, census.head) else _agreed(path, found, declared)
    runs = _high_runs(path)
    _refuse_mixture(path, runs)
    return _infer(path, runs) if declared is None else _first_of(path, runs, declared)


def _agreed(path: Path, found: Encoding, declared: tuple[str, ...] | None) -> Encoding:
    """What the bytes prove must be among what is declared."""
    family = found.name.removesuffix("-sig")
    names = [_known(path, name).removesuffix("-sig") for name in declared or ()]
    if declared is None:
        return found
    if not any(family.startswith(name) for name in names):
        raise FileRefused(f"{path.name} is {found.name}, and not {' or '.join(declared)} as declared.")
    return Encoding(name=found.name)


def _any_suits(declared: tuple[str, ...] | None, head: bytes) -> bool:
    """Pure ASCII reads the same in almost every encoding."""
    return declared is None or any(_reads_as_ascii(name, head) for name in declared)


def _reads_as_ascii(name: str, head: bytes) -> bool:
    try:
        return head.decode(name) == head.decode("ascii")
    except (LookupError, UnicodeError):
        return False


def _first_of(path: Path, runs: list[bytes], declared: tuple[str, ...]) -> Encoding:
    for name in declared:
        known = _known(path, name)
        if known.startswith(("utf", "ascii")) or not _decodes(path, known):
            continue
        if not _faults(runs, known):
            return Encoding(name=known)
        words = (
            f"The declared encoding {known} makes unlikely words of some bytes: look at accents and quotes."
        )
        return Encoding(name=known, warnings=(words,))
    raise FileRefused(f"{path.name} is in none of its declared encodings ({', '.join(declared)}).")


def _known(path: Path, name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise FileRefused(f"{path.name}: no encoding is called {name[:40]}.") from error


def _wide(path: Path, head: bytes) -> Encoding:
    """UTF-16 and UTF-32 without a mark show in where the zero bytes of English letters stand."""
    sample = head[: min(_SAMPLE, len(head) // 4 * 4 or len(head))]
    quarters = [sample[start::4].count(0) / max(1, len(sample[start::4])) for start in range(4)]
    shapes = {
        "utf-32-le": (False, True, True, True),
        "utf-32-be": (True, True, True, False),
        "utf-16-le": (False, True, False, True),
        "utf-16-be": (True, False, True, False),
    }
    for name, zeros in shapes.items():
        pairs = zip(quarters, zeros, strict=True)
        fits = all(share >= _MOSTLY if zero else share < 1 - _MOSTLY for share, zero in pairs)
        if fits and _decodes(path, name):
            words = f"The encoding has no mark: {name.upper()} was inferred from where the zero bytes stand."
            return Encoding(name=name, warnings=(words,))
    raise FileRefused(
        f"{path.name} holds NUL characters: it is damaged or no text. Export it again as CSV UTF-8."
    )


def _refuse_mixture(path: Path, runs: list[bytes]) -> None:
    inner = [_ASCII.sub(b"", run) for run in runs]
    if any(len(run) > 1 and _reads(run, "utf-8") for run in inner):
        raise FileRefused(
            f"{path.name} mixes UTF-8 with another encoding, so that some of its letters would be wrong. "
            "Export it again in one encoding."
        )


def _infer(path: Path, runs: list[bytes]) -> Encoding:
    """Which single-byte encoding makes whole words of the bytes that are not ASCII."""
    faults = {name: _faults(runs, name) for name in _OLD}
    best = min(_OLD, key=lambda name: faults[name])
    proved = best == "cp1252" or any(each in _TELLING for run in runs for each in run.decode(best, "ignore"))
    if faults[best] or not proved or _twin(runs, best, faults):
        raise FileRefused(
            f"{path.name} is not UTF-8, and which encoding it has cannot be told. Save it as CSV UTF-8."
        )
    words = f"The file is not UTF-8: {_CALLED[best]} was inferred. Look at accents, £ and quotes."
    return Encoding(name=best, warnings=(words,))


def _twin(found: Iterable[bytes], best: str, faults: dict[str, int]) -> bool:
    """Windows-1252 is by far the likeliest; between the others no such reason decides."""
    if best == "cp1252":
        return False
    others = [name for name in _OLD if name != best and faults[name] == faults[best]]
    return any(run.decode(best, "replace") != run.decode(name, "replace") for name in others for run in found)


def _high_runs(path: Path) -> list[bytes]:
    """Return every different run of bytes above ASCII with its neighbours."""
    runs: set[bytes] = set()
    rest = b""
    for piece in pieces(path):
        text = rest + piece
        cut = max(text.rfind(b"\n"), text.rfind(b"\r")) + 1 or len(text)
        runs.update(_HIGH.findall(text[:cut]))
        rest = text[cut:]
    runs.update(_HIGH.findall(rest))
    return sorted(runs)


def _faults(runs: Iterable[bytes], name: str) -> int:
    """Return how many runs an encoding cannot read, or reads as nothing that anyone writes."""
    return sum(not _reads(run, name) or _is_broken(run.decode(name), name) for run in runs)


def _is_broken(text: str, name: str) -> bool:
    unusual = name in ("mac_roman", "cp850") and any(
        not each.isascii() and each not in _USUAL for each in text
    )
    return unusual or bool(_BROKEN.search(text))


def _reads(run: bytes, name: str) -> bool:
    try:
        run.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for piece in pieces(path):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
