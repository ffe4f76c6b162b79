import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Handler, registerHandlers } from "../../src/commands/handlers";
import { listenForKeys } from "../../src/commands/keyListener";
import type { CommandId } from "../../src/commands/registry";

let done: string[] = [];
const stops: (() => void)[] = [];

beforeEach(() => {
  done = [];
  document.body.innerHTML = `
    <div class="react-flow"><button id="ring">ring</button><div id="node" tabindex="0"></div></div>
    <input id="field" />
    <button id="button">button</button>
    <div role="dialog"><button id="inside">inside</button></div>
    <div role="menu"><span id="item" tabindex="0"></span></div>`;
  stops.push(listenForKeys());
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function does(id: CommandId, handler: Partial<Handler> = {}): void {
  const run = handler.run ?? (() => undefined);
  stops.push(
    registerHandlers({
      [id]: {
        ...handler,
        run: (pressed?: KeyboardEvent) => {
          done.push(id);
          return run(pressed);
        },
      },
    }),
  );
}

/** Presses a key somewhere; gives back whether the browser is left to do what it does with it. */
function press(key: string, at: string | null = null, more: KeyboardEventInit = {}): boolean {
  const target = at === null ? document.body : document.getElementById(at);
  return target?.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
  ) as boolean;
}

describe("where a key is heard", () => {
  test.each([
    ["canvas", "edit.delete", "Delete", {}, [null, "node"], ["field", "button", "inside", "item"]],
    ["page", "edit.undo", "z", { ctrlKey: true }, [null, "node", "button"], ["field", "inside", "item"]],
    [
      "everywhere",
      "train.start",
      "Enter",
      { ctrlKey: true },
      [null, "node", "button", "field", "inside", "item"],
      [],
    ],
  ] as const)("%s", (_scope, id, key, held, heard, unheard) => {
    does(id);
    for (const at of heard) expect(press(key, at, held), String(at)).toBe(false);
    expect(done).toHaveLength(heard.length);
    for (const at of unheard) expect(press(key, at, held), at).toBe(true);
    expect(done).toHaveLength(heard.length);
  });

  test("Enter presses the button that has the focus", () => {
    does("graph.settings");
    expect(press("Enter", "ring")).toBe(true);
    expect(press("Enter", "node")).toBe(false);
    expect(done).toEqual(["graph.settings"]);
  });
});

describe("what a key does", () => {
  test("of the commands that share it, the first that has something to do", () => {
    does("edit.selectNone", { can: () => false });
    does("graph.leave");
    press("Escape");
    expect(done).toEqual(["graph.leave"]);
  });

  test("nothing, and the browser does its own, where nothing was there to be done", () => {
    does("graph.add", { run: () => false });
    expect(press("Tab")).toBe(true);
  });

  test("but a key with Ctrl never falls through to the browser's own meaning", () => {
    does("edit.duplicate", { can: () => false });
    expect(press("d", null, { ctrlKey: true })).toBe(false);
    expect(press("o", null, { ctrlKey: true }), "its handler is not there yet").toBe(false);
    expect(press("p", null, { ctrlKey: true }), "no command has it").toBe(true);
    expect(done).toEqual([]);
  });

  test("once, however long it is held, but for what repeats", () => {
    does("train.start");
    does("edit.undo");
    press("Enter", null, { ctrlKey: true });
    expect(press("Enter", null, { ctrlKey: true, repeat: true })).toBe(false);
    press("z", null, { ctrlKey: true });
    press("z", null, { ctrlKey: true, repeat: true });
    expect(done).toEqual(["train.start", "edit.undo", "edit.undo"]);
  });

  test("nothing while a sign is being written, or where somebody else took it", () => {
    does("edit.delete");
    press("Backspace", null, { isComposing: true });
    const takes = (event: Event) => event.preventDefault();
    document.body.addEventListener("keydown", takes);
    press("Delete");
    document.body.removeEventListener("keydown", takes);
    expect(done).toEqual([]);
  });

  test("nothing of the clipboard's, which the browser tells of by itself", () => {
    does("edit.copy");
    expect(press("c", null, { ctrlKey: true })).toBe(true);
    expect(done).toEqual([]);
  });

  test("nothing any more once it is withdrawn", () => {
    does("edit.delete");
    stops.pop()?.();
    expect(press("Delete")).toBe(true);
    expect(done).toEqual([]);
  });
});
