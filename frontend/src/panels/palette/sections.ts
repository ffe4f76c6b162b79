import { type Choice, FAMILIES } from "../../document/add/paletteSearch";

/** One foldable part of the palette; a large one is folded again into groups of its own. */
export interface Section {
  /** A key of `palette.group`, or, inside another section, the group's own name. */
  id: string;
  title?: string;
  choices: readonly Choice[];
  groups: readonly Section[];
  /** Unfolded until a person folds it. */
  open: boolean;
}

const COMMON: readonly string[] = ["core", "merge"];

/** The parts of the palette, in their order; those without anything in them are left out. */
export function sectionsOf(choices: readonly Choice[], recent: readonly string[]): Section[] {
  const recentChoices = recent.flatMap((name) => choices.filter((choice) => choice.title === name));
  const of = (kind: Choice["addition"]["kind"]) => choices.filter((choice) => choice.addition.kind === kind);
  const layers = of("layer");
  const sections: Section[] = [
    plain("recent", recentChoices, true),
    plain("ends", [...of("input"), ...of("output")], true),
    plain("published", of("published"), true),
    plain("runs", of("run"), false),
    ...FAMILIES.map((family) =>
      plain(
        family,
        layers.filter((choice) => choice.family === family),
        COMMON.includes(family),
      ),
    ),
    grouped("models", of("application"), true),
    grouped("ops", of("op"), false),
  ];
  return sections.filter((section) => section.choices.length > 0);
}

function plain(id: string, choices: readonly Choice[], open: boolean): Section {
  return { id, choices, groups: [], open };
}

/** Folded as a whole; `open` says whether its groups show what they hold once it is not. */
function grouped(id: string, choices: readonly Choice[], open: boolean): Section {
  const names = [...new Set(choices.map((choice) => choice.group ?? ""))];
  const groups = names.map((name) => ({
    ...plain(
      `${id}.${name}`,
      choices.filter((choice) => (choice.group ?? "") === name),
      open,
    ),
    title: name,
  }));
  return { id, choices, groups, open: false };
}
