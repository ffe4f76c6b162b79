import { sameJson } from "../document/equal";
import { changeKeys, commandsFor, type KeyText, keysOf } from "./keymap";
import { type CommandId, commandOf } from "./registry";

/** Whether a command may have a key: the browser or the page may need it, or another command may have it. */
export type KeyAvailability = "free" | "browser" | "page" | "typing" | { takenBy: CommandId };

/** Keys that no browser leaves to a page. */
const BROWSER: ReadonlySet<KeyText> = new Set([
  ...["N", "T", "W", "Q", "Tab", "PageUp", "PageDown"].flatMap((key) => [`Mod+${key}`, `Mod+Shift+${key}`]),
  "Alt+F4",
  "F11",
  "F12",
]);

/** Keys that mean something wherever they are pressed: moving along, walking, nudging, pulling the canvas. */
const PAGE = /^(Shift\+)?(Tab|Space|Arrow\w+)$|^Alt\+Arrow\w+$/;

export function keyAvailability(key: KeyText, id: CommandId): KeyAvailability {
  if (BROWSER.has(key)) return "browser";
  const others = commandsFor(key).filter((other) => other !== id);
  if (others.some((other) => commandOf(other).fixed)) return "browser";
  if (PAGE.test(key) && !commandOf(id).keys.includes(key)) return "page";
  if (commandOf(id).scope === "everywhere" && !/^(Mod|Alt|Ctrl|Meta)\+|^(Shift\+)?F\d+$/.test(key))
    return "typing";
  // Two commands may share a key from the start: they share it on purpose.
  const taken = others.find((other) => !(sharesFromStart(other, key) && sharesFromStart(id, key)));
  return taken === undefined ? "free" : { takenBy: taken };
}

function sharesFromStart(id: CommandId, key: KeyText): boolean {
  return commandOf(id).keys.includes(key);
}

/** Gives a command a key, in the place of another of its keys or beside them, and takes it from who had it. */
export function assignKey(id: CommandId, key: KeyText, instead: KeyText | null): void {
  const verdict = keyAvailability(key, id);
  if (typeof verdict === "object") removeKey(verdict.takenBy, key);
  const before = keysOf(id);
  const index = instead === null ? before.length : before.indexOf(instead);
  storeKeys(id, [
    ...before.slice(0, index),
    key,
    ...before.slice(index + 1).filter((other) => other !== key),
  ]);
}

export function removeKey(id: CommandId, key: KeyText): void {
  storeKeys(
    id,
    keysOf(id).filter((other) => other !== key),
  );
}

function storeKeys(id: CommandId, keys: readonly KeyText[]): void {
  const once = [...new Set(keys)];
  changeKeys(id, sameJson(once, [...commandOf(id).keys]) ? null : once);
}
