import { useEffect } from "react";
import { copyText } from "../document/clipboard";
import { useDocument } from "../store/document";
import { paste, removeSelected } from "../store/gestures";
import { useView } from "../store/view";
import { isElsewhere } from "./useKeys";

/** What the browser's own keys of the clipboard do on the canvas. */
export function useClipboard(): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const { nodes } = useView.getState();
      const words = window.getSelection()?.toString();
      if (isElsewhere(event.target) || nodes.length === 0 || words) return;
      event.clipboardData?.setData("text/plain", copyText(useDocument.getState().document, new Set(nodes)));
      event.preventDefault();
      if (event.type === "cut") removeSelected();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isElsewhere(event.target)) return;
      if (paste(event.clipboardData?.getData("text/plain") ?? "")) event.preventDefault();
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, []);
}
