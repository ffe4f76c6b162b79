import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { speak } from "./i18n/languages";
import { useCatalog } from "./store/catalog";
import { startLanguage } from "./store/language";
import { openFirst } from "./store/openProject";
import { loadPublished } from "./store/published";
import "./ui/tokens.css";
import "./ui/base.css";
import { followSystem } from "./store/theme";

followSystem();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const page = createRoot(root);

const spoken = speak(startLanguage());
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
