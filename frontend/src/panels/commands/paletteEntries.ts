import type { TFunction } from "i18next";
import { fuzzyScore, synonymScore } from "../../commands/fuzzyMatch";
import { type Handlers, isOffered } from "../../commands/handlers";
import { keyLabel } from "../../commands/keymap";
import { COMMAND_IDS, type CommandId, groupOf } from "../../commands/registry";
import { classOf, nodesOf, titleOf } from "../../document/graph";
import { entryTitle, graphsOf } from "../../document/nesting/modelEntries";
import type { ModelName, NodeId } from "../../document/types";
import { useDocument } from "../../state/document";
import { synonymsOf } from "../../state/synonyms";

/** An entry of the command palette: a command, or a node to select. */
export interface PaletteEntry {
  id: string;
  group: string;
  title: string;
  keys?: string | undefined;
  /** Whether a toggle is on; `undefined` for other commands. */
  on?: boolean | undefined;
  action: { command: CommandId } | { node: NodeId; model: ModelName | null };
}

/** Commands that lose something where they are picked by mistake: the last of the list. */
const ENDING: readonly CommandId[] = ["train.stop"];

/** Nodes shown at most; more typing finds the others. */
const MAX_NODES = 8;

/** All available commands, recently used ones first. */
export function commandEntries(t: TFunction, used: readonly CommandId[], handlers: Handlers): PaletteEntry[] {
  const offered = COMMAND_IDS.filter((id) => id !== "help.commands" && isOffered(id));
  // Enter on the list as it opens must not end a run.
  const possible = [
    ...offered.filter((id) => !ENDING.includes(id)),
    ...ENDING.filter((id) => offered.includes(id)),
  ];
  const entry = (id: CommandId, group: string): PaletteEntry => ({
    id,
    group,
    title: t(`commands:title.${id}`),
    keys: keyLabel(id),
    on: handlers[id]?.on?.(),
    action: { command: id },
  });
  const recent = used.filter((id) => possible.includes(id) && !ENDING.includes(id));
  return [
    ...recent.map((id) => entry(id, t("commands:palette.recent"))),
    ...possible
      .filter((id) => !recent.includes(id))
      .map((id) => entry(id, t(`commands:group.${groupOf(id)}`))),
  ];
}

/** The commands that match a text, by title or synonym in the language of the page and in English, best first. */
export function matchingCommands(t: TFunction, lines: readonly PaletteEntry[], text: string): PaletteEntry[] {
  return ranked(
    lines,
    text,
    (line) =>
      "command" in line.action
        ? [line.title, t(`commands:title.${line.action.command}`, { lng: "en" }), line.group]
        : [line.title],
    ({ action }) => ("command" in action ? synonymsOf("command", action.command) : []),
  );
}

/** The nodes that match a text by name, label or class, in nested models too. */
export function matchingNodes(t: TFunction, text: string): PaletteEntry[] {
  const { document } = useDocument.getState();
  const nodes = graphsOf(document).flatMap(({ model, graph }) =>
    nodesOf(graph).map((node) => {
      const inside = model === null ? "" : `${entryTitle(document, model)} › `;
      const title = titleOf(graph, node);
      const names = [title, node.kind === "shared" ? title : node.name, classOf(graph, node)];
      return { model, node, title: inside + title, names };
    }),
  );
  return ranked(nodes, text, ({ names }) => names)
    .slice(0, MAX_NODES)
    .map(({ model, node, title }) => ({
      id: `node ${model ?? ""} ${node.id}`,
      group: t("commands:palette.nodes"),
      title: t("commands:palette.goTo", { name: title }),
      action: { node: node.id, model },
    }));
}

function ranked<T>(
  things: readonly T[],
  text: string,
  names: (thing: T) => string[],
  synonyms: (thing: T) => string[] = () => [],
): T[] {
  return things
    .flatMap((thing) => {
      const scores = [fuzzyScore(text, names(thing)), synonymScore(text, synonyms(thing))];
      const score = Math.min(...scores.map((each) => each ?? Infinity));
      return score === Infinity ? [] : [{ thing, score }];
    })
    .sort((a, b) => a.score - b.score)
    .map(({ thing }) => thing);
}
