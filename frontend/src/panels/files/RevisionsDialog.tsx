import type { RevisionRecord } from "@schema";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { putRevisionBack } from "../../actions/putRevisionBack";
import { listRevisions } from "../../api/projects";
import { useProject } from "../../state/project";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/overlays/Dialog";
import { TimeAgo } from "../../ui/TimeAgo";
import css from "./ProjectsDialog.module.css";
import { ProjectThumbnail } from "./ProjectThumbnail";

/** The earlier versions of the open document that the server keeps, each of which can take its place. */
export function RevisionsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("bin");
  const id = useProject((state) => state.id);
  const current = useProject((state) => state.revision);
  const [revisions, setRevisions] = useState<readonly RevisionRecord[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const fail = (error: Error) => setFailure(error.message);
  useEffect(() => {
    let mounted = true;
    if (id !== null)
      listRevisions(id).then(
        (list) => mounted && setRevisions(list.revisions),
        (error: Error) => mounted && setFailure(error.message),
      );
    return () => {
      mounted = false;
    };
  }, [id]);
  const earlier = revisions?.filter(({ revision }) => revision < current) ?? null;
  return (
    <Dialog
      title={t("revisions.title")}
      close={t("close")}
      open
      onOpen={(open) => {
        if (!open) onClose();
      }}
    >
      <p className={css.note}>{t("revisions.about")}</p>
      {failure !== null && (
        <p className={css.failure} role="alert">
          {t("failed", { message: failure })}
        </p>
      )}
      {earlier?.length === 0 && <p className={css.note}>{t("revisions.none")}</p>}
      <ul className={css.list}>
        {earlier?.map(({ revision, saved_at }) => (
          <li key={revision} className={css.row}>
            <span className={css.item}>
              {id !== null && <ProjectThumbnail id={id} revision={revision} />}
              <span className={css.text}>
                <span className={css.name}>{t("revisions.version", { number: revision })}</span>
                <TimeAgo className={css.note} iso={saved_at} />
              </span>
            </span>
            <Button
              small
              aria-label={t("revisions.putBackNamed", { number: revision })}
              onClick={() => void putRevisionBack(revision).then(onClose, fail)}
            >
              {t("revisions.putBack")}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
