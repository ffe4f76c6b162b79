import { commandsFor, keyText } from "./keymap";
import { type CommandId, commandOf } from "./list";
import { canRun, runCommand, useProvided } from "./provided";
import { isHeard, isPress } from "./where";

/** Hears the keys of all commands, until what it gives back is called. */
export function listen(): () => void {
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}

function onKey(event: KeyboardEvent): void {
  // While a sign of several keys is being written, keys are parts of it.
  if (event.defaultPrevented || event.isComposing) return;
  const key = keyText(event);
  if (key === null || isPress(key, event.target)) return;
  const heard = commandsFor(key).filter((id) => isOurs(id, event.target));
  if (heard.some((id) => isDone(id, event)) || isSwallowed(key, heard)) event.preventDefault();
}

function isOurs(id: CommandId, target: EventTarget | null): boolean {
  const { scope, fixed } = commandOf(id);
  return fixed !== true && isHeard(scope, target) && useProvided.getState().handlers[id] !== undefined;
}

/** A key that is held does a thing once, but for what repeats; the browser gets none of it. */
function isDone(id: CommandId, event: KeyboardEvent): boolean {
  if (event.repeat && commandOf(id).repeats !== true) return canRun(id);
  return runCommand(id, event);
}

/** Ctrl D with nothing selected must not open the browser's bookmarks. */
function isSwallowed(key: string, heard: readonly CommandId[]): boolean {
  return key.startsWith("Mod+") && heard.some((id) => !canRun(id));
}
