import { readStored, writeStored } from "../state/localStorage";
import { COMMAND_IDS, type CommandId } from "./registry";

const STORAGE_KEY = "commands";
const LIMIT = 5;

/** The commands that were picked from the list of all last, the newest first. */
export function recentCommands(): readonly CommandId[] {
  const kept = (readStored(STORAGE_KEY) ?? "").split(",");
  return kept.flatMap((id) => COMMAND_IDS.find((known) => known === id) ?? []).slice(0, LIMIT);
}

export function addRecentCommand(id: CommandId): void {
  const used = [id, ...recentCommands().filter((other) => other !== id)].slice(0, LIMIT);
  writeStored(STORAGE_KEY, used.join(","));
}
