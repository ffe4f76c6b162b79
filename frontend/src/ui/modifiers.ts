type Pressed = Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey">;

/** Whether a key belongs to a command (Ctrl-Enter, Cmd-Enter), and not to the field that has the focus. */
export function hasModifier({ ctrlKey, metaKey, altKey }: Pressed): boolean {
  return ctrlKey || metaKey || altKey;
}
