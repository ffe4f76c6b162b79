import { useTranslation } from "react-i18next";
import { runCommand } from "../commands/handlers";
import { Button } from "../ui/Button";
import css from "./Canvas.module.css";

/** What most models begin and end with; names of Keras, in every language. */
const GHOSTS = [
  { name: "Input", family: "input" },
  { name: "Dense", family: "core" },
  { name: "Output", family: "output" },
];

/** Shown on a canvas without nodes: how to start, below the outlines of three nodes. */
export function EmptyCanvas() {
  const { t } = useTranslation("editor");
  return (
    <div className={css.empty}>
      <div className={css.ghosts} aria-hidden>
        {GHOSTS.map(({ name, family }) => (
          <span key={name} className={css.ghost} style={{ "--family": `var(--${family})` }}>
            {name}
          </span>
        ))}
      </div>
      <p>{t("canvas.empty")}</p>
      <Button small onClick={() => runCommand("file.start")}>
        {t("canvas.examples")}
      </Button>
    </div>
  );
}
