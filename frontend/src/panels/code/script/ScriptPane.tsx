import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  changeAll,
  changeOne,
  dropScript,
  useMyFile as readMyFile,
} from "../../../actions/script/syncScript";
import { useScript } from "../../../state/script";
import { Button } from "../../../ui/Button";
import css from "../CodePanel.module.css";
import { TextPane } from "../TextPane";
import { ScriptEditor } from "./ScriptEditor";

/** The person's own script, and what is to be decided where it and the canvas do not say the same. */
export function ScriptPane({ choices, text }: { choices: ReactNode; text: string }) {
  return (
    <TextPane choices={choices} text={text} failed={null} extension=".py">
      <ScriptDecision />
      <ScriptEditor text={text} />
    </TextPane>
  );
}

function ScriptDecision() {
  const { t } = useTranslation("code");
  const { state, offer, message } = useScript();
  if (state === "agreed" || state === "reading") return null;
  return (
    <div className={css.decision} role="status">
      <span>{sentence(t, state, offer?.count ?? 0, message)}</span>
      {state === "several" && offer?.all && (
        <Button small onClick={() => void changeAll(offer)}>
          {t("changeAll")}
        </Button>
      )}
      {state === "several" && offer?.apart && (
        <Button small onClick={() => changeOne(offer)}>
          {t("writeOut")}
        </Button>
      )}
      {state === "apart" && offer?.outcome === "changed" && (
        <Button small onClick={() => changeOne(offer)}>
          {t("changeFile")}
        </Button>
      )}
      {state !== "unreadable" && (
        <Button small onClick={() => void readMyFile()}>
          {t("useFile")}
        </Button>
      )}
      <Button small onClick={dropScript}>
        {t("useGenerated")}
      </Button>
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation<"code">>["t"];

function sentence(t: Translate, state: string, count: number, message: string | null): string {
  if (state === "unreadable") return t("unreadable", { message: message ?? "" });
  return state === "several" ? t("several", { count }) : t("apart");
}
