"""The quote panel: people's words in a section of their own, with who said them and how they were chosen."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from msp_dashboard.components.aria import aria
from msp_dashboard.components.view import View
from msp_dashboard.components.words import year_name
from msp_dashboard.periods import split
from msp_dashboard.quotes import Quote, voices
from msp_dashboard.vocabulary import code_list

CHOSEN = "Chosen because the person agreed; not a sample."
SPEAKER = {
    "adult": "An adult",
    "family": "A family member or friend",
    "advocate": "An advocate",
    "staff": "A member of staff",
    "partner": "Someone in a partner organisation",
}
ANYONE = "These words are from anyone, not only the group chosen above."
MOST_LOOKS = 4


def quote(of: Quote) -> Component:
    """Return one quotation, with who said it, in which year and about what."""
    facts = [SPEAKER[of.said_by]]
    if of.year:
        facts.append(year_name(of.year))
    if of.theme:
        facts.append(f"on “{code_list('quote_theme').label(of.theme)}”")
    return html.Figure(
        [
            html.Blockquote(html.P(f"“{of.text}”")),
            html.Figcaption(f"{', '.join(facts)}."),
        ],
        className="quote",
    )


def quote_panel(view: View, themes: Sequence[str], heading: str) -> Component:
    """Return a section with words of help and of difficulty; an exact view says where to read them."""
    return html.Section(
        [
            html.H2(heading, id="voices-heading"),
            html.Div(quote_list(view, themes), id="voices-list", **aria(live="polite")),
        ],
        className="voices",
        **aria(labelledby="voices-heading"),
    )


def quote_list(view: View, themes: Sequence[str]) -> list[Component]:
    """Return what stands in the quote panel for these themes."""
    more = html.P(dcc.Link("More voices", href="/voices"), className="more")
    if view.exact:
        return [html.P("People’s words are not shown beside small numbers."), more]
    found: dict[str, Quote] = {}
    widened: str | None = None
    for theme in themes:
        widened = _gather(view, theme, found) or widened
    if not found:
        return [html.P(widened or "No words have been released for this yet."), more]
    chosen = [found[polarity] for polarity in ("helped", "hard", "both") if polarity in found][:2]
    said = [ANYONE] if view.scope.where else []
    notes = [html.P(words, className="widened") for words in (*said, *([widened] if widened else []))]
    return [*(quote(each) for each in chosen), html.P(CHOSEN, className="chosen"), *notes, more]


def _gather(view: View, theme: str, found: dict[str, Quote]) -> str | None:
    """Add the first quote of help and of difficulty about a theme; returns how far it was widened."""
    year, widened = _year(view, theme), None
    for turn in range(MOST_LOOKS):
        three = voices(view.release, theme=theme, year=year, offset=3 * turn)
        widened = three.widened or widened
        for each in three.quotes:
            found.setdefault(each.polarity or "both", each)
        if len(three.quotes) < 3 or {"helped", "hard"} <= set(found):
            break
    return widened


def _year(view: View, theme: str) -> str:
    """The newest financial year of the period in which enough words are about the theme; else the newest."""
    years = [year for year, _ in split(view.scope.period, "financial_year")]
    enough = [year for year in years if voices(view.release, theme=theme, year=year).widened is None]
    return (enough or years)[-1]
