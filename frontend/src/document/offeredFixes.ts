import type { Fix, Problem } from "@schema";
import type { Edit } from "./types";

/** The edits of a fix as a report offers it now: by the same problem, at the same place. */
export function editsOfFix(
  problems: readonly Problem[],
  problem: Problem,
  fix: Fix,
): readonly Edit[] | undefined {
  const same = problems.find((each) => problemKey(each) === problemKey(problem));
  return same?.fixes.find((each) => fixKey(each) === fixKey(fix))?.edits;
}

/** The edits of all fixes that problems of one kind offer under one title. */
export function editsOfAlike(
  problems: readonly Problem[],
  problem: Problem,
  fix: Fix,
): readonly Edit[] | undefined {
  const key = alikeKey(problem, fix);
  const edits = problems.flatMap((each) =>
    each.fixes.filter((other) => alikeKey(each, other) === key).flatMap((other) => other.edits),
  );
  return edits.length === 0 ? undefined : edits;
}

/** What fixes have in common that are offered alike, each at its own place. */
export function alikeKey({ code, variant }: Problem, fix: Fix): string {
  return JSON.stringify([code, variant, fixKey(fix)]);
}

function problemKey({ code, variant, where }: Problem): string {
  return JSON.stringify([code, variant, where]);
}

function fixKey({ kind, title }: Fix): string {
  return JSON.stringify([kind, title]);
}
