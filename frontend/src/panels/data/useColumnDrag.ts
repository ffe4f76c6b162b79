import { type DragEvent as ReactDragEvent, useEffect } from "react";
import { bindColumns } from "../../actions/bindColumns";
import { drawColumns } from "../../actions/drawColumns";

/** The type of dragged columns: their names as JSON. */
const COLUMNS_TYPE = "application/x-layerloom-columns";
/** Marks the node that would take what is dragged. */
const MARK = "data-takes-drop";

export function dragColumns(event: ReactDragEvent, columns: readonly string[]): void {
  event.dataTransfer.setData(COLUMNS_TYPE, JSON.stringify(columns));
  event.dataTransfer.effectAllowed = "copy";
}

/** Dragged columns are bound to the node that they are dropped onto; on the empty canvas each becomes an input. */
export function useColumnDrop(): void {
  useEffect(() => {
    let marked: Element | null = null;
    const mark = (node: Element | null) => {
      marked?.removeAttribute(MARK);
      marked = node;
      node?.setAttribute(MARK, "");
    };
    const hasColumns = (event: DragEvent) => event.dataTransfer?.types.includes(COLUMNS_TYPE) ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasColumns(event)) return;
      const { node, pane } = targetOf(event);
      mark(node);
      if (node === null && !pane) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "copy";
    };
    const onDrop = (event: DragEvent) => {
      if (!hasColumns(event)) return;
      event.preventDefault();
      mark(null);
      const columns = JSON.parse(event.dataTransfer?.getData(COLUMNS_TYPE) ?? "[]") as string[];
      const { node, pane } = targetOf(event);
      const id = node?.getAttribute("data-id");
      if (id) bindColumns(id, columns);
      else if (pane) void drawColumns(columns, []);
    };
    const onEnd = () => mark(null);
    window.addEventListener("dragover", onOver);
    window.addEventListener("drop", onDrop);
    window.addEventListener("dragend", onEnd);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("drop", onDrop);
      window.removeEventListener("dragend", onEnd);
      mark(null);
    };
  }, []);
}

function targetOf({ target }: DragEvent): { node: Element | null; pane: boolean } {
  if (!(target instanceof Element)) return { node: null, pane: false };
  return { node: target.closest(".react-flow__node"), pane: target.closest(".react-flow") !== null };
}
