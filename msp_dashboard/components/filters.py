"""The filter bar: native selects whose state lives in the URL, and the words for what they leave."""

import json
from collections.abc import Iterator, Sequence

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from msp_dashboard.components.aria import aria
from msp_dashboard.components.view import View, first_day, units_of
from msp_dashboard.components.words import days, months, year_name
from msp_dashboard.periods import Period, containing, last_closed_quarters, split
from msp_dashboard.releases import Release
from msp_dashboard.results import choices
from msp_dashboard.scope import Reader, write_period
from msp_dashboard.vocabulary import NOT_RECORDED, code_list

ALL = "all"
CODED = {
    "age_band": ("Age", "All ages"),
    "risk_type": ("Kind of risk", "All kinds of risk"),
    "lacked_capacity": ("Capacity", "Everyone"),
}
UNITS = {"service": ("Service", "All services"), "team": ("Team", "All teams")}
CAPACITY_OF = {
    "yes": "people who lacked capacity",
    "no": "people who had capacity",
    "dont_know": "people whose capacity is not known",
    NOT_RECORDED: "capacity not recorded",
}
CAPACITY = {
    "yes": "Lacked capacity",
    "no": "Had capacity",
    "dont_know": "Not known",
    NOT_RECORDED: "Not recorded",
}
Options = list[dict[str, str]]


def filter_names(reader: Reader) -> tuple[str, ...]:
    """Return the names of a reader's filters, the period first; teams only in the exact tier."""
    units = ("service", "team") if reader.tier == "exact" else ("service",)
    return ("period", *units, *CODED)


def filter_bar(release: Release, reader: Reader) -> Component:
    """Return the labelled selects of a reader, a summary in words, and a way to clear them."""
    selects = [_select(name, release, reader) for name in filter_names(reader)]
    fields = html.Fieldset([html.Legend("Show", className="visually-hidden"), *selects])
    summary = html.Div(
        [
            html.P(id="status", role="status"),
            html.Div(
                [
                    dcc.Link("Clear all", href="/", id="filter-clear"),
                    html.Button("Copy link", id="filter-copy", type="button", className="link-button"),
                ],
                className="filter-actions",
            ),
        ],
        className="filter-summary",
    )
    inside = html.Div([fields, summary], className="width")
    return html.Section(inside, id="filters", className="filters", **aria(label="What is shown"))


def period_options(release: Release) -> Options:
    """Return the periods on offer: the last four quarters, each closed quarter and financial year."""
    latest = last_closed_quarters(release.extract_date)
    whole = Period(first=first_day(release), last=latest.last)
    quarters = [
        {"value": write_period(quarter), "label": months(quarter)} for _, quarter in split(whole, "quarter")
    ]
    years = [
        {"value": write_period(year), "label": f"Financial year {year_name(name)}"}
        for name, year in split(whole, "financial_year")
        if year == containing(year.first, "financial_year")
    ]
    newest = {"value": ALL, "label": f"Last four quarters, to {latest.last:%B %Y}"}
    return [newest, *reversed(years), *reversed(quarters)]


def applied_words(view: View) -> str:
    """Return what a view shows: which enquiries, when concluded, and what narrows them."""
    kind = {"s42": "Section 42 enquiries", "other": "Other safeguarding enquiries"}.get(
        view.scope.enquiry_type, "All safeguarding enquiries"
    )
    narrowed = narrowed_words(view)
    return f"{kind} concluded {days(view.scope.period)}{f', {narrowed}' if narrowed else ''}"


def narrowed_words(view: View) -> str:
    """Return what narrows a view beside its period, as words; blank where nothing does."""
    return "; ".join(_narrowed(view))


def applied_state(view: View) -> dict[str, str]:
    """Return the value of every filter as it was applied."""
    values = dict.fromkeys(filter_names(view.reader), ALL)
    if view.scope.period != last_closed_quarters(view.release.extract_date):
        values["period"] = write_period(view.scope.period)
    return values | {name: codes[0] for name, codes in view.scope.where.items()}


def _narrowed(view: View) -> Iterator[str]:
    limits = view.reader.limits
    for name in ("service", "team"):
        if chosen := view.scope.where.get(name):
            yield f"{name} not recorded" if chosen[0] == NOT_RECORDED else chosen[0]
        elif name in limits:
            yield "; ".join(limits[name]) if len(limits[name]) < 3 else f"{len(limits[name])} {name}s"
    for name, codes in view.scope.where.items():
        if name == "age_band":
            yield "age not recorded" if codes[0] == NOT_RECORDED else f"people aged {_label(name, codes)}"
        elif name == "risk_type":
            yield f"risk: {_label(name, codes).lower()}"
        elif name == "lacked_capacity":
            yield CAPACITY_OF[codes[0]]


def _label(name: str, codes: Sequence[str]) -> str:
    return code_list(name).label(codes[0])


def _select(name: str, release: Release, reader: Reader) -> Component:
    label, options = _options(name, release, reader)
    own = {"type": "filter", "name": name}
    select = dbc.Select(id=own, options=options, value=ALL)
    # A component whose id is a dict stands in the page under its sorted JSON.
    place = json.dumps(own, sort_keys=True, separators=(",", ":"))
    return html.Div([html.Label(label, htmlFor=place), select], className=f"filter filter-{name}")


def _options(name: str, release: Release, reader: Reader) -> tuple[str, Options]:
    if name == "period":
        return "Period", period_options(release)
    if name in UNITS:
        label, everything = UNITS[name]
        exact = reader.tier == "exact"
        values = units_of(release, reader, name) if exact else choices(release).values[name]
        if name in reader.limits:
            everything = f"All my {label.lower()}s"
        return label, [{"value": ALL, "label": everything}, *({"value": v, "label": v} for v in values)]
    label, everything = CODED[name]
    codes = [
        {"value": code.code, "label": CAPACITY[code.code] if name == "lacked_capacity" else code.label}
        for code in code_list(name)
    ]
    return label, [{"value": ALL, "label": everything}, *codes]
