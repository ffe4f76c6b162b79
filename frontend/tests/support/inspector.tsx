import { cleanup, render, waitFor } from "@testing-library/react";
import { act } from "react";
import type { Document } from "../../src/document/types";
import { Inspector } from "../../src/panels/inspector/Inspector";
import { useDocument } from "../../src/state/document";
import { select } from "../../src/state/view";

/** The inspector beside a selected node. */
export function showInspector(document: Document, id: string): HTMLElement {
  act(() => {
    useDocument.getState().open(document);
    select([id]);
  });
  return render(<Inspector />).container;
}

/** The forms come when a node is first selected: after this they are there, however long they take to come. */
export async function loadInspector(): Promise<void> {
  await import("../../src/panels/inspector/SelectedInspector");
  const document: Document = {
    format: 2,
    graph: { nodes: [{ kind: "output", id: "n1", name: "answer" }], edges: [] },
  };
  const shown = showInspector(document, "n1");
  await waitFor(() => {
    if (shown.querySelector("form") === null) throw new Error("The form has not come.");
  });
  cleanup();
}
