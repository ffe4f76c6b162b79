import type { Fix, Problem } from "@schema";
import { alikeKey } from "./offeredFixes";

/** A fix that several problems offer alike, each at its own place. */
export interface AlikeFix {
  fix: Fix;
  count: number;
}

/**
 * The fixes that several problems of one kind offer under one title, by the first problem that offers them. A title that
 * names its place is of one problem alone.
 */
export function alikeFixes(problems: readonly Problem[]): ReadonlyMap<Problem, readonly AlikeFix[]> {
  const groups = new Map<string, { first: Problem; fixes: Fix[] }>();
  for (const problem of problems) {
    for (const fix of problem.fixes) {
      const key = alikeKey(problem, fix);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { first: problem, fixes: [fix] });
      else group.fixes.push(fix);
    }
  }
  const found = new Map<Problem, AlikeFix[]>();
  for (const { first, fixes } of groups.values()) {
    const [fix] = fixes;
    if (fix === undefined || fixes.length < 2) continue;
    const alike = { fix, count: fixes.length };
    found.set(first, [...(found.get(first) ?? []), alike]);
  }
  return found;
}
