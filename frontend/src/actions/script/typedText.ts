import { useDocument, whileOpen } from "../../state/document";
import { typeScript } from "./syncScript";

/** After so long without a key, the document has the text. */
const PAUSE_MS = 120;

export interface TypedText {
  /** A key changed the text. */
  changed: () => void;
  /** Gives the document what was typed without waiting for the pause. */
  flush: () => void;
}

/**
 * Gives the open document what is typed in an editor, after a pause. `read` returns the editor's text. What was typed before
 * another document was opened, or before its script was given up, is dropped.
 */
export function typedText(read: () => string): TypedText {
  let waiting: { timer: ReturnType<typeof setTimeout>; isOpen: () => boolean } | null = null;
  const flush = () => {
    if (waiting === null) return;
    const { timer, isOpen } = waiting;
    clearTimeout(timer);
    waiting = null;
    if (isOpen() && useDocument.getState().document.script) typeScript(read());
  };
  const changed = () => {
    if (waiting !== null) clearTimeout(waiting.timer);
    waiting = { timer: setTimeout(flush, PAUSE_MS), isOpen: whileOpen() };
  };
  return { changed, flush };
}
