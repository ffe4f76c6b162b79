import { Suspense, useEffect, useState } from "react";
import type { Edge, Position } from "../../document/types";
import { useDocument } from "../../state/document";
import { later } from "../../ui/lazyPart";
import { useNoting } from "../notes/useNoteCommands";
import { useAligning } from "./useAlignCommands";
import { useLettingGo } from "./useCancelGesture";
import { useClipboard } from "./useClipboard";
import { useConnecting } from "./useConnectCommand";
import { type Splicing, useSplicing } from "./useInsertIntoEdge";
import { usePointer } from "./usePointerPosition";

/** Connecting without a pointer: asked for by few, and then at once. */
const ConnectDialog = later(async () => (await import("../edges/ConnectDialog")).ConnectDialog, "hands");

interface HandsProps {
  /** Opens the search at a point of the screen, for what is let into a wire. */
  openAt: (point: Position, into: Edge) => void;
  onSplicing: (splicing: Splicing | null) => void;
}

/** The gestures that nobody can make before the canvas is there: they come after it. */
export function Hands({ openAt, onSplicing }: HandsProps) {
  const pointer = usePointer();
  const splicing = useSplicing(openAt);
  const [connecting, setConnecting] = useState<string | null>(null);
  const opened = useDocument((state) => state.opened);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the node to connect is one of the document before.
  useEffect(() => setConnecting(null), [opened]);
  useClipboard(pointer);
  useNoting(pointer);
  useAligning();
  useConnecting(setConnecting);
  useLettingGo();
  useEffect(() => {
    onSplicing(splicing);
    return () => onSplicing(null);
  }, [splicing, onSplicing]);
  return (
    <Suspense fallback={null}>
      {connecting !== null && <ConnectDialog source={connecting} onClose={() => setConnecting(null)} />}
    </Suspense>
  );
}
