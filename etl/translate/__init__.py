"""Load entries: the rows of a source's tables become the offered rows of the case export."""

from etl.translate.entries import Span, Translated, translate
from etl.translate.keeping import keep_checks

__all__ = ["Span", "Translated", "keep_checks", "translate"]
