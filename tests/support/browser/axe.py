"""axe-core in the page of a test: what it finds there, in words."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[3] / "frontend/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FIND = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.replaceAll("\\n", " ")}`));
}"""
AT_REST = """() => Promise.race([
  Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  new Promise((resolve) => setTimeout(resolve, 2000)),
])"""
"""Nothing on the page takes two seconds; an animation whose element left the page never finishes."""


def violations(page: Page) -> list[str]:
    """What breaks WCAG 2.2 AA on the page as it stands, once nothing on it moves any more."""
    page.evaluate(AXE.read_text("utf-8"))
    page.evaluate(AT_REST)
    found: list[str] = page.evaluate(FIND, RULES)
    if found:
        # What came meanwhile may be on its way still: a colour between two schemes has too little contrast.
        page.wait_for_timeout(1000)
        found = page.evaluate(FIND, RULES)
    return found
