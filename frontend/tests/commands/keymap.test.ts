import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  ariaKey,
  changeKeys,
  commandsFor,
  formatKey,
  keysOf,
  keyText,
  resetKeys,
  useKeymap,
} from "../../src/commands/keymap";
import { assignKey, keyAvailability, removeKey } from "../../src/commands/rebindKey";
import { COMMAND_IDS, commandOf, groupOf } from "../../src/commands/registry";
import { readJson } from "../files";

const KEPT = "layerloom.keys";

beforeEach(() => {
  localStorage.clear();
  resetKeys();
});

function pressed(key: string, held: Partial<Parameters<typeof keyText>[0]> = {}) {
  return { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe("a pressed key as text", () => {
  test.each([
    ["a letter is large", pressed("z", { ctrlKey: true }), "Mod+Z"],
    ["Shift is named with a letter", pressed("Z", { ctrlKey: true, shiftKey: true }), "Mod+Shift+Z"],
    ["and is part of a sign", pressed("?", { shiftKey: true }), "?"],
    ["a plus is a plus", pressed("+", { shiftKey: true }), "+"],
    ["the space bar has a name", pressed(" ", { shiftKey: true }), "Shift+Space"],
    ["named keys keep theirs", pressed("ArrowLeft", { altKey: true, shiftKey: true }), "Alt+Shift+ArrowLeft"],
    ["the key of Windows is another", pressed("k", { metaKey: true }), "Meta+K"],
    ["Hangul is written on the same keys", pressed("ㅊ", { code: "KeyC", shiftKey: true }), "Shift+C"],
    ["Cyrillic too", pressed("я", { code: "KeyZ", ctrlKey: true }), "Mod+Z"],
    ["a sign of the keyboard stays", pressed("é", { code: "Quote" }), "É"],
  ])("%s", (_name, event, text) => {
    expect(keyText(event, false)).toBe(text);
  });

  test.each(["Shift", "Control", "Dead", "Process", "CapsLock"])("%s alone is none", (key) => {
    expect(keyText(pressed(key), false)).toBeNull();
  });

  test("on a Mac, Command is Mod, Control is itself, and Alt 1 is no exclamation mark", () => {
    expect(keyText(pressed("z", { metaKey: true }), true)).toBe("Mod+Z");
    expect(keyText(pressed("z", { ctrlKey: true }), true)).toBe("Ctrl+Z");
    expect(keyText(pressed("¡", { altKey: true, code: "Digit1" }), true)).toBe("Alt+1");
  });

  test("is shown in words, and announced to assistive technology in its own", () => {
    expect(formatKey("Mod+Shift+Z")).toBe("Ctrl Shift Z");
    expect(formatKey("+")).toBe("+");
    expect(formatKey("Mod++")).toBe("Ctrl +");
    expect(formatKey("Alt+ArrowLeft")).toBe("Alt ←");
    expect(ariaKey("Mod+Shift+Z")).toBe("Control+Shift+Z");
  });
});

describe("the keys of commands", () => {
  test("every command has a title", () => {
    const { title } = readJson<{ title: Record<string, Record<string, string>> }>(
      "frontend/src/i18n/en/commands.json",
    );
    const named = Object.entries(title).flatMap(([group, names]) =>
      Object.keys(names).map((name) => `${group}.${name}`),
    );
    expect(named.sort()).toEqual([...COMMAND_IDS].sort());
    expect(new Set(COMMAND_IDS.map(groupOf))).toEqual(new Set(Object.keys(title)));
  });

  test("from the start share one only where they share it on purpose", () => {
    const shared = new Map<string, string[]>();
    for (const id of COMMAND_IDS) {
      for (const key of commandOf(id).keys) shared.set(key, [...(shared.get(key) ?? []), id]);
    }
    const several = Object.fromEntries([...shared].filter(([, ids]) => ids.length > 1));
    expect(several).toEqual({
      Escape: ["edit.letGo", "edit.selectNone", "graph.leave"],
      Enter: ["graph.writeNote", "graph.enter", "graph.settings"],
    });
  });

  test("are what the person chose, are kept, and can be given back", () => {
    changeKeys("edit.duplicate", ["Mod+J"]);
    expect(keysOf("edit.duplicate")).toEqual(["Mod+J"]);
    expect(commandsFor("Mod+J")).toContain("edit.duplicate");
    expect(commandsFor("Mod+D")).toEqual([]);
    expect(JSON.parse(localStorage.getItem(KEPT) ?? "")).toEqual({ "edit.duplicate": ["Mod+J"] });
    changeKeys("edit.duplicate", null);
    expect(keysOf("edit.duplicate")).toEqual(["Mod+D"]);
    expect(useKeymap.getState().changed).toEqual({});
  });

  test.each([
    ["no JSON", "{"],
    ["a list", "[1, 2]"],
    ["null", "null"],
    ["an unknown command", '{"edit.juggle": ["J"]}'],
    ["keys that are none", '{"edit.undo": "Mod+U", "edit.redo": [1]}'],
  ])("kept as %s are those from the start", async (_name, kept) => {
    localStorage.setItem(KEPT, kept);
    vi.resetModules();
    const reloaded = await import("../../src/commands/keymap");
    expect(reloaded.keysOf("edit.undo")).toEqual(["Mod+Z"]);
    expect(reloaded.keysOf("edit.redo")).toEqual(["Mod+Shift+Z", "Mod+Y"]);
  });

  test("what was kept is there the next time", async () => {
    localStorage.setItem(KEPT, '{"edit.undo": ["Mod+U"], "edit.juggle": ["J"]}');
    vi.resetModules();
    const reloaded = await import("../../src/commands/keymap");
    expect(reloaded.useKeymap.getState().changed).toEqual({ "edit.undo": ["Mod+U"] });
  });
});

describe("changing a key", () => {
  test("a free key is had in the place of the old one, or beside it", () => {
    expect(keyAvailability("Mod+U", "edit.redo")).toBe("free");
    assignKey("edit.redo", "Mod+U", "Mod+Y");
    expect(keysOf("edit.redo")).toEqual(["Mod+Shift+Z", "Mod+U"]);
    assignKey("edit.redo", "F9", null);
    expect(keysOf("edit.redo")).toEqual(["Mod+Shift+Z", "Mod+U", "F9"]);
  });

  test("a key of another command is taken from there", () => {
    expect(keyAvailability("Mod+D", "edit.undo")).toEqual({ takenBy: "edit.duplicate" });
    assignKey("edit.undo", "Mod+D", "Mod+Z");
    expect(keysOf("edit.undo")).toEqual(["Mod+D"]);
    expect(keysOf("edit.duplicate")).toEqual([]);
  });

  test("what two share from the start each may have", () => {
    removeKey("graph.leave", "Escape");
    expect(keyAvailability("Escape", "graph.leave")).toBe("free");
    expect(keyAvailability("Escape", "edit.undo")).toEqual({ takenBy: "edit.letGo" });
  });

  test.each([
    ["Mod+W", "browser"],
    ["Mod+C", "browser"],
    ["ArrowDown", "page"],
    ["Alt+ArrowDown", "page"],
    ["Tab", "page"],
  ] as const)("%s stays with the %s", (key, verdict) => {
    expect(keyAvailability(key, "edit.undo")).toBe(verdict);
  });

  test("what is heard in text fields takes no key that writes", () => {
    expect(keyAvailability("M", "train.start")).toBe("typing");
    expect(keyAvailability("F9", "train.start")).toBe("free");
    expect(keyAvailability("M", "edit.undo")).toBe("free");
  });

  test("keys as they were from the start are not kept as changed", () => {
    assignKey("edit.undo", "Mod+U", "Mod+Z");
    assignKey("edit.undo", "Mod+Z", "Mod+U");
    expect(useKeymap.getState().changed).toEqual({});
  });
});
