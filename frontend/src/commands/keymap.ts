import { create } from "zustand";
import { readStored, removeStored, writeStored } from "../state/localStorage";
import { COMMAND_IDS, type CommandId, commandOf } from "./registry";

/**
 * A key is written `Mod+Shift+Z`: `Mod` is Control, or Command on a Mac; then `Alt`, `Shift`, and the name that the
 * browser gives the key. A sign that is typed with Shift, as `?`, is written alone.
 */
export type KeyText = string;

type Changed = Readonly<Partial<Record<CommandId, readonly KeyText[]>>>;

interface KeymapState {
  /** The keys that the person chose, in place of those from the start. */
  changed: Changed;
}

const STORAGE_KEY = "keys";

export const useKeymap = create<KeymapState>(() => ({ changed: storedKeys() }));

/** The keys of a command. */
export function keysOf(id: CommandId, changed: Changed = useKeymap.getState().changed): readonly KeyText[] {
  return changed[id] ?? commandOf(id).keys;
}

/** The commands that have a key: in different places one key may do different things. */
export function commandsFor(key: KeyText, changed: Changed = useKeymap.getState().changed): CommandId[] {
  return COMMAND_IDS.filter((id) => keysOf(id, changed).includes(key));
}

/** Gives a command other keys; `null` gives it back those from the start. */
export function changeKeys(id: CommandId, keys: readonly KeyText[] | null): void {
  useKeymap.setState(({ changed }) => {
    const { [id]: _before, ...others } = changed;
    const next: Changed = keys === null ? others : { ...others, [id]: keys };
    writeStored(STORAGE_KEY, JSON.stringify(next));
    return { changed: next };
  });
}

/** Gives every command back its keys from the start. */
export function resetKeys(): void {
  removeStored(STORAGE_KEY);
  useKeymap.setState({ changed: {} });
}

type Pressed = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");
/** Keys that do nothing by themselves, and those that are part of writing a sign. */
const UNFINISHED: readonly string[] = [
  "Control",
  "Meta",
  "Alt",
  "Shift",
  "AltGraph",
  "CapsLock",
  "Dead",
  "Process",
  "Unidentified",
];

/** The key that was pressed; `null` while only Shift or its like is down. */
export function keyText(event: Pressed, mac: boolean = MAC): KeyText | null {
  if (UNFINISHED.includes(event.key)) return null;
  const key = signOf(event);
  const letter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  const typed = key.length === 1 && !letter && key !== " ";
  const [mod, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  const parts = [
    mod ? "Mod" : "",
    other ? (mac ? "Ctrl" : "Meta") : "",
    event.altKey ? "Alt" : "",
    event.shiftKey && !typed ? "Shift" : "",
    letter ? key.toUpperCase() : key === " " ? "Space" : key,
  ];
  return parts.filter(Boolean).join("+");
}

/** Where another script is typed, and where a Mac writes `¡` for Alt 1, the place of the key says which it is. */
function signOf({ key, code }: Pressed): string {
  const [, sign] = /^(?:Key|Digit)(.)$/.exec(code) ?? [];
  return sign !== undefined && key.length === 1 && key > "~" ? sign : key;
}

const KEY_SYMBOLS: Readonly<Record<string, string>> = {
  Mod: MAC ? "⌘" : "Ctrl",
  Alt: MAC ? "⌥" : "Alt",
  Shift: MAC ? "⇧" : "Shift",
  Ctrl: "⌃",
  Meta: "Win",
  Enter: "⏎",
  Delete: "Del",
  Escape: "Esc",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** A key as it is shown: `Ctrl Shift Z`. */
export function formatKey(key: KeyText): string {
  const plus = key === "+" || key.endsWith("++");
  const parts = plus ? [...key.slice(0, -1).split("+").filter(Boolean), "+"] : key.split("+");
  return parts.map((part) => KEY_SYMBOLS[part] ?? part).join(" ");
}

/** A key in the notation of `aria-keyshortcuts`: `Control+Shift+Z`. */
export function ariaKey(key: KeyText): string {
  return key.replace("Mod", MAC ? "Meta" : "Control").replace("Ctrl", "Control");
}

function storedKeys(): Changed {
  try {
    const read: unknown = JSON.parse(readStored(STORAGE_KEY) ?? "{}");
    if (typeof read !== "object" || read === null) return {};
    const entries = Object.entries(read).filter(
      ([id, keys]) =>
        (COMMAND_IDS as string[]).includes(id) &&
        Array.isArray(keys) &&
        keys.every((key) => typeof key === "string"),
    );
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}

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
