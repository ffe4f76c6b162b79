import { useEffect } from "react";
import { registerCommands } from "./commands/registerCommands";
import { ProblemAnnouncer } from "./panels/problems/ProblemAnnouncer";
import { RunAnnouncer } from "./panels/run/RunAnnouncer";

/** What the workbench needs right after its first view: the commands that work on the stores, and announcements. */
export function DeferredWorkbench() {
  useEffect(registerCommands, []);
  return (
    <>
      <ProblemAnnouncer />
      <RunAnnouncer />
    </>
  );
}
