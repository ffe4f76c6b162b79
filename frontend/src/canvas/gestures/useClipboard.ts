import { type RefObject, useEffect } from "react";
import { isKerasCode, paste, pasteFromClipboard, selectionAsText } from "../../actions/clipboard";
import { removeSelected } from "../../actions/graphActions";
import { registerHandlers } from "../../commands/handlers";
import { isInFieldOrOverlay } from "../../commands/keyScope";
import type { Position } from "../../document/types";

/** How long after its key a browser takes to fire the paste event, in milliseconds. */
const PASTE_EVENT_MS = 150;

async function openCode(text: string): Promise<void> {
  const { openPastedCode } = await import("../../actions/imports/importScript");
  await openPastedCode(text);
}

/** Handles copy, cut and paste events on the canvas. `pointer` is the pointer's position on it. */
export function useClipboard(pointer: RefObject<() => Position | null>): void {
  useEffect(() => {
    /** Set after the key of "paste with edges": the next paste keeps the incoming edges. */
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
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const isCode = isKerasCode(text);
      if (isCode) void openCode(text);
      if (isCode || paste(text, pasting)) event.preventDefault();
    };
    // Most browsers fire a paste event on this key, which needs no permission; the clipboard of others is
    // read.
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
