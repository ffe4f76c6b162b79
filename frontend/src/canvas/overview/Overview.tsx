import { useStore } from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useCosts } from "../../state/costs";
import { openModel, useDocument } from "../../state/document";
import { useFind } from "../../state/find";
import { useTheme } from "../../state/preferences";
import { useView } from "../../state/view";
import css from "./Overview.module.css";
import { readColors } from "./paintBadges";
import { type Highlights, paintOverview } from "./paintOverview";
import { useScene } from "./useScene";

/** A large graph when zoomed out, drawn on one `<canvas>`: thousands of DOM elements could not move at once. */
export function Overview() {
  const { t } = useTranslation("editor");
  const [x, y, zoom] = useStore((flow) => flow.transform);
  const width = useStore((flow) => flow.width);
  const height = useStore((flow) => flow.height);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useScene();
  const highlights = useHighlights();
  const theme = useTheme((state) => state.shown);
  // The theme is not read here: the colours change with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const colors = useMemo(readColors, [theme]);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    const pixelRatio = window.devicePixelRatio;
    if (context) paintOverview(context, scene, highlights, colors, { x, y, zoom, width, height, pixelRatio });
  }, [x, y, zoom, width, height, scene, highlights, colors]);

  return (
    <canvas
      ref={canvas}
      className={css.overview}
      width={Math.round(width * window.devicePixelRatio)}
      height={Math.round(height * window.devicePixelRatio)}
      role="img"
      aria-label={t("canvas.overview", { count: scene.nodes.length })}
    />
  );
}

function useHighlights(): Highlights {
  const selected = useView((view) => view.nodes);
  const found = useFind((state) => state.matches);
  const heat = useCosts((state) => state.cards);
  const open = useDocument(openModel);
  return useMemo(
    () => ({
      selected: new Set(selected),
      found: new Set(found.flatMap((each) => (each.model === open ? [each.node] : []))),
      heat,
    }),
    [selected, found, heat, open],
  );
}
