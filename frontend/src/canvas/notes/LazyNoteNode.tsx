import type { NodeProps } from "@xyflow/react";
import { Suspense } from "react";
import { later } from "../../ui/lazyPart";
import type { FlowNote } from "./flowNotes";

const NoteCard = later(async () => (await import("./NoteNode")).NoteCard, "hands");

/** A note on the canvas. Most graphs have none: how it is drawn comes with the first. */
export function LateNote(props: NodeProps<FlowNote>) {
  return (
    <Suspense fallback={null}>
      <NoteCard {...props} />
    </Suspense>
  );
}
