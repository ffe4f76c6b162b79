import type { paths } from "@schema";
import createClient from "openapi-fetch";

/** Every route of the API, typed from its description. The page's cookie says who asks. */
export const api = createClient<paths>({ credentials: "same-origin" });
