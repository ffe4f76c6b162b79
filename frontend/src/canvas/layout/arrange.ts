import { nodesOf } from "../../document/graph";
import type { Direction } from "../../document/types";
import { loadNamespaces } from "../../i18n/languages";
import { openDirection, storeUsualDirection } from "../../state/direction";
import { useDocument, whileOpen } from "../../state/document";
import { showToast } from "../../state/toast";

/** Arranges what is selected, or the open graph with all inside it; gives back whether anything was moved. */
export async function arrange(): Promise<boolean> {
  return arrangeWith();
}

/** Lets the open graph, with all inside it, run in the other direction, and arranges it so: one undo step. */
export async function toggleDirection(): Promise<void> {
  const direction = openDirection() === "down" ? "right" : "down";
  const { document, edit } = useDocument.getState();
  if (nodesOf(document).length === 0) edit([{ type: "set_direction", direction }]);
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
    // The part of the page that arranges, or its words, cannot be fetched.
    showToast({ key: "canvas.arrangeAbsent" });
    return false;
  }
}
