import { Suspense, useEffect, useState } from "react";
import type { Edge, Position } from "../../document/types";
import { useDocument } from "../../state/document";
import { lazyPart } from "../../ui/lazyPart";
import { useNoteCommands } from "../notes/useNoteCommands";
import { useAlignCommands } from "./useAlignCommands";
import { useCancelGesture } from "./useCancelGesture";
import { useClipboard } from "./useClipboard";
import { useConnectCommand } from "./useConnectCommand";
import { type EdgeInsertion, useInsertIntoEdge } from "./useInsertIntoEdge";
import { usePointerPosition } from "./usePointerPosition";

/** The dialog that connects without a pointer. Few need it, so it loads on demand. */
const ConnectDialog = lazyPart(
  async () => (await import("../edges/ConnectDialog")).ConnectDialog,
  "gestures",
);

interface DeferredGesturesProps {
  /** Opens the search at a point of the screen, for a node to insert into an edge. */
  openAt: (point: Position, into: Edge) => void;
  onEdgeInsertion: (splicing: EdgeInsertion | null) => void;
}

/** Gestures that nobody can make before the canvas is shown. Loaded after it. */
export function DeferredGestures({ openAt, onEdgeInsertion }: DeferredGesturesProps) {
  const pointer = usePointerPosition();
  const edgeInsertion = useInsertIntoEdge(openAt);
  const [connectFrom, setConnectFrom] = useState<string | null>(null);
  const opened = useDocument((state) => state.opened);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the node to connect is one of the document before.
  useEffect(() => setConnectFrom(null), [opened]);
  useClipboard(pointer);
  useNoteCommands(pointer);
  useAlignCommands();
  useConnectCommand(setConnectFrom);
  useCancelGesture();
  useEffect(() => {
    onEdgeInsertion(edgeInsertion);
    return () => onEdgeInsertion(null);
  }, [edgeInsertion, onEdgeInsertion]);
  return (
    <Suspense fallback={null}>
      {connectFrom !== null && <ConnectDialog source={connectFrom} onClose={() => setConnectFrom(null)} />}
    </Suspense>
  );
}
