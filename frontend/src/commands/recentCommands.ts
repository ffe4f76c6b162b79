import { readKept, writeKept } from "../state/localStorage";
import { COMMAND_IDS, type CommandId } from "./registry";

const KEPT = "commands";
const LIMIT = 5;

/** The commands that were picked from the list of all last, the newest first. */
export function usedCommands(): readonly CommandId[] {
  const kept = (readKept(KEPT) ?? "").split(",");
  return kept.flatMap((id) => COMMAND_IDS.find((known) => known === id) ?? []).slice(0, LIMIT);
}

export function rememberUsed(id: CommandId): void {
  const used = [id, ...usedCommands().filter((other) => other !== id)].slice(0, LIMIT);
  writeKept(KEPT, used.join(","));
}
