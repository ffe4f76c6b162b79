import { TooLarge } from "../../document/sharing/compression";
import { hashOf } from "../../document/sharing/link";
import { i18n } from "../../i18n/index";
import { useDocument } from "../../state/document";
import { showToast } from "../../state/toast";
import { countText } from "../../ui/numbers";
import { exportFile } from "./documentFiles";

/** Copies a link that contains the whole document; if it is too large, offers a file. */
export async function copyLink(): Promise<void> {
  const { document, readOnly } = useDocument.getState();
  if (readOnly) {
    showToast({ key: "editor:newerLink" });
    return;
  }
  try {
    const link = location.origin + location.pathname + (await hashOf(document));
    await copy(link);
    const key = isLoopback(location.hostname) ? "picture:link.copiedHere" : "picture:link.copied";
    showToast({ key, values: { length: countText(link.length) } });
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    const onPick = () => void exportFile("json");
    showToast({ key: "picture:link.tooLarge", action: { key: "picture:link.saveJson", onPick } });
  }
}

/** Whether a host is this machine, which no other can reach by that name. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\./.test(host);
}

/** Without TLS, and not on localhost, there is no Clipboard API: then `execCommand`. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error(i18n.t("browser.noClipboard"));
}
