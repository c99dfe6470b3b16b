"""Every page in Chromium, wide and narrow: nothing is cut, nothing fails axe, and every chart is painted."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from msp_dashboard.pages import every_page
from tests.browser.people import come_in, drawn

PATHS = tuple(page.path for page in every_page())
WIDTHS = (1280, 768, 375)
OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"
FOLLOWED = """() => [...document.querySelectorAll('.js-plotly-plot')].every(plot =>
  Math.abs(plot.querySelector('.main-svg').getBoundingClientRect().width - plot.clientWidth) < 2)"""
# A text of a chart is cut where it leaves its drawing, and unreadable where it meets another.
CUT = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
  const edge = plot.getBoundingClientRect();
  const texts = [...plot.querySelectorAll('.main-svg text')].filter(text => text.textContent.trim());
  const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
  const cut = boxes.filter(([_, box]) => box.left < edge.left - 1 || box.right > edge.right + 1
    || box.top < edge.top - 1 || box.bottom > edge.bottom + 1).map(([words]) => 'cut: ' + words);
  const met = boxes.flatMap(([words, one], place) => boxes.slice(place + 1)
    .filter(([_, two]) => one.left < two.right - 1 && two.left < one.right - 1
      && one.top < two.bottom - 1 && two.top < one.bottom - 1)
    .map(([other]) => 'meet: ' + words + ' / ' + other));
  return [...cut, ...met];
})"""
# A number inside a bar is shown whole or not at all.
SQUEEZED = """() => [...document.querySelectorAll('.piece span')]
  .filter(span => span.offsetWidth && span.scrollWidth > span.parentElement.clientWidth + 1)
  .map(span => span.textContent)"""


def narrow(page: Page, width: int) -> None:
    """Make the window this wide, and wait until its charts have followed."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(FOLLOWED)


@pytest.mark.parametrize("path", PATHS)
def test_every_chart_is_painted_and_nothing_is_cut_or_scrolls_sideways(page: Page, path: str) -> None:
    come_in(page, path=path)
    for graph in page.locator(".graph").all():
        assert graph.locator(".main-svg path").count() > 0
    for width in WIDTHS:
        narrow(page, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT) == [], width
        assert page.evaluate(SQUEEZED) == [], width


@pytest.mark.parametrize(
    ("person", "path"),
    [*(("Priya Nair", path) for path in PATHS), ("Ewa Nowak", "/"), ("Ewa Nowak", "/outcomes")],
)
def test_axe_finds_nothing(page: Page, path: str, person: str) -> None:
    come_in(page, person, path)
    page.evaluate(OPEN)
    for width in (1280, 375):
        narrow(page, width)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_on_the_page_that_asks_who_is_looking(page: Page) -> None:
    page.goto("/")
    assert Axe().run(page).violations_count == 0


def test_the_navigation_marks_where_one_is_and_keeps_the_filters(page: Page) -> None:
    come_in(page, path="/?risk_type=neglect")
    page.get_by_role("link", name="Outcomes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Did what people wanted happen?")
    assert page.url.endswith("/outcomes?risk_type=neglect")
    marked = page.locator("[aria-current=page]")
    expect(marked).to_have_count(1)
    expect(marked).to_have_text("Outcomes")
    expect(page).to_have_title("Outcomes – Safeguarding Adults Board")
    expect(page.locator("h1")).to_be_focused()


def test_the_first_tab_skips_to_the_figures(page: Page) -> None:
    come_in(page)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the figures")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_table_opens_by_keyboard_and_holds_the_numbers_of_its_chart(page: Page) -> None:
    come_in(page, path="/being-heard")
    panel = page.locator("#agreed-panel")
    panel.locator("summary").focus()
    page.keyboard.press("Enter")
    table = panel.get_by_role("table")
    expect(table).to_be_visible()
    beside = panel.locator(".bar-words").all_inner_texts()
    assert [cell.strip() for cell in table.locator("td").all_inner_texts()] == [
        words.strip() for words in beside
    ]


def test_words_are_read_by_everyone_and_figures_beside_them_by_no_one_in_the_exact_tier(page: Page) -> None:
    come_in(page, "Marcus Bell", "/voices")
    assert page.locator("blockquote").count() > 0
    assert page.locator("table, .bars, .graph").count() == 0


def test_paper_gets_the_page_without_its_controls(page: Page) -> None:
    come_in(page)
    page.emulate_media(media="print")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#navigation")).to_be_hidden()
    drawn(page)
