import { useEffect } from "react";
import { registerCommands } from "../../commands/registerCommands";

/** Registers the commands that need nothing but the stores. */
export function StoreCommands() {
  useEffect(registerCommands, []);
  return null;
}
