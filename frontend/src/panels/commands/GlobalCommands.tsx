import { Suspense, useEffect, useState } from "react";
import { registerHandlers } from "../../commands/handlers";
import { registerCommands } from "../../commands/registerCommands";
import { useProblemHelp } from "../../state/help";
import { lazyPart } from "../../ui/lazyPart";
import { CommandPalette } from "./CommandPalette";

const ShortcutsDialog = lazyPart(async () => (await import("./ShortcutsDialog")).ShortcutsDialog, "commands");
const HelpDialog = lazyPart(async () => (await import("../help/HelpDialog")).HelpDialog, "help");

/**
 * Registers the commands that belong to no part of the page, and shows the command palette, the shortcuts and the help.
 * Loaded right after the page.
 */
export function GlobalCommands() {
  const [shown, setShown] = useState<"commands" | "keys" | null>(null);
  const explained = useProblemHelp((state) => state.topic !== null);
  useEffect(registerCommands, []);
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
    <Suspense fallback={null}>
      {shown === "commands" && <CommandPalette onClose={close} />}
      {shown === "keys" && <ShortcutsDialog onClose={close} />}
      {explained && <HelpDialog />}
    </Suspense>
  );
}
