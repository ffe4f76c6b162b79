import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { addToGraph } from "../../actions/graphActions";
import type { Choice } from "../../document/add/paletteSearch";
import { searchChoices } from "../../document/add/paletteSearch";
import { useCatalog } from "../../state/catalog";
import { useDocument } from "../../state/document";
import { synonymsOfEntry, useSynonyms } from "../../state/synonyms";
import { hasModifier } from "../../ui/modifiers";
import { useOneTabStop } from "../../ui/useOneTabStop";
import css from "./Palette.module.css";
import { PaletteItem } from "./PaletteItem";
import { PaletteSection } from "./PaletteSection";
import { sectionsOf } from "./sections";
import { usePaletteChoices } from "./usePaletteChoices";

/** Results shown at most; more typing finds the others. */
const MAX_RESULTS = 80;

/** The palette of everything that can be added: search it, drag it onto the canvas, or double-click it. */
export function Palette() {
  const { t } = useTranslation("editor");
  const loaded = useCatalog((state) => state.catalog !== null);
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useSlashKey(field);
  const list = useRef<HTMLDivElement>(null);
  const stop = useOneTabStop(list);
  const opened = useDocument((state) => state.opened);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was searched for was for the document before.
  useEffect(() => setText(""), [opened]);
  const { choices, recent } = usePaletteChoices();
  const synonyms = useSynonyms();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `synonyms` signals that there are more words to match.
  const found = useMemo(
    () => (text.trim() === "" ? null : searchChoices(choices, text, synonymsOfEntry).slice(0, MAX_RESULTS)),
    [choices, text, synonyms],
  );
  const sections = useMemo(() => sectionsOf(choices, recent), [choices, recent]);

  return (
    <div className={css.palette}>
      <div className={css.searchBox}>
        <input
          ref={field}
          type="search"
          className={css.search}
          aria-label={t("palette.search")}
          placeholder={t("palette.placeholder")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const first = found?.[0];
            if (event.nativeEvent.isComposing || hasModifier(event)) return;
            if (event.key === "ArrowDown") {
              event.preventDefault();
              list.current?.querySelector<HTMLElement>("[data-stop]")?.focus();
            }
            if (event.key === "Enter" && first !== undefined) {
              addToGraph(first.addition);
              // What is typed next is the next layer.
              event.currentTarget.select();
            } else if (event.key === "Escape") {
              setText("");
              field.current?.blur();
            }
          }}
        />
        {text === "" && (
          <kbd className={css.key} aria-hidden>
            /
          </kbd>
        )}
      </div>
      <div ref={list} className={css.groups} {...stop}>
        {!loaded && <Skeleton />}
        {found !== null ? (
          <SearchResults choices={found} text={text.trim()} />
        ) : (
          sections.map((section) => <PaletteSection key={section.id} section={section} />)
        )}
      </div>
    </div>
  );
}

function SearchResults({ choices, text }: { choices: readonly Choice[]; text: string }) {
  const { t } = useTranslation("editor");
  return (
    <section aria-labelledby="palette-found">
      <h2 id="palette-found" className={css.heading}>
        {t("palette.group.found")}
      </h2>
      <ul className={css.list}>
        {choices.map((choice) => (
          <PaletteItem key={choice.id} choice={choice} recent={false} />
        ))}
      </ul>
      {choices.length === 0 && <p className={css.empty}>{t("palette.none", { text })}</p>}
    </section>
  );
}

/** Focuses the search on `/` and selects its text, except in another text field. */
function useSlashKey(field: { current: HTMLInputElement | null }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target !== field.current && target?.closest("input, textarea, select, [role='dialog']")) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [field]);
}

function Skeleton() {
  return (
    <div aria-hidden>
      {[70, 90, 60, 110, 80, 95].map((width) => (
        <div key={width} className={css.skeleton} style={{ width }} />
      ))}
    </div>
  );
}
