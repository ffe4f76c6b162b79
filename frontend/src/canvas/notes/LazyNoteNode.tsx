import type { NodeProps } from "@xyflow/react";
import { Suspense } from "react";
import { lazyPart } from "../../ui/lazyPart";
import type { FlowNote } from "./flowNotes";

export const NoteNode = lazyPart(async () => (await import("./NoteNode")).NoteNode, "gestures");

/** The React Flow node of a note. Most graphs have none, so it loads with the first, or with the commands of notes. */
export function LazyNoteNode(props: NodeProps<FlowNote>) {
  return (
    <Suspense fallback={null}>
      <NoteNode {...props} />
    </Suspense>
  );
}
