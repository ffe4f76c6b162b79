import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef, useState } from "react";
import { create } from "zustand";

/** From this many nodes on, a graph has another drawing for far away. */
export const CROWD = 600;
/** Two zooms, so that resting at the border does not flicker between the two drawings. */
const LEAVES_BELOW = 0.3;
const COMES_ABOVE = 0.36;
/** A canvas of so many pixels has these borders; a larger one shows more nodes at the same zoom. */
const PIXELS = 550_000;
/** Above this names can be read. */
const MOST = 1.35;

/** The canvas is about to go far away in one jump. */
const useLeaving = create<{ leaving: boolean }>(() => ({ leaving: false }));

/** Jumps to where a crowd of nodes would be seen at once: they leave the page before, so that none comes only to go. */
export function leaveFor(jump: () => Promise<unknown>): void {
  useLeaving.setState({ leaving: true });
  requestAnimationFrame(() =>
    requestAnimationFrame(() => void jump().finally(() => useLeaving.setState({ leaving: false }))),
  );
}

/** Below which zoom a canvas of some size shows the drawing for far away. */
export function border({ width, height }: { width: number; height: number }, isFar: boolean): number {
  const larger = Math.min(Math.max(Math.sqrt((width * height) / PIXELS), 1), MOST);
  return larger * (isFar ? COMES_ABOVE : LEAVES_BELOW);
}

/** Whether a crowd of nodes is so far away that it is drawn as one picture; `onFar` runs before anything is drawn so. */
export function useFar(crowded: boolean, onFar: () => void): boolean {
  const store = useStoreApi();
  const leaving = useLeaving((state) => state.leaving);
  const [far, setFar] = useState(false);
  const was = useRef(false);
  const told = useRef(onFar);
  told.current = onFar;
  useEffect(() => {
    const look = () => {
      const now = store.getState();
      const before = was.current;
      was.current = now.transform[2] < border(now, before);
      if (was.current && !before) told.current();
      setFar(was.current);
    };
    look();
    return store.subscribe((now, then) => {
      if (now.transform[2] !== then.transform[2] || now.width !== then.width) look();
    });
  }, [store]);
  return crowded && (far || leaving);
}
