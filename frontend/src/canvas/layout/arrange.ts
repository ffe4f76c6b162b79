import { nodesOf } from "../../document/graph";
import type { Direction } from "../../document/types";
import { needTexts } from "../../i18n/languages";
import { keepUsualDirection, openDirection } from "../../state/direction";
import { useDocument, whileOpen } from "../../state/document";
import { say } from "../../state/toast";

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
  keepUsualDirection(direction);
}

async function arrangeWith(direction?: Direction): Promise<boolean> {
  const isOpen = whileOpen();
  try {
    const [{ arrangeOpenGraph }] = await Promise.all([import("./arrangeOpenGraph"), needTexts("arrange")]);
    return isOpen() && (await arrangeOpenGraph(direction));
  } catch {
    // The part of the page that arranges, or its words, cannot be fetched.
    say({ key: "canvas.arrangeAbsent" });
    return false;
  }
}
