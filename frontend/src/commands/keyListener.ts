import { canRun, runCommand } from "./handlers";
import { commandsFor, keyText } from "./keymap";
import { isInScope, pressesButton } from "./keyScope";
import { type CommandId, commandOf } from "./registry";

/** Listens to the keys of all commands, until the returned function is called. */
export function listenForKeys(): () => void {
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}

function onKey(event: KeyboardEvent): void {
  // While a sign of several keys is being written, keys are parts of it.
  if (event.defaultPrevented || event.isComposing) return;
  const key = keyText(event);
  if (key === null || pressesButton(key, event.target)) return;
  const meant = commandsFor(key).filter((id) => isMeant(id, event.target));
  if (meant.some((id) => isDone(id, event)) || isSwallowed(key, meant)) event.preventDefault();
}

function isMeant(id: CommandId, target: EventTarget | null): boolean {
  const { scope, fixed } = commandOf(id);
  return fixed !== true && isInScope(scope, target);
}

/** A key that auto-repeats runs its command once, except for commands that repeat; the browser gets none of it. */
function isDone(id: CommandId, event: KeyboardEvent): boolean {
  if (event.repeat && commandOf(id).repeats !== true) return canRun(id);
  return runCommand(id, event);
}

/** Ctrl D must not open the browser's bookmarks: not with nothing selected, and not while its handler is being loaded. */
function isSwallowed(key: string, meant: readonly CommandId[]): boolean {
  return key.startsWith("Mod+") && meant.some((id) => !canRun(id));
}
