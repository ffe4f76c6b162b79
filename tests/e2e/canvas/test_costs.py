"""What a model costs, on the cards and in the bar; what cards of ends and wires say."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.browser.axe import violations
from support.browser.canvas import Canvas, wait_for_fonts
from support.browser.chain import saved
from support.processes.server import RunningServer

pytestmark = pytest.mark.e2e


def bar(page: Page) -> Locator:
    """What the bar says of the costs."""
    return page.get_by_role("banner").get_by_role("button", name=re.compile("FLOPs"))


def legend(page: Page) -> Locator:
    return page.get_by_role("region", name="Costs on the canvas")


def command(page: Page, words: str) -> None:
    """Types into the list of all commands and picks what stands first."""
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="All commands").fill(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def width_of_bar(card: Locator) -> float:
    """How wide the bar on a card is, in pixels."""
    found = card.locator("> div").first.evaluate("node => getComputedStyle(node, '::after').width")
    return float(str(found).removesuffix("px"))


def test_C65_each_cost_is_a_number_and_a_bar_on_the_cards_and_a_sum_in_the_legend(
    canvas: Canvas, page: Page
) -> None:
    canvas.begin("Twin digits")
    command(page, "Show FLOPs as heat")
    expect(legend(page)).to_contain_text("46 kFLOPs a row · 1.5 MFLOPs a batch of 32")
    dear, further, cheap = (
        canvas.node(name)
        for name in ("stroke, Conv2D, call 0", "stroke, Conv2D, call 1", "flat_left, Flatten")
    )
    expect(dear).to_contain_text(re.compile(r"kFLOPs · \d+%"))
    # Every call costs.
    expect(further).to_contain_text("kFLOPs")
    expect(cheap).to_contain_text("0 FLOPs · 0%")
    assert width_of_bar(dear) > 50
    assert width_of_bar(cheap) == 0

    legend(page).get_by_role("button", name="Parameters").click()
    expect(dear).to_contain_text(re.compile(r"160 · 1\.4%"))
    # Its weights are those of the first call.
    expect(further).to_contain_text("same weights as call 0")
    expect(legend(page)).to_contain_text(re.compile(r"parameters · \S+ kB of weights"))

    legend(page).get_by_role("button", name="Activations").click()
    expect(legend(page)).to_contain_text("14 kB a row · 444 kB a batch of 32")
    expect(further).to_contain_text("kB ·")
    assert violations(page) == []


def test_C65_inside_a_nested_model_the_costs_are_its_own(canvas: Canvas, page: Page) -> None:
    canvas.new_document()
    canvas.drag_from_palette("Input", 310, 30)
    canvas.drag_from_palette("Dense", 310, 150)
    canvas.write("units", "16")
    canvas.drag_from_palette("Dense", 310, 260)
    canvas.write("name", "scores")
    canvas.drag_from_palette("Output", 310, 390)
    canvas.wire("input, Input", "dense, Dense")
    canvas.wire("dense, Dense", "scores, Dense")
    canvas.wire("scores, Dense", "output, Output")
    canvas.select_all_of("dense, Dense", "scores, Dense")
    canvas.menu("dense, Dense", "Make a nested model")
    command(page, "Show parameters as heat")
    expect(canvas.node("block, block")).to_contain_text("· 100%")
    canvas.enter("block, block")
    expect(canvas.node("dense, Dense")).to_contain_text(re.compile(r"144 · \d+%"))
    canvas.leave()
    expect(canvas.node("block, block")).to_contain_text("· 100%")


def test_C66_the_bar_says_all_of_it_and_leads_to_the_dearest(canvas: Canvas, page: Page) -> None:
    canvas.begin("MNIST, fully connected")
    expect(bar(page)).to_have_text(re.compile("^55,050 parameters · 110 kFLOPs · "))
    bar(page).click()
    table = page.get_by_role("dialog", name="What the model costs")
    expect(table).to_contain_text("Operations for a row110 kFLOPs")
    expect(table).to_contain_text(re.compile(r"not trained0.*Weights220 kB"))
    assert violations(page) == []
    most = table.get_by_role("region", name="Operations").get_by_role("listitem")
    expect(most).to_have_count(3)
    name = most.first.locator("span").first.inner_text()
    most.first.get_by_role("button").click()
    expect(page.get_by_role("region", name="Inspector").get_by_role("heading", name=name)).to_be_visible()


@pytest.mark.parametrize("language", ["en-US", "zh-CN", "zh-TW", "ko-KR"])
def test_C66_at_1280_the_bar_is_whole_in_every_language(
    browser: Browser, server: RunningServer, language: str
) -> None:
    project = server.post("/projects", {"document": server.template("question_answering")}).json()["id"]
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale=language)
    page = context.new_page()
    page.goto(server.new_link())
    page.goto(f"{server.url}/#/p/{project}")
    try:
        expect(bar(page)).to_be_visible()
        # The menus come after the page: until then something of their size stands in their places.
        expect(page.get_by_role("banner").locator("[aria-haspopup='menu']")).to_have_count(3)
        wait_for_fonts(page)
        for part in page.get_by_role("banner").locator("> *").all():
            box = part.bounding_box()
            assert box is None or (box["x"] + box["width"] <= 1280 and box["height"] <= 40)
        cut = bar(page).evaluate("node => node.scrollWidth > node.clientWidth")
        assert not cut
    finally:
        context.close()


def test_C67_a_command_shows_a_cost_and_the_same_again_hides_it(canvas: Canvas, page: Page) -> None:
    canvas.begin("Iris")
    command(page, "Show parameters as heat")
    expect(legend(page)).to_be_visible()
    command(page, "Show activation memory as heat")
    expect(legend(page)).to_have_count(1)
    expect(legend(page).get_by_role("button", name="Activations")).to_have_attribute("aria-pressed", "true")
    command(page, "Show activation memory as heat")
    expect(legend(page)).to_have_count(0)
    expect(page.locator(".react-flow__node").filter(has_text="%")).to_have_count(0)

    command(page, "Show FLOPs as heat")
    legend(page).get_by_role("button", name="Hide the costs").click()
    expect(legend(page)).to_have_count(0)


def test_C68_an_output_has_its_loss_and_is_set_where_it_stands(
    canvas: Canvas, page: Page, server: RunningServer
) -> None:
    canvas.begin("Model as a layer")
    output = page.locator(".react-flow__node").last
    expect(output).to_contain_text(re.compile("SparseCategoricalCrossentropy.*accuracy"))
    expect(output).to_contain_text("Output ←")
    output.click(position={"x": 60, "y": 10})
    canvas.write("weight of this loss", "0.5")
    expect(output).to_contain_text("· ×0.5 · accuracy")
    canvas.choose("Target", "a field of its own")
    expect(output).not_to_contain_text("←")
    assert '"weight": 0.5' in str(saved(page, server)).replace("'", '"')

    first = page.locator(".react-flow__node").first
    expect(first).to_contain_text(re.compile(r"← \w+\.\w+ · [\d,]+ rows"))
    first.click(position={"x": 60, "y": 10})
    canvas.choose("Data", "a field of its own")
    expect(first).not_to_contain_text("←")


def test_C69_wires_tell_rank_and_dtype_and_the_legend_says_how(canvas: Canvas, page: Page) -> None:
    canvas.begin("Question answering")
    wires = page.locator(".react-flow__edge > g")
    expect(wires.first).to_have_attribute("data-dtype", "int")
    kinds = [(wire.get_attribute("data-dtype"), wire.get_attribute("data-rank")) for wire in wires.all()]
    assert {("int", "1"), ("float", "2"), ("float", "1")} == set(kinds)
    strokes = {
        rank: page.locator(f"[data-rank='{rank}'] > path").first.evaluate(
            "node => getComputedStyle(node).strokeWidth"
        )
        for rank in ("1", "2")
    }
    assert strokes == {"1": "1.6px", "2": "2.2px"}

    page.get_by_role("button", name="What the wires say").click()
    expect(page.get_by_role("dialog", name="What the wires say")).to_contain_text("a sequence or a table")
    assert violations(page) == []


def test_C70_the_calls_of_a_shared_layer_light_up_together(canvas: Canvas, page: Page) -> None:
    canvas.begin("Twin digits")
    calls = [
        canvas.node(name).locator("> div").first
        for name in ("stroke, Conv2D, call 0", "stroke, Conv2D, call 1")
    ]
    canvas.node("stroke, Conv2D, call 1").hover(position={"x": 60, "y": 10})
    for call in calls:
        # The colour of their family, on the one under the pointer too.
        expect(call).to_have_css("border-color", "rgb(15, 127, 134)")
    expect(page.locator(".react-flow__viewport-portal polyline")).to_have_count(1)
    page.mouse.move(5, 5)
    for call in calls:
        expect(call).not_to_have_css("border-color", "rgb(15, 127, 134)")
