import { useDocument } from "../state/document";
import { select, useView } from "../state/view";

/** Shows the canvas alone, as large as the screen and safe from edits: for a projector. */
export function present(): void {
  if (useView.getState().presenting) return;
  const { readOnly } = useDocument.getState();
  select([]);
  useDocument.setState({ readOnly: true });
  useView.setState({ presenting: true });
  // Without the browser's leave the canvas still fills the window.
  document.documentElement.requestFullscreen?.().catch(() => undefined);
  const end = () => {
    document.removeEventListener("fullscreenchange", onFullscreen);
    window.removeEventListener("keydown", onKey, true);
    if (document.fullscreenElement) void document.exitFullscreen();
    useDocument.setState({ readOnly });
    useView.setState({ presenting: false });
  };
  const onFullscreen = () => {
    if (!document.fullscreenElement) end();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end();
  };
  document.addEventListener("fullscreenchange", onFullscreen);
  window.addEventListener("keydown", onKey, true);
}
