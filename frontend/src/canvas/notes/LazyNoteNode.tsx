import type { NodeProps } from "@xyflow/react";
import { Suspense } from "react";
import { lazyPart } from "../../ui/lazyPart";
import type { FlowNote } from "./flowNotes";

const NoteNode = lazyPart(async () => (await import("./NoteNode")).NoteNode, "hands");

/** A note on the canvas. Most graphs have none: how it is drawn comes with the first. */
export function LazyNoteNode(props: NodeProps<FlowNote>) {
  return (
    <Suspense fallback={null}>
      <NoteNode {...props} />
    </Suspense>
  );
}
