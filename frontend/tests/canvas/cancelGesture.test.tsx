import { render } from "@testing-library/react";
import { ReactFlowProvider, useStoreApi } from "@xyflow/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { useCancelGesture } from "../../src/canvas/gestures/useCancelGesture";
import { listenForKeys } from "../../src/commands/keyListener";
import { pickAddition, usePickedAddition } from "../../src/state/palette";
import { startEdge, usePendingEdge } from "../../src/state/pendingEdge";
import { showToast, useToast } from "../../src/state/toast";

type Flow = ReturnType<typeof useStoreApi>;
let flow: Flow;
let stopListening: () => void;

function Hands() {
  flow = useStoreApi();
  useCancelGesture();
  return null;
}

/** Presses Escape; gives back whether something was done with it. */
const pressEscape = () =>
  !document.body.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }),
  );

beforeEach(() => {
  stopListening = listenForKeys();
  render(
    <ReactFlowProvider>
      <Hands />
    </ReactFlowProvider>,
  );
});
afterEach(() => {
  stopListening();
  pickAddition(null);
});

test("[C92] Escape lets go of a wire that a tap on a ring has started", () => {
  flow.setState({ connectionClickStartHandle: { nodeId: "n1", type: "source", id: "out|0" } });
  startEdge({ source: "n1", sourceOutput: 0 });
  expect(pressEscape()).toBe(true);
  expect(flow.getState().connectionClickStartHandle).toBeNull();
  expect(usePendingEdge.getState().fromOutput).toBeNull();
  expect(pressEscape()).toBe(false);
});

test("[C92] Escape lets go of what a tap took from the palette", () => {
  pickAddition({ kind: "layer", layer: "Dense" });
  showToast({ key: "palette.picked", values: { name: "Dense" } });
  expect(pressEscape()).toBe(true);
  expect(usePickedAddition.getState().picked).toBeNull();
  expect(useToast.getState().toast).toBeNull();
});
