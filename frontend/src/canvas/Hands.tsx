import { useClipboard } from "./useClipboard";

/** The gestures that nobody can make before the canvas is there: they come after it. */
export function Hands() {
  useClipboard();
  return null;
}
