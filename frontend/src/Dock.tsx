import { ChevronDown, ChevronUp, Maximize2, Minimize2 } from "lucide-react";
import { type PointerEvent, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./Dock.module.css";
import { DESCRIPTIONS } from "./i18n/languages";
import { ProblemsPanel } from "./panels/problems/ProblemsPanel";
import { ReadOnlyMessage } from "./panels/problems/ReadOnlyMessage";
import { RunStatus } from "./panels/run/RunStatus";
import { useSortedProblems } from "./state/check";
import { useDocument } from "./state/document";
import { readStored, writeStored } from "./state/localStorage";
import { foldDock, setCollapsed, setDockLarge, showDockTab, unfoldDock, useView } from "./state/view";
import { IconButton } from "./ui/Button";
import { lazyPart } from "./ui/lazyPart";
import { Tabs } from "./ui/Tabs";

/** Panels that are opened later than the page come later. */
const CodePanel = lazyPart(async () => (await import("./panels/code/CodePanel")).CodePanel, "code");
const DataPanel = lazyPart(
  async () => (await import("./panels/data/DataPanel")).DataPanel,
  DESCRIPTIONS,
  "datasets",
);
const OutlinePanel = lazyPart(
  async () => (await import("./panels/outline/OutlinePanel")).OutlinePanel,
  "outline",
);
const RunsPanel = lazyPart(
  async () => (await import("./panels/runs/RunsPanel")).RunsPanel,
  "charts",
  "compare",
  "activations",
);
const SweepPanel = lazyPart(async () => (await import("./panels/sweeps/SweepPanel")).SweepPanel, "sweeps");
const TrainingPanel = lazyPart(
  async () => (await import("./panels/training/TrainingPanel")).TrainingPanel,
  "charts",
  "activations",
);

/** The tabs, and the line above them. */
const BAR = 41;
const LEAST = 120;
const USUAL = 236;
/** As much as leaves the bar and a strip of the canvas in sight. */
const LARGE = "calc(100vh - 168px)";

/** The panels below the canvas. */
export function Dock() {
  const { t } = useTranslation("editor");
  const tab = useView((view) => view.dockTab);
  const folded = useView((view) => view.collapsed.dock);
  const count = useSortedProblems()?.wrong.length ?? 0;
  const readOnly = useDocument((state) => state.readOnly);
  useDockOnDemand(count);
  const [height, setHeight] = useState(() => Number(readStored("dock")) || USUAL);
  const resize = (to: number) => {
    const next = Math.round(Math.max(LEAST, Math.min(to, window.innerHeight * 0.7)));
    setHeight(next);
    setDockLarge(false);
    writeStored("dock", String(next));
  };
  const large = useView((view) => view.dockLarge);
  const dock = useRef<HTMLElement>(null);
  const entering = useView((view) => view.focusedTab);
  useEffect(() => {
    // The outline has a place of its own for the keyboard.
    if (entering === null || entering === "outline") return;
    dock.current?.querySelector<HTMLElement>("[role='tabpanel']")?.focus();
    useView.setState({ focusedTab: null });
  }, [entering]);
  /** Panels come with the first look at them; folded, there is nothing that one could scroll. */
  const open = (panel: ReactNode) => (folded ? null : <Suspense fallback={null}>{panel}</Suspense>);
  /** Settings of a newer format are not known: the usual ones must not be taken for them. */
  const settings = (panel: ReactNode) => (readOnly ? <ReadOnlyMessage /> : panel);
  return (
    <section
      ref={dock}
      className={css.dock}
      style={{ height: folded ? BAR : large ? LARGE : height, maxHeight: LARGE }}
      aria-label={t("app.dock")}
    >
      {!folded && <Edge label={t("app.resizeDock")} height={height} onHeight={resize} />}
      <Tabs
        label={t("app.dock")}
        current={tab}
        onCurrent={showDockTab}
        tabs={[
          { id: "problems", title: t("dock.problems", { count }), panel: open(<ProblemsPanel />) },
          { id: "training", title: t("dock.training"), panel: open(settings(<TrainingPanel />)) },
          { id: "data", title: t("dock.data"), panel: open(settings(<DataPanel />)) },
          { id: "runs", title: t("dock.runs"), panel: open(<RunsPanel />) },
          { id: "sweep", title: t("dock.sweep"), panel: open(settings(<SweepPanel />)) },
          { id: "code", title: t("dock.code"), panel: open(<CodePanel />) },
          { id: "outline", title: t("dock.outline"), panel: open(<OutlinePanel />) },
        ]}
        end={
          <>
            <RunStatus />
            {!folded && (
              <IconButton
                small
                label={t(large ? "app.shrinkDock" : "app.enlargeDock")}
                onClick={() => setDockLarge(!large)}
              >
                {large ? <Minimize2 size={13} aria-hidden /> : <Maximize2 size={13} aria-hidden />}
              </IconButton>
            )}
            <IconButton
              small
              label={t(folded ? "app.unfold" : "app.fold", { name: t("app.dock") })}
              aria-expanded={!folded}
              onClick={() => setCollapsed("dock", !folded)}
            >
              {folded ? <ChevronUp size={15} aria-hidden /> : <ChevronDown size={15} aria-hidden />}
            </IconButton>
          </>
        }
      />
    </section>
  );
}

/** Folds the dock with each document that is opened, and unfolds it once there are problems in it. */
function useDockOnDemand(problems: number): void {
  const opened = useDocument((state) => state.opened);
  const tab = useView((view) => view.dockTab);
  // biome-ignore lint/correctness/useExhaustiveDependencies: folded once for each document.
  useEffect(() => {
    if (tab === "problems") foldDock();
  }, [opened]);
  useEffect(() => {
    if (problems > 0 && tab === "problems") unfoldDock();
  }, [problems, tab]);
}

interface EdgeProps {
  label: string;
  height: number;
  onHeight: (height: number) => void;
}

/** The upper edge: drag it, or move it with the arrows. */
function Edge({ label, height, onHeight }: EdgeProps) {
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onHeight(window.innerHeight - event.clientY);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved has no element of its own.
    <div
      className={css.edge}
      role="separator"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuenow={height}
      aria-valuemin={LEAST}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={follow}
      onKeyDown={(event) => {
        if (event.key === "ArrowUp") onHeight(height + 24);
        else if (event.key === "ArrowDown") onHeight(height - 24);
      }}
    />
  );
}
