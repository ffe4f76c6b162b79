import { useDocument } from "../../state/document";

/** Keeps a person's script and the canvas in step, from the first document on that has a script. Returns what stops it. */
export function startFollowingScripts(): () => void {
  let stop: (() => void) | null = null;
  let stopped = false;
  const begin = async () => {
    unsubscribe();
    const { startScriptSync } = await import("./syncScript");
    if (!stopped) stop = startScriptSync();
  };
  const unsubscribe = useDocument.subscribe(({ document }) => {
    if (document.script) void begin();
  });
  if (useDocument.getState().document.script) void begin();
  return () => {
    stopped = true;
    unsubscribe();
    stop?.();
  };
}
