import { useStore } from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { familyOf } from "../document/face";
import { declaringNode, edgesOf, nodesOf } from "../document/graph";
import { NODE_HEIGHT, NODE_WIDTH, places } from "../document/placing";
import type { Document, NodeId, Position } from "../document/types";
import { useCatalog } from "../store/catalog";
import { problemsByNode, useCheck } from "../store/check";
import { openModel, useDocument } from "../store/document";
import { useTheme } from "../store/theme";
import { useView } from "../store/view";
import css from "./Overview.module.css";

interface Picture {
  document: Document;
  at: ReadonlyMap<NodeId, Position>;
  /** The colour of each node's band, and of its outline where it is marked. */
  bands: ReadonlyMap<NodeId, string>;
  outlines: ReadonlyMap<NodeId, string>;
  panel: string;
  wire: string;
}

/** A large graph from far away, drawn as one picture: thousands of elements could not move at once. */
export function Overview() {
  const { t } = useTranslation("editor");
  const [x, y, zoom] = useStore((flow) => flow.transform);
  const width = useStore((flow) => flow.width);
  const height = useStore((flow) => flow.height);
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = usePicture();

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const sharp = window.devicePixelRatio;
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(sharp * zoom, 0, 0, sharp * zoom, sharp * x, sharp * y);
    draw(context, picture, zoom);
  }, [x, y, zoom, width, height, picture]);

  return (
    <canvas
      ref={canvas}
      className={css.overview}
      width={width * window.devicePixelRatio}
      height={height * window.devicePixelRatio}
      role="img"
      aria-label={t("canvas.overview", { count: picture.at.size })}
    />
  );
}

function usePicture(): Picture {
  const document = useDocument((state) => state.document);
  const catalog = useCatalog((state) => state.catalog);
  const report = useCheck((state) => state.report);
  const open = useDocument(openModel);
  const selected = useView((view) => view.nodes);
  const theme = useTheme((state) => state.shown);
  // The theme is not read here: it says when the colours have changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  return useMemo(() => {
    const style = getComputedStyle(globalThis.document.documentElement);
    const colour = (token: string) => style.getPropertyValue(`--${token}`);
    const bands = new Map<NodeId, string>();
    for (const node of nodesOf(document)) {
      bands.set(node.id, colour(familyOf(declaringNode(document, node), catalog)));
    }
    const outlines = new Map<NodeId, string>();
    for (const [id, problems] of problemsByNode(report, open)) {
      const wrong = problems.some((problem) => problem.severity === "error");
      outlines.set(id, colour(wrong ? "error" : "warn"));
    }
    for (const id of selected) outlines.set(id, colour("accent"));
    return { document, at: places(document), bands, outlines, panel: colour("panel"), wire: colour("wire") };
  }, [document, catalog, report, open, selected, theme]);
}

function draw(context: CanvasRenderingContext2D, picture: Picture, zoom: number): void {
  const { at, bands, outlines } = picture;
  context.strokeStyle = picture.wire;
  context.lineWidth = 1 / zoom;
  context.beginPath();
  for (const edge of edgesOf(picture.document)) {
    const from = at.get(edge.source);
    const to = at.get(edge.target);
    if (from === undefined || to === undefined) continue;
    context.moveTo(from.x + NODE_WIDTH / 2, from.y + NODE_HEIGHT);
    context.lineTo(to.x + NODE_WIDTH / 2, to.y);
  }
  context.stroke();
  for (const [id, place] of at) {
    context.fillStyle = picture.panel;
    context.fillRect(place.x, place.y, NODE_WIDTH, NODE_HEIGHT);
    context.fillStyle = bands.get(id) ?? picture.wire;
    context.fillRect(place.x, place.y, NODE_WIDTH / 8, NODE_HEIGHT);
    const outline = outlines.get(id);
    if (outline === undefined) continue;
    context.strokeStyle = outline;
    context.lineWidth = 2 / zoom;
    context.strokeRect(place.x, place.y, NODE_WIDTH, NODE_HEIGHT);
  }
}
