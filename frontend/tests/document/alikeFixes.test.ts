import type { Fix, Problem } from "@schema";
import { expect, it } from "vitest";
import { alikeFixes } from "../../src/document/alikeFixes";
import { editsOfAlike } from "../../src/document/offeredFixes";

const fix = (title: string, node: string): Fix => ({
  kind: "use",
  title,
  params: {},
  edits: [{ type: "set_node", node, field: "label", value: title }],
});

const problem = (node: string, ...titles: string[]): Problem => ({
  code: "training.missing_loss",
  severity: "error",
  message: `${node} has no loss.`,
  variant: null,
  params: {},
  where: { node, edge: null, field: null, model: null },
  expected: null,
  received: null,
  fixes: titles.map((title) => fix(title, node)),
});

it("[C323] what several problems offer alike is offered for all of them, at the first", () => {
  const problems = [
    problem("a", "Use mse", "Remove a"),
    problem("b", "Use mse", "Remove b"),
    problem("c", "Use mae"),
  ];
  const found = alikeFixes(problems);
  expect([...found.keys()]).toEqual([problems[0]]);
  const [alike, ...others] = found.get(problems[0] as Problem) ?? [];
  expect(others).toEqual([]);
  expect(alike).toMatchObject({ count: 2, fix: { title: "Use mse" } });
  const first = problems[0] as Problem;
  expect(editsOfAlike(problems, first, alike?.fix as Fix)).toMatchObject([{ node: "a" }, { node: "b" }]);
});

it("[C323] the same words for another kind of problem are another fix", () => {
  const other: Problem = { ...problem("b", "Use mse"), code: "training.wrong_loss" as Problem["code"] };
  expect(alikeFixes([problem("a", "Use mse"), other]).size).toBe(0);
});
