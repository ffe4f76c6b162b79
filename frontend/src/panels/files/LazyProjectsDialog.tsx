import { lazyPart } from "../../ui/lazyPart";

/** The list of projects comes when it is first opened. */
export const ProjectsDialog = lazyPart(async () => (await import("./ProjectsDialog")).ProjectsDialog, "bin");
