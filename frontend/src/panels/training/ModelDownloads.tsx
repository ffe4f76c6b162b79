import type { Artifact } from "@schema";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { artifactUrl } from "../../api/runs";
import type { ShownRun } from "../../state/runs/shownRuns";
import css from "./TrainingPanel.module.css";

const MODELS = ["model.keras", "model.zip"] as const satisfies readonly Artifact[];

/** The trained model of a run that has one, as files. */
export function ModelDownloads({ run }: { run: ShownRun }) {
  const { t } = useTranslation("training");
  if (run.active) return null;
  return MODELS.filter((name) => run.record.artifacts.includes(name)).map((name) => (
    <a key={name} className={css.download} href={artifactUrl(run.id, name)} download>
      <Download size={15} aria-hidden />
      {t(`runs.artifacts.${name.replaceAll(".", "_")}`)}
    </a>
  ));
}
