import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { setCollapsed, showDockTab } from "../../state/view";
import { Button } from "../../ui/Button";
import { Callout } from "../../ui/Callout";
import css from "./Tour.module.css";

/** The parts of the page that are shown, where the card stands, and what brings the part forward. */
const STEPS = [
  { id: "palette", at: '[data-tour="palette"]', side: "right", show: () => setCollapsed("palette", false) },
  { id: "canvas", at: ".react-flow", side: "bottom", show: () => undefined },
  { id: "problems", at: '[data-tour="problems"]', side: "top", show: () => showDockTab("problems") },
  { id: "train", at: '[data-tour="train"]', side: "bottom", show: () => undefined },
  { id: "code", at: '[data-tour="code"]', side: "top", show: () => showDockTab("code") },
] as const;

/** What is where, in a few steps. It points, and blocks nothing; it is left at any time. */
export function Tour({ onEnd }: { onEnd: () => void }) {
  const { t } = useTranslation("start");
  const [index, setIndex] = useState(0);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const step = STEPS[index];
  const last = index === STEPS.length - 1;
  useEffect(() => {
    step?.show();
    // The part is there once what brought it forward was drawn.
    const frame = requestAnimationFrame(() =>
      setAnchor(document.querySelector(step?.at ?? "body") ?? document.body),
    );
    return () => cancelAnimationFrame(frame);
  }, [step]);
  if (step === undefined || anchor === null) return null;
  const title = t(`tour.${step.id}.title`);
  return (
    <Callout key={step.id} label={title} at={anchor} side={step.side} onClose={onEnd}>
      <div className={css.card}>
        <h2 className={css.title}>{title}</h2>
        <p className={css.text}>{t(`tour.${step.id}.text`)}</p>
        <div className={css.foot}>
          <span className={css.count}>{t("tour.step", { number: index + 1, count: STEPS.length })}</span>
          {!last && (
            <Button look="quiet" small onClick={onEnd}>
              {t("tour.skip")}
            </Button>
          )}
          {index > 0 && (
            <Button small onClick={() => setIndex(index - 1)}>
              {t("tour.back")}
            </Button>
          )}
          {/* The card takes the focus when it comes, and Enter goes on. */}
          <Button look="primary" small autoFocus onClick={() => (last ? onEnd() : setIndex(index + 1))}>
            {t(last ? "tour.done" : "tour.next")}
          </Button>
        </div>
      </div>
    </Callout>
  );
}
