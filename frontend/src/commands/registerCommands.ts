import { registerEditCommands } from "./editCommands";
import { registerHelpCommands } from "./helpCommands";
import { registerTrainCommands } from "./trainCommands";
import { registerViewCommands } from "./viewCommands";

/** Says what does the commands that need nothing but the stores. Gives back what stops it. */
export function registerCommands(): () => void {
  const stops = [
    registerEditCommands(),
    registerViewCommands(),
    registerTrainCommands(),
    registerHelpCommands(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
