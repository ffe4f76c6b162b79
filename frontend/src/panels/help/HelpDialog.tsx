import type { Code } from "@schema";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { plainText } from "../../document/find/plainText";
import { useCheck } from "../../state/check";
import { showProblemHelp, useProblemHelp } from "../../state/help";
import { Dialog } from "../../ui/Dialog";
import fields from "../../ui/Field.module.css";
import css from "./HelpDialog.module.css";
import { HelpEntry } from "./HelpEntry";
import { codesOf, type Entries, wordsOf } from "./helpEntries";

const ENTRIES = "code";

/** What each problem means, why Keras wants it so, and what to do; one entry is open, the others can be searched. */
export function HelpDialog() {
  const { t } = useTranslation("help");
  const { t: problem } = useTranslation("problems");
  const shown = useProblemHelp((state) => state.topic);
  const report = useCheck((state) => state.report);
  const [typed, setTyped] = useState("");
  const entries = t(ENTRIES, { returnObjects: true }) as Entries;
  const headline = (code: Code) => problem(`headline.${code}`);
  const here = new Set((report?.problems ?? []).map(({ code }) => code));
  const wanted = plainText(typed).trim();
  const found = codesOf(entries).filter((code) =>
    plainText([code, headline(code), ...wordsOf(entries, code)].join(" ")).includes(wanted),
  );
  return (
    <Dialog title={t("title")} close={t("close")} open onOpen={() => showProblemHelp(null)}>
      <div className={css.search}>
        <input
          className={fields.control}
          type="search"
          aria-label={t("search")}
          placeholder={t("placeholder")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {found.length === 0 && <p className={css.none}>{t("none", { text: typed })}</p>}
      <ul className={css.list}>
        {found.map((code) => (
          <li key={code}>
            <HelpEntry
              code={code}
              headline={headline(code)}
              open={shown === code}
              here={here.has(code)}
              onOpen={(open) => showProblemHelp(open ? code : "all")}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
