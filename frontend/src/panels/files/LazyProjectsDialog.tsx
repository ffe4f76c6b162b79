import { later } from "../../ui/lazyPart";

/** The list of projects comes when it is first opened. */
export const ProjectsDialog = later(async () => (await import("./ProjectsDialog")).ProjectsDialog, "bin");
