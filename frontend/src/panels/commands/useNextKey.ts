import { useEffect } from "react";
import { type KeyText, keyText } from "../../commands/keymap";

/** Calls `onKey` with the next key, before any other listener of the page; `null` for Escape. */
export function useNextKey(waiting: boolean, onKey: (key: KeyText | null) => void): void {
  useEffect(() => {
    if (!waiting) return;
    const onKeyDown = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const key = keyText(event);
      if (key !== null && !event.repeat) onKey(key === "Escape" ? null : key);
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [waiting, onKey]);
}
