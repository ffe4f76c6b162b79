import type { TemplateInfo } from "@schema";

/** The examples by topic, in the order in which one might go through them. */
const GROUPS = {
  first: ["iris", "twin_digits", "dense_stack", "dense_stack_wide"],
  sequences: ["question_answering", "same_author"],
  ends: ["branch_and_merge", "two_outputs", "headline", "social_posts"],
  images: ["mnist", "residual_identity", "residual_linear", "inception"],
  nested: ["model_as_layer", "twin_xception"],
  mistakes: ["two_tensors", "unrelated_input"],
} as const;

export type ExampleGroup = keyof typeof GROUPS | "more";

/** Groups the server's templates; those that the page does not know come last. */
export function groupExamples(templates: readonly TemplateInfo[]): [ExampleGroup, TemplateInfo[]][] {
  const byName = new Map(templates.map((template) => [template.name, template]));
  const groups: [ExampleGroup, TemplateInfo[]][] = Object.entries(GROUPS).map(([group, names]) => [
    group as ExampleGroup,
    names.flatMap((name) => byName.get(name) ?? []),
  ]);
  const placed = new Set<string>(Object.values(GROUPS).flat());
  groups.push(["more", templates.filter(({ name }) => !placed.has(name))]);
  return groups.filter(([, found]) => found.length > 0);
}
