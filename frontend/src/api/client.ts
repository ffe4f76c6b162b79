import type { paths } from "@schema";
import createClient from "openapi-fetch";

/**
 * Every route of the API, typed from its description. The page's cookie says who asks. English is asked for because the
 * page renders sentences itself: else the server would render every check again in the language of the browser.
 */
export const api = createClient<paths>({
  credentials: "same-origin",
  headers: { "accept-language": "en" },
});
