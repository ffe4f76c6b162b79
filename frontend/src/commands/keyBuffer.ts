import { keyText } from "./keymap";
import { isTextField } from "./keyScope";

/** A command's word that a text field is about to have the focus: what is typed until then is kept for it. */
export const FIELD_COMES = Symbol("a text field comes");

const COMING_MS = 3000;

let held: string[] = [];
let forField = false;
let giving = false;
/** The one that is given on right now. */
let pressed: KeyboardEvent | null = null;
let stop: (() => void) | null = null;

/**
 * Keeps every key from now on, for so long at most. What is done with Control or with the pointer, and Escape, ends it:
 * all is dropped.
 */
export function holdKeys(forMs = COMING_MS): void {
  dropKeys();
  const timer = setTimeout(dropKeys, forMs);
  window.addEventListener("keydown", keep, true);
  window.addEventListener("pointerdown", dropKeys, true);
  stop = () => {
    clearTimeout(timer);
    window.removeEventListener("keydown", keep, true);
    window.removeEventListener("pointerdown", dropKeys, true);
    window.removeEventListener("focusin", giveToField);
  };
}

/** Keeps keys, or goes on keeping them, until a text field has the focus; that gets them. */
export function holdKeysForField(): void {
  if (stop === null) holdKeys();
  forField = true;
  window.addEventListener("focusin", giveToField);
}

/** Whether keys are kept for a field. */
export function isForField(): boolean {
  return forField;
}

/** Gives the keys that were kept to whatever has the focus, in the order in which they were pressed. */
export async function giveKeys(): Promise<void> {
  if (giving) return;
  giving = true;
  for (let key = held.shift(); key !== undefined; key = held.shift()) {
    press(key);
    // What one key does is seen before the next one comes.
    await new Promise((resolve) => setTimeout(resolve));
  }
  giving = false;
  dropKeys();
}

function giveToField({ target }: FocusEvent): void {
  if (isTextField(target)) void giveKeys();
}

function dropKeys(): void {
  held = [];
  forField = false;
  stop?.();
  stop = null;
}

function keep(event: KeyboardEvent): void {
  if (event === pressed || keyText(event) === null) return;
  if (event.key === "Escape" || event.ctrlKey || event.metaKey || event.altKey) {
    dropKeys();
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!event.repeat) held.push(event.key);
}

/** Does what the key would have done there, as far as a page can. */
function press(key: string): void {
  const at = document.activeElement ?? document.body;
  pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  const goesOn = at.dispatchEvent(pressed);
  if (!goesOn || !(at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement)) return;
  const { selectionStart, selectionEnd } = at;
  const [from, to] = [selectionStart ?? at.value.length, selectionEnd ?? at.value.length];
  if ([...key].length === 1) at.setRangeText(key, from, to, "end");
  else if (key === "Backspace") at.setRangeText("", from === to ? Math.max(0, from - 1) : from, to, "end");
  else if (key === "Enter" && at instanceof HTMLTextAreaElement) at.setRangeText("\n", from, to, "end");
  else return;
  at.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
