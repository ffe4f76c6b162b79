import { formatKey, keysOf, useKeymap } from "./keymap";
import type { CommandId } from "./registry";

/** The key of a command as it is shown; `undefined` where it has none. */
export function keyLabel(id: CommandId): string | undefined {
  const [key] = keysOf(id);
  return key === undefined ? undefined : formatKey(key);
}

/** The same, for as long as it is on the page. */
export function useKeyLabel(id: CommandId): string | undefined {
  return useKeymap(({ changed }) => {
    const [key] = keysOf(id, changed);
    return key === undefined ? undefined : formatKey(key);
  });
}
