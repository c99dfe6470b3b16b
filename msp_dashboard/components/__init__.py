"""Components: what pages are made of, each drawn from protected figures."""

from msp_dashboard.components.bars import (
    Part,
    Row,
    bar_table,
    bar_words,
    bars,
    category_rows,
    shade_key,
)
from msp_dashboard.components.page import Content, Page, page_frame
from msp_dashboard.components.panels import Panel, graph, panel
from msp_dashboard.components.shell import bind_shell, shell
from msp_dashboard.components.signed import bind_signed, signed_column
from msp_dashboard.components.tables import cell, hidden_note, proportion_table, small_cell, table
from msp_dashboard.components.tracks import (
    TRACKS_KEY,
    marks_on_line,
    mixed_tracks,
    track_words,
    tracks,
    tracks_beside,
)
from msp_dashboard.components.view import View, look
from msp_dashboard.components.voices import quote, quote_list, quote_panel

__all__ = [
    "TRACKS_KEY",
    "Content",
    "Page",
    "Panel",
    "Part",
    "Row",
    "View",
    "bar_table",
    "bar_words",
    "bars",
    "bind_shell",
    "bind_signed",
    "category_rows",
    "cell",
    "graph",
    "hidden_note",
    "look",
    "marks_on_line",
    "mixed_tracks",
    "page_frame",
    "panel",
    "proportion_table",
    "quote",
    "quote_list",
    "quote_panel",
    "shade_key",
    "shell",
    "signed_column",
    "small_cell",
    "table",
    "track_words",
    "tracks",
    "tracks_beside",
]
