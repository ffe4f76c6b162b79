import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Code, Fix, Problem } from "@schema";
import { afterAll, describe, expect, test } from "vitest";
import { changeLanguage, LANGUAGES } from "../src/i18n/languages";
import { fetchMessages, message, ownSentence, ownTitle } from "../src/i18n/messages";
import { fixTitle, problemText } from "../src/i18n/problemText";
import { REPOSITORY, readJson } from "./files";

interface Case {
  problems: Problem[];
}

const golden = readdirSync(join(REPOSITORY, "tests/cases/invalid")).flatMap((file) =>
  readJson<Case>("tests/cases/invalid", file).problems.map((problem) => ({ file, problem })),
);

function problemOf(code: Code, variant: string, params: Problem["params"]): Problem {
  const rest = { severity: "error", where: {}, expected: null, received: null, fixes: [] } as const;
  return { ...rest, code, variant, params, message: "As the server says." } as unknown as Problem;
}

afterAll(() => changeLanguage("en"));

test("English keeps the server's sentence", async () => {
  await changeLanguage("en");
  for (const { problem } of golden) expect(problemText(problem)).toBe(problem.message);
});

test("the page and the server make the same English of a problem and of a fix", async () => {
  await changeLanguage("en");
  await fetchMessages("en");
  for (const { file, problem } of golden) {
    expect(problemText(problem), file).toBe(problem.message);
    expect(ownSentence(problem), file).toBe(problem.message);
    for (const fix of problem.fixes ?? []) expect(ownTitle(fix)).toBe(fix.title);
  }
});

test.each([
  [64, "above 64"],
  [0.1 + 0.2, "above 0.3"],
  [0.00001, "above 1e-05"],
  [2 ** 60, "above 1.15292150461e+18"],
  [1e21, "above 1e+21"],
])("the number %d as Python writes it", async (bound, words) => {
  await changeLanguage("en");
  await fetchMessages("en");
  expect(message("phrases", "bounds.above", { bound })).toBe(words);
});

describe.each(LANGUAGES.filter((language) => language !== "en"))("in %s", (language) => {
  test("the golden problems have sentences of their own, and none is left half said", async () => {
    await changeLanguage(language);
    for (const { file, problem } of golden) {
      const sentence = ownSentence(problem);
      expect(sentence, file).toMatch(language === "ko" ? /\p{Script=Hangul}/u : /\p{Script=Han}/u);
      expect(sentence).not.toMatch(/\{\{|\bundefined\b|\bnull\b|\[object|\bthe call of\b/);
    }
  });

  test("their fixes have titles of their own, with no English left but names", async () => {
    await changeLanguage(language);
    for (const fix of golden.flatMap(({ problem }) => problem.fixes ?? [])) {
      const title = ownTitle(fix);
      expect(title, fix.title).toMatch(language === "ko" ? /\p{Script=Hangul}/u : /\p{Script=Han}/u);
      expect(title).not.toMatch(
        /\{\{|\bundefined\b|\bnull\b|\[object|\b(the|it|to|a|of|input|output|call)\b/,
      );
    }
  });

  test("a fix that the page does not know keeps the server's title", async () => {
    await changeLanguage(language);
    const fix = { kind: "new", title: "As the server says", params: {}, edits: [] };
    expect(fixTitle(fix as unknown as Fix)).toBe("As the server says");
  });

  test("a variant that the page does not know leaves the server's sentence", async () => {
    await changeLanguage(language);
    expect(problemText(problemOf("shape.mismatch", "new", {}))).toBe("As the server says.");
  });

  test("a param that is not there leaves the server's sentence", async () => {
    await changeLanguage(language);
    expect(problemText(problemOf("edge.bad_port", "no_input", {}))).toBe("As the server says.");
  });
});

test.each([
  ["units-zero.json", "zh-CN", "Dense hidden 的 units 必须是不小于 1 的整数；现在是 0。"],
  [
    "concatenate-axes.json",
    "zh-CN",
    "Concatenate merged 沿最后一轴拼接，其余各轴必须等长。在轴 1 上，一个输入长 4，另一个长 5：(4, 1) 和 (5, 1)。",
  ],
  [
    "application-argument.json",
    "zh-CN",
    "MobileNet base 的 dropout 必须是不小于 0 且不大于 1 的数；现在是 2.5。",
  ],
  [
    "application-argument.json",
    "ko",
    "MobileNet base의 dropout: 필요한 값은 0 이상, 1 이하의 수입니다. 지금은 2.5입니다.",
  ],
  ["data-dtype.json", "zh-TW", "輸出 species 的目標接受整數；欄位 features 是 float32 的帶小數的數。"],
  [
    "operation-without-rows.json",
    "ko",
    "출력 out: 첫 축이 배치가 아닌 수 하나를 냅니다. 모델은 들어오는 행마다 한 행을 냅니다.",
  ],
  ["missing-input.json", "zh-TW", "Dense hidden 需要一個張量：還沒有連線接到它。"],
  ["unknown-layer.json", "ko", "Danse: 여기에 없는 이름입니다. Dense을(를) 쓰려 하셨나요?"],
] as const)("%s in %s", async (file, language, sentence) => {
  await changeLanguage(language);
  expect(golden.filter((found) => found.file === file).map(({ problem }) => problemText(problem))).toContain(
    sentence,
  );
});

test.each([
  ["bad-port.json", "zh-TW", "將輸入 features 連接到這裡"],
  ["units-text.json", "ko", "units 설정: 64"],
  ["cycle.json", "zh-CN", "移除从 second 到 first 的连线"],
] as const)("a fix of %s in %s", async (file, language, title) => {
  await changeLanguage(language);
  expect(
    golden
      .filter((found) => found.file === file)
      .flatMap(({ problem }) => (problem.fixes ?? []).map(fixTitle)),
  ).toContain(title);
});
