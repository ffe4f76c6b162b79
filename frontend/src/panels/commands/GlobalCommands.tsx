import { Suspense, useEffect, useState } from "react";
import { registerHandlers } from "../../commands/handlers";
import { useProblemHelp } from "../../state/help";
import { usePageReady } from "../../state/pageReady";
import { lazyPart } from "../../ui/lazyPart";
import { CommandPalette } from "./CommandPalette";

const ShortcutsDialog = lazyPart(async () => (await import("./ShortcutsDialog")).ShortcutsDialog, "commands");
/** What these commands do is not needed before the page is ready. */
const StoreCommands = lazyPart(async () => (await import("./StoreCommands")).StoreCommands);
const HelpDialog = lazyPart(async () => (await import("../help/HelpDialog")).HelpDialog, "help");

/**
 * Registers the commands that belong to no part of the page, and shows the command palette, the shortcuts and the help.
 * The palette is in the first load, so that what is typed right after its key is in its field.
 */
export function GlobalCommands() {
  const [shown, setShown] = useState<"commands" | "keys" | null>(null);
  const explained = useProblemHelp((state) => state.topic !== null);
  const ready = usePageReady((state) => state.ready);
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
      <Suspense fallback={null}>{ready && <StoreCommands />}</Suspense>
      <Suspense fallback={null}>
        {shown === "keys" && <ShortcutsDialog onClose={close} />}
        {explained && <HelpDialog />}
      </Suspense>
    </>
  );
}
