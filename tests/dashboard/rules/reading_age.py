"""The reading age of a text in English: the grade of Flesch and Kincaid, 1975, and five years."""

import re
from collections.abc import Iterable

WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
# Flesch, How to Write Plain English, 1979: a unit of speech that a colon or semicolon ends is a sentence too.
SENTENCE_END = re.compile(r"(?<=[.?!:;])\s+")
VOWELS = re.compile(r"[aeiouy]+")
# An e that is seen and not heard, as in take, asked and makes; not as in table, wanted and places.
SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouycgsxzh])es$")
FEWEST_WORDS = 3  # fewer are a label, not a sentence
SCHOOL_BEGINS = 5


def syllables(word: str) -> int:
    """Return about how many syllables a word has: its groups of vowels, without an e that is silent."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    return max(len(VOWELS.findall(SILENT.sub("", plain))), 1)


def reading_age(paragraphs: Iterable[str]) -> float:
    """Return the age at which these can be read; numbers count neither as words nor as syllables."""
    sentences = [WORD.findall(each) for text in paragraphs for each in SENTENCE_END.split(text)]
    whole = [words for words in sentences if len(words) >= FEWEST_WORDS]
    words = [word for sentence in whole for word in sentence]
    per_sentence, per_word = len(words) / len(whole), sum(map(syllables, words)) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59 + SCHOOL_BEGINS
