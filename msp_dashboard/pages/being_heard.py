"""Being heard: were people asked, who spoke, and did they take part? For the board and quality assurance."""

from dash import html

from msp_dashboard.components import Content, Page, View, quote_panel
from msp_dashboard.components.words import joined, share_sentence
from msp_dashboard.pages.sections import categories, completeness, multiples, several_shares
from msp_dashboard.pages.sections.between import between_teams
from msp_dashboard.results import Answer

SHARES = ("heard_at_concern", "asked", "expressed", "own_words", "seen_alone", "took_part", "represented")
TRENDS = ("heard_at_concern", "asked", "expressed", "seen_alone", "took_part", "represented")
REASONS = ("expressed_by", "not_asked_reasons", "agreed", "overridden", "meeting_invitation")
QUESTIONS = (
    "Where nobody was asked, what would have made it safe or possible to ask?",
    "When someone else spoke for the adult, had the adult chosen them?",
    "Who is never invited to meetings about their own life, and why?",
    "When work went against someone’s wishes, were they told, and told why?",
)
CANNOT = (
    "How well people were listened to: the record says that a question was asked, not how.",
    "What was said to people whose answer nobody wrote down.",
    "Whether a filled box holds the person’s own words: read a sample together.",
)


def draw(view: View) -> Content:
    """Return the page's content."""
    totals = view.answers(*SHARES, *REASONS)
    told = categories(view, totals["expressed_by"], "Who told us what the person wanted?")
    words = quote_panel(view, ["being_asked", "practice"], "In people’s words")
    return Content(
        answer=joined(
            [
                share_sentence(
                    totals["heard_at_concern"], "somebody sought the adult’s views before it was raised"
                ),
                share_sentence(
                    totals["asked"], "the person, or someone for them, was asked what they wanted"
                ),
                share_sentence(totals["took_part"], "the adult took part in a meeting about them"),
            ]
        ),
        complete=completeness([totals[key] for key in ("heard_at_concern", "asked", "seen_alone")], _known),
        sections=[
            html.Div([told, words], className="pair"),
            *between_teams(view, SHARES),
            multiples(view, TRENDS, "How being heard went, quarter by quarter"),
            categories(view, totals["not_asked_reasons"], "Why were people not asked?"),
            several_shares(
                view,
                [totals["own_words"], totals["seen_alone"]],
                {"heading": "Were words written down, and was there time alone?", "key": "words-and-time"},
            ),
            categories(view, totals["agreed"]),
            categories(view, totals["overridden"]),
            categories(view, totals["meeting_invitation"]),
        ],
        questions=QUESTIONS,
        cannot=CANNOT,
        measures=[totals[key].measure for key in (*SHARES, *REASONS)],
    )


def _known(answer: Answer) -> str:
    return {
        "heard_at_concern": "whose views were sought is recorded",
        "asked": "being asked is recorded",
        "seen_alone": "time alone is recorded",
    }[answer.key]


PAGE = Page(
    path="/being-heard",
    name="Being heard",
    question="Were people asked, and were they heard?",
    order=2,
    draw=draw,
)
