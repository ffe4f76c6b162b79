import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect } from "react";

/** Where a key leads among so many buttons; `null` for any other key. */
function nextIndex(key: string, at: number, count: number): number | null {
  if (key === "ArrowDown") return Math.min(at + 1, count - 1);
  if (key === "ArrowUp") return Math.max(at - 1, 0);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

function buttonsIn(container: HTMLElement): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>("[data-stop]")];
}

/**
 * Makes a list of buttons one stop of the Tab key; arrows, Home and End move among them. The buttons have `data-stop` and
 * a `tabIndex` of -1; the one that had the focus last gets 0 here, as in the toolbars of WAI-ARIA.
 */
export function useOneTabStop(container: RefObject<HTMLElement | null>) {
  // After each render: what was the stop may be gone.
  useEffect(() => {
    const buttons = container.current === null ? [] : buttonsIn(container.current);
    const [first] = buttons;
    if (first !== undefined && !buttons.some(({ tabIndex }) => tabIndex === 0)) first.tabIndex = 0;
  });
  return {
    onFocus: ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
      if (!target.matches("[data-stop]")) return;
      for (const button of buttonsIn(currentTarget)) button.tabIndex = button === target ? 0 : -1;
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const buttons = buttonsIn(event.currentTarget);
      const at = buttons.indexOf(event.target as HTMLElement);
      const next = at < 0 ? null : nextIndex(event.key, at, buttons.length);
      if (next === null) return;
      event.preventDefault();
      buttons[next]?.focus();
    },
  };
}
