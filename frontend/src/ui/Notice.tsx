import { classNames } from "./classNames";
import css from "./Notice.module.css";

interface NoticeProps {
  tone: "error" | "warning" | "choice";
  headline: string;
  text: string;
  fixes: readonly { title: string; onPick: () => void }[];
  /** Says what it means at length. */
  explain: { title: string; onPick: () => void };
}

/** What is wrong, why, and its fixes. The digits 1 to 9 pick a fix; so does Enter on the first. */
export function Notice({ tone, headline, text, fixes, explain }: NoticeProps) {
  return (
    <section
      className={css.notice}
      aria-label={headline}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const fix = fixes[Number(event.key) - 1];
        if (fix === undefined) return;
        event.preventDefault();
        fix.onPick();
      }}
    >
      <h3 className={classNames(css.headline, tone !== "error" && css[tone])}>{headline}</h3>
      <p className={css.text}>{text}</p>
      {fixes.map((fix, index) => (
        <button key={fix.title} type="button" className={css.fix} onClick={fix.onPick}>
          <span>{fix.title}</span>
          <kbd className={css.key} aria-hidden>
            {index === 0 ? "⏎" : index + 1}
          </kbd>
        </button>
      ))}
      <button type="button" className={css.explain} onClick={explain.onPick}>
        {explain.title}
      </button>
    </section>
  );
}
