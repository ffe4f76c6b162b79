import { provideEditing } from "./editCommands";
import { provideHelp } from "./helpCommands";
import { provideTraining } from "./trainCommands";
import { provideViewing } from "./viewCommands";

/** Says what does the commands that need nothing but the stores. Gives back what stops it. */
export function startCommands(): () => void {
  const stops = [provideEditing(), provideViewing(), provideTraining(), provideHelp()];
  return () => {
    for (const stop of stops) stop();
  };
}
