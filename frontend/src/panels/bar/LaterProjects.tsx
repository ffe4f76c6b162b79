import { later } from "../../ui/later";

/** The list of projects comes when it is first opened. */
export const ProjectsDialog = later(async () => (await import("./ProjectsDialog")).ProjectsDialog, "bin");
