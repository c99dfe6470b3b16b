"""Screening: what words may hold before anybody else reads them."""

from msp_dashboard.screening.identifiers import identifier_in
from msp_dashboard.screening.writing import WordsRefused, plain_words

__all__ = ["WordsRefused", "identifier_in", "plain_words"]
