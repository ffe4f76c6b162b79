import { CircleQuestionMark } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { LazyPopup } from "../../ui/LazyPopup";
import { lazyPart } from "../../ui/lazyPart";
import css from "./DocsButton.module.css";

interface AboutProps {
  /** Which part of the catalogue, and what in it. */
  kind: string;
  name: string;
}

const fetch = async () => (await import("./DocsPopover")).OpenAbout;
const OpenAbout = lazyPart(fetch);

/** The mark beside what was chosen: it opens what Keras says of it, on a card beside the whole row. */
export function About({ kind, name }: AboutProps) {
  const { t } = useTranslation("editor");
  const mark = useRef<HTMLButtonElement>(null);
  const trigger = (
    <button ref={mark} type="button" className={css.mark} aria-label={t("inspector.about", { name })}>
      <CircleQuestionMark size={14} aria-hidden />
    </button>
  );
  return (
    <LazyPopup
      trigger={trigger}
      popup="dialog"
      of={OpenAbout}
      preload={fetch}
      popupProps={{ kind, name, mark }}
    />
  );
}
