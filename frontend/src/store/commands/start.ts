import { provideEditing } from "./editing";
import { provideHelp } from "./helping";
import { listen } from "./listen";
import { provideTraining } from "./training";
import { provideViewing } from "./viewing";

/** Hears the keys, and says what does the commands that need nothing but the stores. Gives back what stops it. */
export function startCommands(): () => void {
  const stops = [provideEditing(), provideViewing(), provideTraining(), provideHelp(), listen()];
  return () => {
    for (const stop of stops) stop();
  };
}
