import { EMPTY } from "../../store/document";
import { newProject } from "../../store/project";

export function newDocument(): Promise<void> {
  return newProject(EMPTY);
}
