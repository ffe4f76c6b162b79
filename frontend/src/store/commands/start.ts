import { provideEditing } from "./editing";
import { provideHelp } from "./helping";
import { provideTraining } from "./training";
import { provideViewing } from "./viewing";

/** Says what does the commands that need nothing but the stores. Gives back what stops it. */
export function startCommands(): () => void {
  const stops = [provideEditing(), provideViewing(), provideTraining(), provideHelp()];
  return () => {
    for (const stop of stops) stop();
  };
}
