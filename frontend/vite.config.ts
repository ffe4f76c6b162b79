/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.LAYERLOOM_DEV_SERVER ?? "http://127.0.0.1:8642";

/** The texts of the first view, of which a language other than English needs its own. */
const FIRST_TEXTS = ["commands", "editor", "find", "problems", "training"];
/** Texts that are large, and seldom wanted. */
const LONG_TEXTS = ["catalog", "help"];

/** Tests of functions alone. They keep nothing, so that one environment does for all; others have one a file. */
const TESTS_OF_FUNCTIONS = [
  "tests/{document,run}/**/*.test.ts",
  "tests/*.test.ts",
  "tests/canvas/{minimap,noteBlocks}.test.ts",
  "tests/commands/fuzzyMatch.test.ts",
  "tests/panels/{code,plotScales,predict}.test.ts",
  "tests/state/rowWindow.test.ts",
];

/** Two files of texts a language in place of twenty: those of the first view, and those of all that comes after it. */
function textsChunk(path: string): string | null {
  const [, language, namespace] = /\/src\/i18n\/([\w-]+)\/(\w+)\.json$/.exec(path) ?? [];
  if (namespace === undefined || LONG_TEXTS.includes(namespace)) return null;
  return FIRST_TEXTS.includes(namespace) ? `${language}-first` : `${language}`;
}

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    sourcemap: false,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the page begins with is one file: thirty small ones are fetched six at a time.
            { name: "first", tags: ["$initial"] },
            { name: textsChunk },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    // The server's Origin check is exact: a proxied request must look like its own page's.
    proxy: {
      "/api": {
        target: server,
        ws: true,
        changeOrigin: true,
        configure: (proxy) => {
          proxy.on("proxyReq", (request) => request.setHeader("origin", server));
          proxy.on("proxyReqWs", (request) => request.setHeader("origin", server));
        },
      },
    },
  },
  test: {
    environment: "happy-dom",
    projects: [
      { extends: true, test: { name: "functions", include: TESTS_OF_FUNCTIONS, isolate: false } },
      {
        extends: true,
        test: {
          name: "page",
          include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
          exclude: TESTS_OF_FUNCTIONS,
        },
      },
    ],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
    testTimeout: 30_000,
    // By default a core is left free, which of two is half.
    maxWorkers: "100%",
  },
});
