import { Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { showStart } from "../../actions/openProject";
import { registerHandlers } from "../../commands/handlers";
import { isInFieldOrOverlay } from "../../commands/keyScope";
import { openBin, useBin } from "../../state/bin";
import { useAddDataset } from "../../state/data/addDataset";
import { dismissTourOffer } from "../../state/help";
import { useImportedScript } from "../../state/importedScript";
import { useLoadedWeights } from "../../state/loadedWeights";
import { useProject } from "../../state/project";
import { hideToast, showToast } from "../../state/toast";
import { lazyPart } from "../../ui/lazyPart";
import binCss from "../bin/Bin.module.css";
import { DeletedToast } from "../bin/DeletedToast";
import { Tour } from "../start/Tour";
import { ConflictDialog } from "./ConflictDialog";
import { copyLink } from "./copyLink";
import { addDataFile, loadWeightsFile, openFile } from "./documentFiles";
import { exportPng, exportSvg } from "./exportImage";
import css from "./FileCommands.module.css";

const BinDialog = lazyPart(async () => (await import("../bin/BinDialog")).BinDialog, "bin");
const AddDataDialog = lazyPart(async () => (await import("../data/AddDataDialog")).AddDataDialog, "datasets");
const WeightsDialog = lazyPart(async () => (await import("./WeightsDialog")).WeightsDialog, "weights");
const RevisionsDialog = lazyPart(async () => (await import("./RevisionsDialog")).RevisionsDialog, "bin");
const ScriptDialog = lazyPart(async () => (await import("./ScriptDialog")).ScriptDialog, "scripts");

/**
 * Registers the commands of files, images, links, the bin and the tour, and shows what they and saving open. Loaded right
 * after the page.
 */
export function FileCommands() {
  const dropping = useFileDrop();
  const adding = useAddDataset((state) => state.file !== null);
  const loading = useLoadedWeights((state) => state.file !== null);
  const choosing = useImportedScript((state) => state.script !== null);
  const open = useProject((state) => state.waiting === null);
  const conflict = useProject((state) => state.saving === "conflict");
  const [touring, setTouring] = useState(false);
  const [revisions, setRevisions] = useState(false);
  usePastedFile();
  useEffect(() => {
    const can = () => useProject.getState().waiting === null;
    return registerHandlers({
      "file.start": { run: openStart },
      "file.bin": { run: openBin },
      "file.revisions": { run: () => setRevisions(true), can },
      "file.exportSvg": { run: exportSvg, can },
      "file.exportPng": { run: () => toastFailure(exportPng()), can },
      "file.copyLink": { run: () => toastFailure(copyLink()), can },
      "file.addData": { run: () => void addDataFile(), can },
      "file.loadWeights": { run: () => void loadWeightsFile(), can },
      "help.tour": {
        run: () => {
          dismissTourOffer();
          setTouring(true);
        },
        can,
      },
    });
  }, []);
  return (
    <>
      {dropping && <DropOverlay />}
      <Bin />
      <Suspense fallback={null}>{adding && <AddDataDialog />}</Suspense>
      <Suspense fallback={null}>{loading && <WeightsDialog />}</Suspense>
      <Suspense fallback={null}>{choosing && <ScriptDialog />}</Suspense>
      <Suspense fallback={null}>
        {revisions && open && <RevisionsDialog onClose={() => setRevisions(false)} />}
      </Suspense>
      {touring && open && <Tour onEnd={() => setTouring(false)} />}
      {conflict && <ConflictDialog />}
    </>
  );
}

/** The toast after a deletion, and the dialog of deleted items. */
function Bin() {
  const offered = useBin((state) => state.offered);
  const open = useBin((state) => state.open);
  return (
    <>
      <div className={binCss.region} role="status">
        {offered !== null && <DeletedToast key={offered.item.id} deleted={offered} />}
      </div>
      <Suspense fallback={null}>{open && <BinDialog />}</Suspense>
    </>
  );
}

function DropOverlay() {
  const { t } = useTranslation("picture");
  return (
    <div className={css.overlay} role="status">
      <p className={css.text}>{t("drop")}</p>
    </div>
  );
}

/** Opens the start page, without the toast of the document before. */
function openStart(): void {
  hideToast();
  showStart();
}

function toastFailure(work: Promise<void>): void {
  work.catch((error: Error) => showToast({ text: error.message, persistent: true }));
}

/** Whether files are being dragged over the page; a dropped one is opened. Items of the palette are ignored. */
function useFileDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "copy";
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file === undefined || !hasFiles(event)) return;
      event.preventDefault();
      const { target } = event;
      const node = target instanceof Element ? target.closest(".react-flow__node") : null;
      toastFailure(openFile(file, node?.getAttribute("data-id") ?? null));
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);
  return over;
}

/** Opens a pasted file where pasted text would go onto the canvas. */
function usePastedFile(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0];
      if (file === undefined || isInFieldOrOverlay(event.target)) return;
      event.preventDefault();
      toastFailure(openFile(file));
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, []);
}
