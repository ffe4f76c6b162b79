import { Suspense, useEffect, useState } from "react";
import { provide } from "../../store/commands/provided";
import { startCommands } from "../../store/commands/start";
import { later } from "../../ui/later";

const CommandPalette = later(async () => (await import("./CommandPalette")).CommandPalette, "commands");
const KeysDialog = later(async () => (await import("./KeysDialog")).KeysDialog, "commands");

/** Hears the keys of the commands, and shows the list of them, and that of their keys. It comes right after the page. */
export function Commands() {
  const [shown, setShown] = useState<"commands" | "keys" | null>(null);
  useEffect(startCommands, []);
  useEffect(
    () =>
      provide({
        "help.commands": { run: () => setShown((now) => (now === "commands" ? null : "commands")) },
        "help.keys": { run: () => setShown("keys") },
      }),
    [],
  );
  const close = () => setShown(null);
  return (
    <Suspense fallback={null}>
      {shown === "commands" && <CommandPalette onClose={close} />}
      {shown === "keys" && <KeysDialog onClose={close} />}
    </Suspense>
  );
}
