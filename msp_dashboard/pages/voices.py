"""Voices: what people told us, in their own words; never beside a number. For all."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from urllib.parse import parse_qsl, urlencode

from dash import dcc, html
from dash.development.base_component import Component

from msp_dashboard.components import Content, Page, View, quote
from msp_dashboard.components.aria import aria
from msp_dashboard.components.voices import CHOSEN
from msp_dashboard.quotes import AT_A_TIME, GROUP_AT_MOST, Quote, Voices, voices
from msp_dashboard.vocabulary import code_list

PATH = "/voices"
STEPS = {"words": AT_A_TIME, "story": 1}
POLARITY = {
    "helped": "What helped",
    "hard": "What was hard",
    "both": "What helped, and what was hard",
}
HOW_CHOSEN = (
    "Each person here agreed that their words may be shared. Anyone may change their mind, and then their "
    "words are taken away.",
    "What helped and what was hard stand here in the same proportion as in all the words that people agreed "
    "to share. Which ones are shown is drawn by chance, so that nobody can pick the happy ones.",
    "They are not a sample. They do not say how many people felt the same.",
    "Nothing is shown while a court or the police are involved, where it may put somebody at risk, or until "
    "a full quarter has passed since the enquiry ended.",
)
NOT_HEARD = (
    "People who were not asked for their words, or who said no.",
    "People for whom speaking, or being asked, was not safe.",
    "People who died, moved away, or could not be reached.",
    "People who speak without words, or in a language that nobody wrote down.",
    "People about whom no concern was ever raised.",
)
QUESTIONS = (
    "What in these words did we not expect?",
    "What would have to change for the next person to say something else?",
    "Whose words are missing here, and how could they be asked safely?",
)
CANNOT = (
    "How many people felt this way: words that people chose to share are not a count.",
    "Which team or service is meant: words are kept apart from both, so that nobody is recognised.",
)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What a URL asks for: a theme (blank for all), and where the words and the stories begin."""

    theme: str
    words: int
    story: int


def draw(view: View) -> Content:
    """Return the page's content."""
    chosen = _chosen(view)
    found = voices(view.release, theme=chosen.theme or None, offset=chosen.words)
    stories = voices(view.release, kind="story", offset=chosen.story)
    sections = [
        _words(view, chosen, found) if found.quotes else None,
        _story(view, chosen, stories) if stories.quotes else None,
        _listed("How were these words chosen?", HOW_CHOSEN),
        _listed("Who was not heard?", NOT_HEARD),
    ]
    return Content(
        answer=[_answer(found, stories)],
        sections=[section for section in sections if section is not None],
        questions=QUESTIONS,
        cannot=CANNOT,
    )


def _chosen(view: View) -> Chosen:
    """A URL is a claim: what is not on our lists is ignored."""
    theme, at = view.query.get("theme", ""), dict.fromkeys(STEPS, 0)
    for name, step in STEPS.items():
        places = {str(place): place for place in range(0, GROUP_AT_MOST, step)}
        at[name] = places.get(view.query.get(name, ""), 0)
    return Chosen(
        theme=theme if theme in code_list("quote_theme") else "", words=at["words"], story=at["story"]
    )


def _answer(found: Voices, stories: Voices) -> str:
    if found.quotes or stories.quotes:
        return "Some things helped, and some were hard. These are people’s own words, shared by agreement."
    return found.widened or "No words have been released yet."


def _words(view: View, chosen: Chosen, found: Voices) -> Component:
    heading = code_list("quote_theme").label(chosen.theme) if chosen.theme else "Words on every theme"
    later = chosen.words + AT_A_TIME
    more = voices(view.release, theme=chosen.theme or None, offset=later).quotes
    others = replace(chosen, words=later if more else 0)
    return html.Section(
        [
            _themes(view, chosen),
            html.Div(
                [
                    html.H2(heading, id="words", tabIndex=-1),
                    html.P(found.widened, className="widened") if found.widened else None,
                    *(_spoken(each) for each in found.quotes),
                    html.P(CHOSEN, className="chosen"),
                ],
                className="voices",
            ),
            _others("Show three others", _address(view, others, "words")) if others != chosen else None,
        ],
        className="voices-page",
    )


def _story(view: View, chosen: Chosen, stories: Voices) -> Component:
    more = len(stories.quotes) > 1
    others = replace(chosen, story=chosen.story + 1 if more else 0)
    return html.Section(
        [
            html.Div(
                [html.H2("A story", id="story", tabIndex=-1), _spoken(stories.quotes[0])],
                className="voices",
            ),
            _others("Show another story", _address(view, others, "story")) if others != chosen else None,
        ],
        className="voices-page",
    )


def _spoken(each: Quote) -> Component:
    label = POLARITY[each.polarity or "both"]
    return html.Div([html.P(label, className="polarity"), quote(each)], className="spoken")


def _themes(view: View, chosen: Chosen) -> Component:
    themes = {"": "Every theme"} | {theme.code: theme.label for theme in code_list("quote_theme")}
    entries = [
        html.Span(label, className="theme-chosen", **aria(current="true"))
        if theme == chosen.theme
        else dcc.Link(label, href=_address(view, replace(chosen, theme=theme, words=0), "words"))
        for theme, label in themes.items()
    ]
    listed = html.Ul([html.Li(entry) for entry in entries])
    return html.Nav(listed, className="themes", **aria(label="Choose what the words are about"))


def _others(label: str, address: str) -> Component:
    return html.P(dcc.Link(label, href=address, className="others"))


def _address(view: View, chosen: Chosen, part: str) -> str:
    """Where a choice leads: the part that it changes; the filters of other pages stay, for the way back."""
    own = {name: str(value) for name, value in asdict(chosen).items() if value}
    query = urlencode([*parse_qsl(view.address.lstrip("?")), *own.items()])
    return f"{PATH}{'?' if query else ''}{query}#{part}"


def _listed(heading: str, lines: Sequence[str]) -> Component:
    return html.Section([html.H2(heading), html.Ul([html.Li(line) for line in lines])], className="plain")


PAGE = Page(
    path=PATH,
    name="Voices",
    question="What did people tell us, in their own words?",
    order=7,
    draw=draw,
    figures=False,
)
