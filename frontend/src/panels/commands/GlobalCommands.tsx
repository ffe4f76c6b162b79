import { Suspense, useEffect, useState } from "react";
import { registerHandlers } from "../../commands/handlers";
import { useProblemHelp } from "../../state/help";
import { lazyPart } from "../../ui/lazyPart";
import { CommandPalette } from "./CommandPalette";

const ShortcutsDialog = lazyPart(async () => (await import("./ShortcutsDialog")).ShortcutsDialog, "commands");
const HelpDialog = lazyPart(async () => (await import("../help/HelpDialog")).HelpDialog, "help");

/**
 * Registers the commands that open the command palette and the shortcuts, and shows those and the help. The palette is in the first load, so that what is typed right after its key is in its field.
 */
export function GlobalCommands() {
  const [shown, setShown] = useState<"commands" | "keys" | null>(null);
  const explained = useProblemHelp((state) => state.topic !== null);
  useEffect(
    () =>
      registerHandlers({
        "help.commands": {
          run: () => setShown(shown === "commands" ? null : "commands"),
        },
        "help.keys": { run: () => setShown("keys") },
      }),
    [shown],
  );
  const close = () => setShown(null);
  return (
    <>
      {shown === "commands" && <CommandPalette onClose={close} />}
      <Suspense fallback={null}>
        {shown === "keys" && <ShortcutsDialog onClose={close} />}
        {explained && <HelpDialog />}
      </Suspense>
    </>
  );
}
