import { canRun, runCommand, useHandlers } from "./handlers";
import { commandsFor, keyText } from "./keymap";
import { isInScope, isTextField, pressesButton } from "./keyScope";
import { type CommandId, commandOf } from "./registry";

let ready = 0;
/** Ends the wait for a command that has not loaded yet; `null` while there is none. */
let stopWaiting: (() => void) | null = null;

/**
 * Listens to the keys of all commands, until the returned function is called. Handlers may load later: for
 * `comingMs` after the start, a key without a handler waits for one.
 */
export function listenForKeys(comingMs = 0): () => void {
  ready = performance.now() + comingMs;
  window.addEventListener("keydown", onKey);
  return () => {
    stopWaiting?.();
    window.removeEventListener("keydown", onKey);
  };
}

function onKey(event: KeyboardEvent): void {
  // While a sign of several keys is being written, keys are parts of it.
  if (event.defaultPrevented || event.isComposing) return;
  const key = keyText(event);
  if (key === null || pressesButton(key, event.target)) return;
  if (stopWaiting !== null && isTyped(event)) {
    event.preventDefault();
    return;
  }
  stopWaiting?.();
  const meant = commandsFor(key).filter((id) => isMeant(id, event.target));
  const heard = meant.filter((id) => useHandlers.getState().handlers[id] !== undefined);
  if (heard.length === 0 && meant.length > 0 && isOurs(key)) wait(event, meant);
  else if (heard.some((id) => isDone(id, event)) || isSwallowed(key, heard)) event.preventDefault();
}

function isMeant(id: CommandId, target: EventTarget | null): boolean {
  const { scope, fixed } = commandOf(id);
  return fixed !== true && isInScope(scope, target);
}

/**
 * Runs the first of the commands that can run, as soon as one can. Escape, a key with Control, or the end of the time for
 * loading ends the wait; what is typed meanwhile does nothing.
 */
function wait(event: KeyboardEvent, meant: readonly CommandId[]): void {
  const left = ready - performance.now();
  if (left <= 0) return;
  event.preventDefault();
  const stopHearing = useHandlers.subscribe(() => {
    if (!meant.some((id) => runCommand(id, event))) return;
    stopWaiting?.();
  });
  const timer = setTimeout(() => stopWaiting?.(), left);
  stopWaiting = () => {
    stopHearing();
    clearTimeout(timer);
    stopWaiting = null;
  };
}

/** A key that would be typed into the field that the awaited command opens. */
function isTyped({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && key !== "Escape" && !isTextField(target);
}

/** A key that auto-repeats runs its command once, except for commands that repeat; the browser gets none of it. */
function isDone(id: CommandId, event: KeyboardEvent): boolean {
  if (event.repeat && commandOf(id).repeats !== true) return canRun(id);
  return runCommand(id, event);
}

/** Not a key by which a page is walked through: `Ctrl F`, `Shift N`, `1`, but not Tab or Escape. */
function isOurs(key: string): boolean {
  return key.startsWith("Mod+") || key.startsWith("Shift+") || key.length === 1;
}

/** Ctrl D with nothing selected must not open the browser's bookmarks. */
function isSwallowed(key: string, heard: readonly CommandId[]): boolean {
  return key.startsWith("Mod+") && heard.some((id) => !canRun(id));
}
