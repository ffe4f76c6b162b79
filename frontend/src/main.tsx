import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { speak } from "./i18n/languages";
import { startLanguage } from "./store/language";
import "./ui/tokens.css";
import "./ui/base.css";
import { followSystem } from "./store/theme";

followSystem();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const page = createRoot(root);

/** Texts that cannot be fetched leave the page in English. */
void speak(startLanguage())
  .catch(() => undefined)
  .then(() =>
    page.render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
