import { useEffect } from "react";
import { startCommands } from "../../store/commands/start";

/** Hears the keys of the commands. It comes right after the page. */
export function Commands() {
  useEffect(startCommands, []);
  return null;
}
