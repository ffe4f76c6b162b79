import type { Fix, Problem } from "@schema";
import type { Edit } from "./types";

/** A fix that several problems offer alike, each at its own place. */
export interface AlikeFix {
  fix: Fix;
  count: number;
  /** The edits of all of them. */
  edits: readonly Edit[];
}

/**
 * The fixes that several problems of one kind offer under one title, by the first problem that offers them. A title that
 * names its place is of one problem alone.
 */
export function alikeFixes(problems: readonly Problem[]): ReadonlyMap<Problem, readonly AlikeFix[]> {
  const groups = new Map<string, { first: Problem; fixes: Fix[] }>();
  for (const problem of problems) {
    for (const fix of problem.fixes) {
      const key = [problem.code, problem.variant, fix.kind, fix.title].join("\n");
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { first: problem, fixes: [fix] });
      else group.fixes.push(fix);
    }
  }
  const found = new Map<Problem, AlikeFix[]>();
  for (const { first, fixes } of groups.values()) {
    const [fix] = fixes;
    if (fix === undefined || fixes.length < 2) continue;
    const alike = { fix, count: fixes.length, edits: fixes.flatMap(({ edits }) => edits) };
    found.set(first, [...(found.get(first) ?? []), alike]);
  }
  return found;
}
