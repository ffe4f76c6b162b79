import { type Choice, FAMILIES } from "../../document/add/paletteSearch";

/** A collapsible section of the palette; a large one has groups. */
export interface Section {
  /** A key of `palette.group`; for a group, the id of its section and its name. */
  id: string;
  title?: string;
  choices: readonly Choice[];
  groups: readonly Section[];
  /** Whether it is expanded by default. */
  open: boolean;
}

const COMMON: readonly string[] = ["core", "merge"];

/** The sections of the palette in order, without empty ones. */
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

/** A section of groups, collapsed by default; `open` says whether its groups are expanded. */
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
