import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { dropScript } from "../../src/actions/script/syncScript";
import { typedText } from "../../src/actions/script/typedText";
import { useDocument } from "../../src/state/document";

beforeEach(() => {
  vi.useFakeTimers();
  useDocument.getState().open({ format: 2, name: "First", script: { text: "a = 1" } });
});
afterEach(() => vi.useRealTimers());

const scriptText = () => useDocument.getState().document.script?.text;

it("[I451] what is typed is in the document after a pause, as the editor has it by then", () => {
  let text = "a = 2";
  const typed = typedText(() => text);
  typed.changed();
  text = "a = 23";
  typed.changed();
  expect(scriptText()).toBe("a = 1");
  vi.runAllTimers();
  expect(scriptText()).toBe("a = 23");
});

it("[I451] what is typed before an undo is what the undo takes back", () => {
  const typed = typedText(() => "a = 2");
  typed.changed();
  typed.flush();
  useDocument.getState().undo();
  vi.runAllTimers();
  expect(scriptText()).toBe("a = 1");
});

it("[I451] what was typed in one document is not written into the next", () => {
  const typed = typedText(() => "a = 2");
  typed.changed();
  useDocument.getState().open({ format: 2, name: "Second", script: { text: "b = 1" } });
  typed.flush();
  vi.runAllTimers();
  expect(scriptText()).toBe("b = 1");
});

it("[I452] a script that was given up does not come back with the last key", () => {
  const typed = typedText(() => "a = 2");
  typed.changed();
  dropScript();
  typed.flush();
  expect(scriptText()).toBeUndefined();
});
