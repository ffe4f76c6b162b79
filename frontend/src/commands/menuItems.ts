import { i18n } from "../i18n/index";
import { readStored, writeStored } from "../state/localStorage";
import { isOffered, runCommand, useHandlers } from "./handlers";
import { keyLabel } from "./keymap";
import { COMMAND_IDS, type CommandId } from "./registry";

/** A command as a menu shows it. */
export interface CommandItem {
  id: string;
  title: string;
  keys: string | undefined;
  disabled: boolean;
  on: boolean | undefined;
  apart: boolean;
  onPick: () => void;
}

/** The commands that bring what is selected into line. */
export const ALIGNING: readonly (readonly CommandId[])[] = [
  ["graph.alignLeft", "graph.alignCenter", "graph.alignRight"],
  ["graph.alignTop", "graph.alignMiddle", "graph.alignBottom"],
  ["graph.distributeAcross", "graph.distributeDown"],
];

/** The commands that have handlers, in their present state, with a separator between lists. */
export function commandItems(...lists: readonly (readonly CommandId[])[]): CommandItem[] {
  const { handlers } = useHandlers.getState();
  const shown = lists
    .map((ids) => ids.filter((id) => handlers[id] !== undefined))
    .filter((ids) => ids.length);
  return shown.flatMap((ids, list) => ids.map((id, at) => itemOf(id, list > 0 && at === 0)));
}

function itemOf(id: CommandId, apart: boolean): CommandItem {
  return {
    id,
    title: i18n.t(`commands:title.${id}`),
    keys: keyLabel(id),
    disabled: !isOffered(id),
    on: useHandlers.getState().handlers[id]?.on?.(),
    apart,
    onPick: () => void runCommand(id),
  };
}

/** Renders again what lists commands when more of them are loaded: a menu that is open gets them too. */
export function useCommandsLoaded(): void {
  useHandlers((state) => state.handlers);
}

const RECENT_KEY = "commands";
const MAX_RECENT = 5;

/** The commands that were picked from the list of all last, the newest first. */
export function recentCommands(): readonly CommandId[] {
  const kept = (readStored(RECENT_KEY) ?? "").split(",");
  return kept.flatMap((id) => COMMAND_IDS.find((known) => known === id) ?? []).slice(0, MAX_RECENT);
}

export function addRecentCommand(id: CommandId): void {
  const used = [id, ...recentCommands().filter((other) => other !== id)].slice(0, MAX_RECENT);
  writeStored(RECENT_KEY, used.join(","));
}
