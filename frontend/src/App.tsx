import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import css from "./App.module.css";
import { startChecking } from "./actions/checkDocument";
import { followProjectRuns, followQueue } from "./actions/followRuns";
import { followSaves } from "./actions/followSaves";
import { followHash } from "./actions/openProject";
import { startSaving } from "./actions/saveProject";
import { startFollowingScripts } from "./actions/script/startFollowing";
import { Canvas } from "./canvas/Canvas";
import { focusCanvas } from "./canvas/keyboard/focus";
import { arrange } from "./canvas/layout/arrange";
import { listenForKeys } from "./commands/keyListener";
import { Dock } from "./Dock";
import { DESCRIPTIONS } from "./i18n/languages";
import { GlobalCommands } from "./panels/commands/GlobalCommands";
import { NoDocument, type Reason } from "./panels/files/NoDocument";
import { Inspector } from "./panels/inspector/Inspector";
import { Palette } from "./panels/palette/Palette";
import { TrainButton } from "./panels/run/TrainButton";
import { Toolbar } from "./panels/toolbar/Toolbar";
import { SidePanel } from "./SidePanel";
import { markPageReadySoon, usePageReady } from "./state/pageReady";
import { useProject } from "./state/project";
import { useView } from "./state/view";
import { ErrorBoundary } from "./ui/ErrorBoundary";
import { lazyPart } from "./ui/lazyPart";

/** What comes as a file or goes as a picture or a link, right after the page as well. */
const FileCommands = lazyPart(
  async () => (await import("./panels/files/FileCommands")).FileCommands,
  "picture",
  "bin",
  "start",
);
/** What one can begin with. */
const StartPage = lazyPart(
  async () => (await import("./panels/start/StartPage")).StartPage,
  "start",
  DESCRIPTIONS,
  "picture",
  "bin",
);
const DeferredWorkbench = lazyPart(
  async () => (await import("./DeferredWorkbench")).DeferredWorkbench,
  "outline",
  "activations",
);

export function App() {
  const waiting = useProject((state) => state.waiting);
  const open = useProject((state) => state.id !== null);

  useEffect(() => {
    const stopFollowing = followHash();
    const stopSaving = startSaving();
    const stopFollowingSaves = followSaves();
    const stopRuns = followProjectRuns();
    const stopQueue = followQueue();
    return () => {
      stopFollowing();
      stopSaving();
      stopFollowingSaves();
      stopRuns();
      stopQueue();
    };
  }, []);
  useEffect(() => (open ? startChecking() : undefined), [open]);
  useEffect(() => (open ? startFollowingScripts() : undefined), [open]);
  const opening = waiting === "opening";
  useEffect(() => (opening ? undefined : markPageReadySoon()), [opening]);
  const ready = usePageReady((state) => state.ready);

  return (
    <>
      {waiting === "start" ? (
        <Suspense fallback={null}>
          <StartPage />
        </Suspense>
      ) : (
        <Workbench waiting={waiting} />
      )}
      <Suspense fallback={null}>{ready && <FileCommands />}</Suspense>
    </>
  );
}

/** The document with all that is around it. */
function Workbench({ waiting }: { waiting: Reason | null }) {
  const { t } = useTranslation("editor");
  const ready = usePageReady((state) => state.ready);
  const large = useView((view) => view.dockLarge && !view.collapsed.dock);
  const presenting = useView((view) => view.presenting);
  useEffect(listenForKeys, []);
  return (
    <>
      <div
        className={css.page}
        data-dock={large ? "large" : undefined}
        data-presenting={presenting || undefined}
      >
        <button type="button" className={css.skip} onClick={focusCanvas}>
          {t("app.skip")}
        </button>
        <Toolbar onArrange={() => void arrange()} end={<TrainButton />} />
        <main className={css.main}>
          <SidePanel side="palette" name={t("app.palette")}>
            <ErrorBoundary>
              <Palette />
            </ErrorBoundary>
          </SidePanel>
          <div className={css.centre}>
            <ErrorBoundary>{waiting === null ? <Canvas /> : <NoDocument reason={waiting} />}</ErrorBoundary>
          </div>
          <SidePanel side="inspector" name={t("app.inspector")}>
            <ErrorBoundary>
              <Inspector />
            </ErrorBoundary>
          </SidePanel>
        </main>
        <ErrorBoundary>
          <Dock />
        </ErrorBoundary>
      </div>
      <GlobalCommands />
      <Suspense fallback={null}>{ready && <DeferredWorkbench />}</Suspense>
    </>
  );
}
