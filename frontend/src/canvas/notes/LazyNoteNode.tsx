import type { NodeProps } from "@xyflow/react";
import { Suspense } from "react";
import { lazyPart } from "../../ui/lazyPart";
import type { FlowNote } from "./flowNotes";

const NoteNode = lazyPart(async () => (await import("./NoteNode")).NoteNode, "hands");

/** The React Flow node of a note. Most graphs have none, so it is loaded with the first. */
export function LazyNoteNode(props: NodeProps<FlowNote>) {
  return (
    <Suspense fallback={null}>
      <NoteNode {...props} />
    </Suspense>
  );
}
