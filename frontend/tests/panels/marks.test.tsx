import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DiffBadge } from "../../src/canvas/nodes/DiffBadge";
import { DiffLegend } from "../../src/canvas/overlays/DiffLegend";
import type { Document } from "../../src/document/types";
import { loadNamespaces } from "../../src/i18n/languages";
import { DocumentDiff } from "../../src/panels/runs/DocumentDiff";
import { CURRENT_DOCUMENT, markDifferences, useDiffMarks } from "../../src/state/difference";
import { useDocument } from "../../src/state/document";
import { useProject } from "../../src/state/project";

const DOCUMENT: Document = {
  format: 2,
  name: "Digits",
  graph: {
    nodes: [
      { kind: "input", id: "n1", name: "x", shape: [4] },
      { kind: "layer", id: "n2", name: "hidden", layer: "Dense", config: { units: 8 } },
      { kind: "layer", id: "n3", name: "scores", layer: "Dense", config: { units: 3 } },
    ],
    edges: [
      { source: "n1", target: "n2" },
      { source: "n2", target: "n3" },
    ],
  },
};

/** The canvas as far as it matters here: two cards and the legend. */
function Cards() {
  const compared = useDiffMarks((state) => state.compared);
  return (
    <>
      <div data-testid="n2">
        <DiffBadge node="n2" />
      </div>
      <div data-testid="n3">
        <DiffBadge node="n3" />
      </div>
      {compared !== null && <DiffLegend compared={compared} />}
    </>
  );
}

const setUnits = (node: string, value: number) =>
  act(() => useDocument.getState().edit([{ type: "set_config", node, field: "units", value }]));
const marked = () =>
  screen
    .queryAllByRole("img")
    .map((mark) => `${mark.parentElement?.dataset.testid} ${mark.getAttribute("aria-label")}`);
const legend = () => screen.queryByRole("region", { name: "Marks of a comparison" });

/** The view of the differences, opened and left again with the marks switched on. */
async function markAndLeave() {
  const drawn = useDocument.getState().document;
  const view = render(
    <DocumentDiff
      from={{ id: "r1", name: "run 1", document: DOCUMENT }}
      to={{ id: CURRENT_DOCUMENT, name: "the drawing now", document: drawn }}
    />,
  );
  await userEvent.click(await screen.findByLabelText("mark them on the canvas"));
  view.unmount();
}

beforeAll(() => loadNamespaces("compare"));
beforeEach(() => useDocument.getState().open(DOCUMENT));
afterEach(() => markDifferences(null));

describe("[C93] the marks of a comparison", () => {
  it("stay when its view is left, follow what is drawn, and go when they are cleared", async () => {
    render(<Cards />);
    setUnits("n2", 16);
    await markAndLeave();
    await waitFor(() => expect(marked()).toEqual(["n2 changed"]));
    expect(legend()?.textContent).toMatch(/^run 1 → the drawing now.*1 changed$/);
    setUnits("n3", 5);
    await waitFor(() => expect(marked()).toEqual(["n2 changed", "n3 changed"]));
    setUnits("n3", 3);
    setUnits("n2", 8);
    await screen.findByText("No node differs.");
    expect(marked()).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Clear the marks" }));
    expect(legend()).toBeNull();
  });

  it("are on in its view when that is opened again, and off by it too", async () => {
    render(<Cards />);
    setUnits("n2", 16);
    await markAndLeave();
    render(
      <DocumentDiff
        from={{ id: "r1", name: "run 1", document: DOCUMENT }}
        to={{ id: CURRENT_DOCUMENT, name: "the drawing now", document: useDocument.getState().document }}
      />,
    );
    const box = (await screen.findByLabelText("mark them on the canvas")) as HTMLInputElement;
    expect(box.checked).toBe(true);
    await userEvent.click(box);
    expect([box.checked, marked(), legend()]).toEqual([false, [], null]);
  });

  it("of another comparison take their place", async () => {
    render(<Cards />);
    setUnits("n2", 16);
    await markAndLeave();
    render(
      <DocumentDiff
        from={{ id: "r2", name: "run 2", document: useDocument.getState().document }}
        to={{ id: "r1", name: "run 1", document: DOCUMENT }}
      />,
    );
    const box = (await screen.findByLabelText("mark them on the canvas")) as HTMLInputElement;
    expect(box.checked).toBe(false);
    await userEvent.click(box);
    await waitFor(() => expect(legend()?.textContent).toMatch(/^run 2 → run 1/));
  });

  it("go with the document", async () => {
    render(<Cards />);
    setUnits("n2", 16);
    await markAndLeave();
    act(() => useProject.setState({ id: "another" }));
    expect([marked(), legend()]).toEqual([[], null]);
    useProject.setState({ id: null });
  });
});
