import type { Document } from "../../src/document/types";
import type { Asked } from "./server";

/** A server that keeps projects as the real one does: one revision more with each save, 409 for a stale one. */
export class Projects {
  readonly kept = new Map<string, { revision: number; document: Document }>();
  /** Takes the save and loses the answer. */
  loseAnswers = false;
  down = false;
  /** What was deleted, last first. */
  readonly bin: string[] = [];
  /** What new projects were sent as. */
  readonly texts: string[] = [];

  answer({ method, path, body }: Asked): { status: number; body?: unknown } {
    if (this.down) return { status: 502, body: "nobody" };
    const id = /\/projects\/(\w+)/.exec(path)?.[1];
    if (path.includes("/runs?")) return { status: 200, body: { runs: [], has_more: false } };
    if (path.endsWith("/bin"))
      return { status: 200, body: { items: this.bin.map((key) => this.binned(key)), days: 30 } };
    if (method === "POST" && id !== undefined) {
      this.bin.splice(this.bin.indexOf(id), 1);
      return { status: 200, body: this.record(id) };
    }
    if (id !== undefined && this.bin.includes(id)) {
      return { status: 404, body: { code: "in_bin", message: "In the bin.", got: id } };
    }
    const sent = body === "" ? null : JSON.parse(body);
    if (path.includes("/import")) return { status: 200, body: { document: sent, warnings: [] } };
    if (method === "POST") {
      const fresh = `p${this.kept.size + 1}`;
      this.texts.push(body);
      this.kept.set(fresh, { revision: 1, document: sent.document });
      return { status: 201, body: this.record(fresh) };
    }
    if (id === undefined)
      return {
        status: 200,
        body: {
          projects: [...this.kept.keys()]
            .filter((key) => !this.bin.includes(key))
            .map((key) => this.record(key)),
        },
      };
    const project = this.kept.get(id);
    if (project === undefined)
      return { status: 404, body: { code: "not_found", message: "No such project." } };
    if (method === "GET") return { status: 200, body: { ...this.record(id), document: project.document } };
    if (method === "DELETE") {
      this.bin.unshift(id);
      return { status: 204 };
    }
    if (sent.revision !== project.revision) {
      return { status: 409, body: { code: "project.stale", message: "Saved by somebody else." } };
    }
    this.kept.set(id, { revision: project.revision + 1, document: sent.document });
    return this.loseAnswers ? { status: 502, body: "lost" } : { status: 200, body: this.record(id) };
  }

  private binned(id: string) {
    const [deleted_at, purged_at] = ["2026-11-01T10:00:00Z", "2026-12-01T10:00:00Z"];
    return { kind: "project", id, name: this.record(id).name, deleted_at, purged_at, runs: 0, used_by: [] };
  }

  private record(id: string) {
    const project = this.kept.get(id);
    return { id, name: project?.document.name ?? "", revision: project?.revision ?? 0 };
  }
}
