import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { openFirst } from "./actions/openProject";
import { changeLanguage } from "./i18n/languages";
import { useCatalog } from "./state/catalog";
import { initialLanguage } from "./state/preferences";
import { loadPublished } from "./state/runs/publishedModels";
import "./ui/tokens.css";
import "./ui/base.css";
import { initTheme } from "./state/preferences";

initTheme();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const page = createRoot(root);

const spoken = changeLanguage(initialLanguage());
// Asked for before anything is drawn: the answers come while the page is put together.
void useCatalog.getState().load();
void loadPublished();
void openFirst();

/** Texts that cannot be fetched leave the page in English. */
void spoken
  .catch(() => undefined)
  .then(() =>
    page.render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
