import { nodesOf } from "../../document/graph";
import type { Direction } from "../../document/types";
import { loadNamespaces } from "../../i18n/languages";
import { openDirection, storeUsualDirection } from "../../state/direction";
import { useDocument, whileOpen } from "../../state/document";
import { showToast } from "../../state/toast";

/** Arranges the selection, or the open graph with its nested models. Returns whether anything was moved. */
export async function arrange(): Promise<boolean> {
  return arrangeWith();
}

/** Changes the direction of the open graph and its nested models and arranges them, as one undo step. */
export async function toggleDirection(): Promise<void> {
  const direction = openDirection() === "down" ? "right" : "down";
  const { openGraph, edit } = useDocument.getState();
  if (nodesOf(openGraph).length === 0) edit([{ type: "set_direction", direction }]);
  else if (!(await arrangeWith(direction))) return;
  storeUsualDirection(direction);
}

async function arrangeWith(direction?: Direction): Promise<boolean> {
  const isOpen = whileOpen();
  try {
    const [{ arrangeOpenGraph }] = await Promise.all([
      import("./arrangeOpenGraph"),
      loadNamespaces("arrange"),
    ]);
    return isOpen() && (await arrangeOpenGraph(direction));
  } catch {
    // The code that arranges, or its texts, cannot be fetched.
    showToast({ key: "canvas.arrangeAbsent" });
    return false;
  }
}
