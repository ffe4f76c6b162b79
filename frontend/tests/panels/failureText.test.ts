import { afterAll, beforeAll, expect, test } from "vitest";
import { changeLanguage, LANGUAGES, loadNamespaces } from "../../src/i18n/languages";
import { failureText } from "../../src/panels/run/failureText";

beforeAll(() => loadNamespaces("failures"));
afterAll(() => changeLanguage("en"));

const WHERE = { node: "Add both", shapes: "(32, 5), (32, 7)", reason: "Incompatible shapes" };
const FAILURES = [
  { code: "keras_stopped", values: WHERE },
  { code: "keras_stopped", values: { ...WHERE, shapes: null } },
  { code: "keras_stopped", values: { ...WHERE, shapes: null, node: null } },
  { code: "training.values", values: { rule: "index", node: "Embedding e", got: "77", last: 9 } },
  { code: "training.values", values: { rule: "vocabulary", node: "StringLookup s", got: "pink" } },
  { code: "training.values", values: { rule: "label", node: "y", got: "5", last: 2 } },
  { code: "training.values", values: { rule: "negative", node: "CategoryEncoding c", got: "-1" } },
  { code: "training.values", values: {} },
];

test.each(LANGUAGES.filter((language) => language !== "en"))(
  "[T131] in %s a run that Keras ended says where and why",
  async (language) => {
    await changeLanguage(language);
    await loadNamespaces("failures");
    for (const { code, values } of FAILURES) {
      const words = failureText({ code, message: "As the server says.", values });
      expect(words).toMatch(language === "ko" ? /\p{Script=Hangul}/u : /\p{Script=Han}/u);
      expect(words).not.toMatch(/\{\{|undefined|null/);
      for (const [name, value] of Object.entries(values)) {
        if (name !== "rule" && value !== null) expect(words).toContain(String(value));
      }
    }
  },
);

test("[T131] a value of a rule that the page does not know keeps the server's sentence", async () => {
  await changeLanguage("ko");
  const values = { rule: "new", node: "x" };
  expect(failureText({ code: "training.values", message: "As the server says.", values })).toBe(
    "As the server says.",
  );
});
