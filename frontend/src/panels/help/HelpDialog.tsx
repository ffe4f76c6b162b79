import type { Code } from "@schema";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { plainText } from "../../document/find/plainText";
import { useCheck } from "../../state/check";
import { showProblemHelp, useProblemHelp } from "../../state/help";
import fields from "../../ui/Field.module.css";
import { Dialog } from "../../ui/overlays/Dialog";
import css from "./HelpDialog.module.css";
import { HelpEntry } from "./HelpEntry";
import { codesOf, type HelpEntries, textsOf } from "./helpEntries";

const ENTRIES = "code";

/** Help on problem codes: what each means, why, and what to do; one entry is open, all can be searched. */
export function HelpDialog() {
  const { t } = useTranslation("help");
  const { t: problem } = useTranslation("problems");
  const shown = useProblemHelp((state) => state.topic);
  const report = useCheck((state) => state.report);
  const [text, setText] = useState("");
  const entries = t(ENTRIES, { returnObjects: true }) as HelpEntries;
  const headline = (code: Code) => problem(`headline.${code}`);
  const presentCodes = new Set((report?.problems ?? []).map(({ code }) => code));
  const query = plainText(text).trim();
  const found = codesOf(entries).filter((code) =>
    plainText([code, headline(code), ...textsOf(entries, code)].join(" ")).includes(query),
  );
  return (
    <Dialog title={t("title")} close={t("close")} open onOpen={() => showProblemHelp(null)}>
      <div className={css.search}>
        <input
          className={fields.control}
          type="search"
          aria-label={t("search")}
          placeholder={t("placeholder")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {found.length === 0 && <p className={css.empty}>{t("none", { text })}</p>}
      <ul className={css.list}>
        {found.map((code) => (
          <li key={code}>
            <HelpEntry
              code={code}
              headline={headline(code)}
              open={shown === code}
              present={presentCodes.has(code)}
              onOpen={(open) => showProblemHelp(open ? code : "all")}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
