import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type RefObject, useEffect, useRef } from "react";
import type { Position } from "../../document/types";

/** The pointer's position in canvas units; `null` while it is not over the canvas. */
export function usePointerPosition(): RefObject<() => Position | null> {
  const flow = useReactFlow();
  const store = useStoreApi();
  const position = useRef<() => Position | null>(() => null);
  useEffect(() => {
    const { domNode } = store.getState();
    let last: Position | null = null;
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      last = { x: clientX, y: clientY };
    };
    const onLeave = () => {
      last = null;
    };
    position.current = () => (last === null ? null : flow.screenToFlowPosition(last));
    domNode?.addEventListener("pointermove", onMove);
    domNode?.addEventListener("pointerleave", onLeave);
    return () => {
      domNode?.removeEventListener("pointermove", onMove);
      domNode?.removeEventListener("pointerleave", onLeave);
    };
  }, [flow, store]);
  return position;
}
