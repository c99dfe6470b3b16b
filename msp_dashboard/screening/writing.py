"""Words that a person writes into the dashboard: plain, not long, and without what tells who somebody is."""

import unicodedata

from msp_dashboard.screening.identifiers import identifier_in

# Control characters, those that show nothing or turn the text round, halves of characters, and unassigned.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
NOTHING = "Write it in a few words."
NOT_PLAIN = "Write plain words: characters that cannot be seen are in it, so type it anew."
NO_MARKS = "Write plain words: the signs < and > cannot be used here."


class WordsRefused(Exception):
    """Words may not be kept as they are; the message is a sentence for whoever wrote them."""


def plain_words(text: str, longest: int) -> str:
    """Return words as they are kept, spaces single; raises WordsRefused with what to change.

    `longest` is in characters.
    """
    if any(unicodedata.category(sign) in UNSEEN and not sign.isspace() for sign in text):
        raise WordsRefused(NOT_PLAIN)
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if not any(sign.isalnum() for sign in words):
        raise WordsRefused(NOTHING)
    if len(words) > longest:
        raise WordsRefused(f"Write at most {longest} characters: these are {len(words)}.")
    if "<" in words or ">" in words:
        raise WordsRefused(NO_MARKS)
    kind = identifier_in(words)
    if kind is not None:
        raise WordsRefused(f"This holds what looks like {kind}: take it out, so that nobody is recognised.")
    return words
