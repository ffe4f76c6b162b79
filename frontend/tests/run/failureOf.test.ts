import type { Failed } from "@schema";
import { afterAll, describe, expect, test } from "vitest";
import { changeLanguage, LANGUAGES } from "../../src/i18n/languages";
import { failureText } from "../../src/i18n/problemText";
import { divergenceOf, failureOf } from "../../src/run/failureOf";

afterAll(() => changeLanguage("en"));

const EVENT = { run: "r", attempt: 1, seq: 9, at: "2026-11-01T10:00:00Z", message: "English.", where: null };
const WHERE = { node: "Add both", shapes: "(32, 5), (32, 7)", reason: "Incompatible shapes" };

/** A failure as logs of earlier versions have it. */
function former(code: string, values: Record<string, unknown>) {
  return failureOf({ ...EVENT, type: "failed", code, values: values as Failed["values"] });
}

const FORMER = [
  former("keras_stopped", WHERE),
  former("keras_stopped", { ...WHERE, shapes: null }),
  former("keras_stopped", { ...WHERE, shapes: null, node: null }),
  former("training.values", { rule: "index", node: "Embedding e", got: "77", last: 9 }),
  former("training.values", { rule: "vocabulary", node: "StringLookup s", got: "pink" }),
  former("training.values", { rule: "label", node: "y", got: "5", last: 2 }),
  former("training.values", { rule: "negative", node: "CategoryEncoding c", got: "-1" }),
  former("worker_killed", {}),
  former("worker_killed", { signal: 9 }),
  former("worker_ended", { exit_code: 3 }),
  former("not_started", { reason: "No such file" }),
  former("out_of_memory", { batch_size: 32 }),
  former("out_of_memory", { signal: 9 }),
  former("disk.full", {}),
  former("files", { file: null, reason: "No such file" }),
  former("internal", { kind: "KeyError" }),
  divergenceOf({ ...EVENT, type: "diverged", epoch: 1, origin: "loss", masked_by_relu: false }),
  divergenceOf({ ...EVENT, type: "diverged", epoch: 1, origin: null, masked_by_relu: true }),
];

describe.each(LANGUAGES.filter((language) => language !== "en"))("[T131] in %s", (language) => {
  test("what logs of earlier versions say of a failure has a sentence, with its values", async () => {
    await changeLanguage(language);
    for (const failure of FORMER) {
      const words = failureText(failure, "English.");
      expect(words, failure.code).toMatch(language === "ko" ? /\p{Script=Hangul}/u : /\p{Script=Han}/u);
      expect(words).not.toMatch(/\{|undefined|null|\[object/);
      if (failure.code === "keras_stopped") expect(words).toContain(WHERE.reason);
      if ("got" in failure.params) expect(words).toContain(failure.params.got);
    }
  });

  test("the step of a node that Keras stopped at is said too", async () => {
    await changeLanguage(language);
    const node = { phrase: "step.loss", node: { phrase: "node.output", name: "y" } };
    const failure = { code: "keras_stopped", variant: "node", params: { node, reason: "no" } };
    expect(failureText(failure, "English.")).not.toMatch(/the loss|output|English/);
  });

  test("a failure that the page does not know keeps the server's sentence", async () => {
    await changeLanguage(language);
    expect(failureText(former("training.values", { rule: "new", node: "x" }), "English.")).toBe("English.");
    expect(failureText(former("of.tomorrow", {}), "English.")).toBe("English.");
  });
});

test("English keeps the server's sentence", async () => {
  await changeLanguage("en");
  expect(failureText(former("of.tomorrow", {}), "English.")).toBe("English.");
});
