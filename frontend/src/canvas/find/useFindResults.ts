import type { Problem } from "@schema";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Colour } from "../../document/add/paletteSearch";
import { type Sheet, sheetsOf } from "../../document/find/facts";
import { findNodes } from "../../document/find/find";
import { problemText } from "../../i18n/problemText";
import { useCatalog } from "../../state/catalog";
import { useCheck } from "../../state/check";
import { useDocument } from "../../state/document";
import { useFind } from "../../state/find";

interface FindResults {
  text: string;
  setText: (text: string) => void;
  found: readonly Sheet[];
}

/** The nodes that match the typed text. Recomputed when the document or its report changes. */
export function useFindResults(): FindResults {
  const { t } = useTranslation("editor");
  const text = useFind((state) => state.text);
  const document = useDocument((state) => state.document);
  const catalog = useCatalog((state) => state.catalog);
  const report = useCheck((state) => state.report);
  const sheets = useMemo(() => {
    const problemTexts = (problem: Problem) => [
      t(`problems:headline.${problem.code}`, { defaultValue: "" }),
      problemText(problem),
    ];
    const family = (name: Colour) => t(`palette.group.${GROUPS[name] ?? name}`, { defaultValue: "" });
    return sheetsOf(document, { catalog, report, problemTexts: problemTexts, family });
  }, [document, catalog, report, t]);
  const found = useMemo(() => findNodes(sheets, text), [sheets, text]);
  useEffect(() => {
    useFind.setState({ matches: found.map(({ model, node }) => ({ model, node })) });
  }, [found]);
  return { text, setText, found };
}

/** Palette groups whose name differs from that of the family. */
const GROUPS: Partial<Record<Colour, string>> = {
  input: "ends",
  output: "ends",
  op: "ops",
  model: "models",
};

/** Sets the text and starts a new search, before the first result. */
function setText(text: string): void {
  useFind.setState({ text, current: null });
}
