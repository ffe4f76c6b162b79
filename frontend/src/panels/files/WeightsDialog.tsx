import type { WeightsReport } from "@schema";
import { useTranslation } from "react-i18next";
import { cancelWeights, loadPartly } from "../../actions/imports/loadWeights";
import { axesText } from "../../document/values/shape";
import { type LoadedWeights, useLoadedWeights } from "../../state/loadedWeights";
import { Button } from "../../ui/Button";
import css from "../../ui/DialogForm.module.css";
import { bytesText, countText } from "../../ui/numbers";
import { Dialog } from "../../ui/overlays/Dialog";
import tableCss from "../../ui/Table.module.css";

/** A weights file: how far it has come, and what of it fits the model. */
export function WeightsDialog() {
  const { t } = useTranslation("weights");
  const file = useLoadedWeights((state) => state.file);
  if (file === null) return null;
  return (
    <Dialog
      title={t("title", { name: file.name })}
      close={t("close")}
      open
      onOpen={(open) => {
        if (!open) cancelWeights();
      }}
    >
      <Loaded file={file} />
    </Dialog>
  );
}

function Loaded({ file: { received, size, report, busy, failed } }: { file: LoadedWeights }) {
  const { t } = useTranslation("weights");
  const asks = report !== null && report.file === null && report.matched.length > 0;
  return (
    <div className={css.form}>
      {failed !== null && (
        <p className={css.failure} role="alert">
          {failed}
        </p>
      )}
      {busy && (
        <p className={css.note} role="status">
          {received < size
            ? t("sending", { received: bytesText(received), size: bytesText(size) })
            : t("matching")}
        </p>
      )}
      {report !== null && <Report report={report} />}
      <footer className={css.footer}>
        <Button onClick={cancelWeights}>{t(asks || busy ? "cancel" : "close")}</Button>
        {asks && (
          <Button look="primary" disabled={busy} onClick={() => void loadPartly()}>
            {t("partly", { count: report.matched.length })}
          </Button>
        )}
      </footer>
    </div>
  );
}

function Report({
  report: { file, match, matched, misfits, left_over, without },
}: {
  report: WeightsReport;
}) {
  const { t } = useTranslation("weights");
  return (
    <>
      <p className={css.note}>
        {t(file === null ? "fits" : "loaded", { count: matched.length })} {t(`match.${match}`)}
      </p>
      {misfits.length > 0 && (
        <table className={tableCss.table}>
          <caption>{t("misfits", { count: misfits.length })}</caption>
          <thead>
            <tr>
              <th scope="col">{t("layer")}</th>
              <th scope="col">{t("needs")}</th>
              <th scope="col">{t("saved")}</th>
              <th scope="col">{t("has")}</th>
            </tr>
          </thead>
          <tbody>
            {misfits.map((each) => (
              <tr key={each.layer}>
                <th scope="row">{each.layer}</th>
                <td>{shapes(each.shapes)}</td>
                <td>{each.saved}</td>
                <td>{shapes(each.saved_shapes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Names title={t("leftOver", { count: left_over.length })} names={left_over} />
      <Names title={t("without", { count: without.length })} names={without} />
    </>
  );
}

const MOST_NAMES = 40;

function Names({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  const more = names.length - MOST_NAMES;
  return (
    <p>
      {title} {names.slice(0, MOST_NAMES).join(", ")}
      {more > 0 && ` … +${countText(more)}`}
    </p>
  );
}

const shapes = (found: readonly (readonly number[])[]) => found.map(axesText).join(", ");
