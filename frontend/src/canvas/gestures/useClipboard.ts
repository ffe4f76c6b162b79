import { type RefObject, useEffect } from "react";
import { paste, pasteFromClipboard, selectionAsText } from "../../actions/clipboard";
import { removeSelected } from "../../actions/graphActions";
import { registerHandlers } from "../../commands/handlers";
import { isInFieldOrOverlay } from "../../commands/keyScope";
import type { Position } from "../../document/types";

/** How long a browser takes to tell of a paste after its key was pressed. */
const PASTE_EVENT_MS = 150;

/** What the browser's own keys of the clipboard do on the canvas. `pointer` is where the pointer is over it. */
export function useClipboard(pointer: RefObject<() => Position | null>): void {
  useEffect(() => {
    /** The key that keeps the incoming wires was pressed: what comes next is pasted so. */
    let linked: ReturnType<typeof setTimeout> | undefined;

    const onCopy = (event: ClipboardEvent) => {
      const selectedText = window.getSelection()?.toString();
      if (isInFieldOrOverlay(event.target) || selectedText) return;
      const text = selectionAsText();
      if (text === "") return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      if (event.type === "cut") removeSelected();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isInFieldOrOverlay(event.target)) return;
      const pasting = { at: pointer.current(), linked: linked !== undefined };
      clearTimeout(linked);
      linked = undefined;
      if (paste(event.clipboardData?.getData("text/plain") ?? "", pasting)) event.preventDefault();
    };
    // Most browsers paste on this key by themselves and say what, with nothing to be allowed; others are asked.
    const pasteLinked = (pressed?: KeyboardEvent) => {
      const read = () => {
        linked = undefined;
        void pasteFromClipboard({ at: pointer.current(), linked: true });
      };
      clearTimeout(linked);
      linked = setTimeout(read, pressed === undefined ? 0 : PASTE_EVENT_MS);
      return pressed === undefined;
    };
    const unregister = registerHandlers({ "edit.pasteLinked": { run: pasteLinked } });
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      clearTimeout(linked);
      unregister();
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [pointer]);
}
