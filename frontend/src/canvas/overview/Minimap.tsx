import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { type PointerEvent, useEffect, useMemo, useRef } from "react";
import { useTheme } from "../../state/preferences";
import css from "./Minimap.module.css";
import { boundsOf, isInside, MINIMAP, minimapView } from "./minimapView";
import { readColors } from "./paintBadges";
import { paintOverview } from "./paintOverview";
import { useScene } from "./useScene";

const NO_HIGHLIGHTS = { selected: new Set<string>(), found: new Set<string>(), heat: null };

/**
 * The whole graph, small, with a frame around what is seen; shown while that is not all. For the pointer alone: keys and
 * the outline reach every node without it.
 */
export function Minimap() {
  const flow = useReactFlow();
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const scene = useScene();
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme((state) => state.shown);
  // The theme is not read here: the colours change with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const colors = useMemo(readColors, [theme]);
  const bounds = useMemo(() => boundsOf(scene), [scene]);
  const view = useMemo(() => (bounds === null ? null : minimapView(bounds)), [bounds]);
  // Too small for badges and labels.
  const plain = useMemo(
    () => ({ ...scene, nodes: scene.nodes.map((node) => ({ ...node, problem: null, model: null })) }),
    [scene],
  );
  const seen = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
  const shown = bounds !== null && view !== null && width > 0 && !isInside(bounds, seen);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    const pixelRatio = window.devicePixelRatio;
    if (shown && context)
      paintOverview(context, plain, NO_HIGHLIGHTS, colors, { ...view, ...MINIMAP, pixelRatio });
  }, [shown, plain, colors, view]);

  if (!shown) return null;
  const move = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = [
      (event.clientX - box.left - view.x) / view.zoom,
      (event.clientY - box.top - view.y) / view.zoom,
    ];
    void flow.setCenter(at[0] ?? 0, at[1] ?? 0, { zoom });
  };
  return (
    <Panel position="bottom-left" className={css.panel}>
      <div
        className={css.map}
        style={MINIMAP}
        aria-hidden
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          move(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && move(event)}
      >
        <canvas
          ref={canvas}
          width={Math.round(MINIMAP.width * window.devicePixelRatio)}
          height={Math.round(MINIMAP.height * window.devicePixelRatio)}
        />
        <span
          className={css.frame}
          style={{
            left: seen.x * view.zoom + view.x,
            top: seen.y * view.zoom + view.y,
            width: seen.width * view.zoom,
            height: seen.height * view.zoom,
          }}
        />
      </div>
    </Panel>
  );
}
