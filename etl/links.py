"""Links between records that are the same: followed to the first of them, without going in circles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Link:
    """A record of `source_system` is the one that `same_system` has as `same_token`; both as pseudonyms."""

    token: str
    same_token: str
    kind: str
    source_system: str
    same_system: str


def joined(*links: Iterable[Link]) -> dict[str, Link]:
    """Return the links by the pseudonym that they start from; a later one takes the place of an earlier."""
    return {link.token: link for some in links for link in some}


def followed(links: Mapping[str, Link], token: str) -> tuple[str, int]:
    """Return the pseudonym at the end of the links from `token`, and how often the system changes on the way.

    The links must hold no circle.
    """
    changes = 0
    while token in links:
        link = links[token]
        changes += link.source_system != link.same_system
        token = link.same_token
    return token, changes


def linked_with(links: Mapping[str, Link], token: str) -> set[str]:
    """Return every pseudonym that leads to where this one does, itself among them."""
    first, _ = followed(links, token)
    return {token, first} | {each for each in links if followed(links, each)[0] == first}


def circular(known: Iterable[Link], delivered: Iterable[Link]) -> set[Link]:
    """Return the delivered links that lead back to where they start, by themselves or with known ones."""
    kept, barred = list(delivered), set()
    known = list(known)
    while going := _in_a_circle(joined(known, kept)) & set(kept):
        barred |= going
        kept = [link for link in kept if link not in going]
    return barred


def _in_a_circle(links: Mapping[str, Link]) -> set[Link]:
    found: set[Link] = set()
    done: set[str] = set()
    for start in links:
        path: dict[str, None] = {}
        token = start
        while token in links and token not in done and token not in path:
            path[token] = None
            token = links[token].same_token
        if token in path:
            circle = list(path)[list(path).index(token) :]
            found |= {links[each] for each in circle}
        done |= set(path)
    return found
