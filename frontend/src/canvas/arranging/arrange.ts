import { needTexts } from "../../i18n/languages";
import { say } from "../../store/notes";

/** Arranges what is selected, or the open graph with all inside it; gives back whether anything was moved. */
export async function arrange(): Promise<boolean> {
  try {
    const [{ arrangeOpen }] = await Promise.all([import("./arrangeOpen"), needTexts("arrange")]);
    return await arrangeOpen();
  } catch {
    // The part of the page that arranges, or its words, cannot be fetched.
    say({ key: "canvas.arrangeAbsent" });
    return false;
  }
}
