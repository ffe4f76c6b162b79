// Writes shared_schema/generated/api.d.ts from openapi.json; with --check, fails when the committed one is stale.
// --default-non-nullable=false keeps document fields with a default optional: a saved document leaves them out.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const folder = new URL("../../shared_schema/generated/", import.meta.url);
const target = new URL("api.d.ts", folder);

const ast = await openapiTS(new URL("openapi.json", folder), {
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  defaultNonNullable: false,
});
const text = `// Generated from openapi.json by \`npm run codegen\`. Never edit by hand.\n\n${astToString(ast)}`;

if (process.argv.includes("--check")) {
  const committed = await readFile(target, "utf8").catch(() => "");
  if (committed !== text) {
    console.error("shared_schema/generated/api.d.ts is stale. Run: npm --prefix frontend run codegen");
    process.exit(1);
  }
} else {
  await writeFile(target, text);
}
