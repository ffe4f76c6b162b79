import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Addition } from "../../document/add/addNode";
import {
  allChoices,
  type Choice,
  fittingChoices,
  furtherCalls,
  modelCalls,
  publishedChoices,
  searchChoices,
} from "../../document/add/paletteSearch";
import { useCatalog } from "../../state/catalog";
import { useNodeReport } from "../../state/check";
import { openModel, useDocument } from "../../state/document";
import { useRecentLayers } from "../../state/palette";
import { usePendingEdge } from "../../state/pendingEdge";
import { usePublished } from "../../state/runs/publishedModels";
import { synonymsOfEntry, useSynonyms } from "../../state/synonyms";
import { Combobox } from "../../ui/Combobox";
import css from "./AddNodeSearch.module.css";
import type { SearchState } from "./useAddNode";

/** Results shown at most; more typing finds the others. */
const MAX_RESULTS = 60;

interface AddNodeSearchProps {
  search: SearchState | null;
  onPick: (addition: Addition) => void;
  onClose: () => void;
}

/** The search that opens on the canvas. While an edge is pending, it offers only what can take that edge. */
export function AddNodeSearch({ search, onPick, onClose }: AddNodeSearchProps) {
  return search !== null && <SearchPopup search={search} onPick={onPick} onClose={onClose} />;
}

interface SearchPopupProps extends AddNodeSearchProps {
  search: SearchState;
}

function SearchPopup({ search: { at, edge }, onPick, onClose }: SearchPopupProps) {
  const { t } = useTranslation("editor");
  const [text, setText] = useState("");
  // A node inserted into an edge needs both an input and an output.
  const intoEdge = edge !== undefined;
  const choices = useChoices(text, intoEdge);
  const asking = usePendingEdge((state) => state.loading);
  const box = useRef<HTMLDivElement>(null);
  const pick = (index: number) => {
    const choice = choices[index];
    if (choice !== undefined) onPick(choice.addition);
  };

  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof globalThis.Node && !box.current?.contains(event.target)) onClose();
    };
    // The click that opened the popup is still being dispatched.
    const timer = setTimeout(() => window.addEventListener("pointerdown", onPointerDown), 0);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pointerdown", onPointerDown);
    };
  }, [onClose]);

  return (
    <div
      ref={box}
      className={css.search}
      style={{ left: at.x, top: at.y }}
      role="dialog"
      aria-label={t("search.title")}
    >
      <Combobox
        label={t("search.title")}
        placeholder={t("search.placeholder")}
        listLabel={t("search.results")}
        text={text}
        onText={setText}
        options={choices.map((choice) => ({
          id: choice.id,
          className: css.choice,
          content: <ChoiceText choice={choice} />,
        }))}
        empty={t("search.none")}
        onPick={pick}
        onClose={onClose}
        compact
      />
      {asking && (
        <p className={css.loading} role="status">
          {t("search.asking")}
        </p>
      )}
    </div>
  );
}

function ChoiceText({ choice }: { choice: Choice }) {
  return (
    <>
      <span className={css.dot} style={{ "--family": `var(--${choice.family})` }} />
      <span className={css.name}>{choice.title}</span>
      <span className={css.note}>{choice.shape ?? choice.text}</span>
    </>
  );
}

function useChoices(text: string, intoEdge: boolean): Choice[] {
  const { t } = useTranslation("editor");
  const catalog = useCatalog((state) => state.catalog);
  const openGraph = useDocument((state) => state.openGraph);
  const recent = useRecentLayers((state) => state.layers);
  const published = usePublished((state) => state.published);
  const open = useDocument(openModel);
  const { fromOutput, fitting } = usePendingEdge();
  const carried = useNodeReport(fromOutput?.source ?? "")?.outputs[fromOutput?.sourceOutput ?? 0];
  const synonyms = useSynonyms();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `synonyms` signals that there are more words to match.
  return useMemo(() => {
    if (catalog === null) return [];
    const every = [
      ...allChoices(catalog, { input: t("palette.input"), output: t("palette.output") }),
      ...publishedChoices(published, t("palette.publishedText")),
      ...modelCalls(openGraph, open, (name) => t("search.callAgain", { name })),
    ];
    // An input takes no edge, so the search after a dropped one does not begin with it while what fits is asked for.
    const all = every.filter(
      ({ addition: { kind } }) => !(kind === "input" && fromOutput !== null) && !(intoEdge && isEnd(kind)),
    );
    const offered = fromOutput !== null && fitting !== null ? fittingChoices(all, fitting, carried) : all;
    const first = offered.filter((choice) => recent.includes(choice.title));
    const rest = offered.filter((choice) => !recent.includes(choice.title));
    const calls = furtherCalls(openGraph, catalog, (name) => t("search.callAgain", { name }));
    const found = searchChoices([...first, ...rest, ...calls], text, synonymsOfEntry);
    return found.slice(0, MAX_RESULTS);
  }, [
    catalog,
    openGraph,
    recent,
    published,
    open,
    fromOutput,
    fitting,
    carried,
    text,
    intoEdge,
    synonyms,
    t,
  ]);
}

function isEnd(kind: Addition["kind"]): boolean {
  return kind === "input" || kind === "output";
}
