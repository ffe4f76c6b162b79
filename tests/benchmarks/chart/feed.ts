// The page's own way of a run's events onto a chart, without the socket: reduced, gathered into columns, drawn.
import { drawPlot } from "../../../frontend/src/panels/charts/plot";
import { reduceAll } from "../../../frontend/src/run/reduceEvents";
import { chartsOf } from "../../../frontend/src/run/chartSeries";
import { NOTHING_YET } from "../../../frontend/src/run/state";
import type { Event } from "../../../shared_schema/generated/api";

declare global {
  interface Window {
    benchFeed: (epochs: number, each: number) => void;
    benchPoints: () => number;
  }
}

let view = NOTHING_YET;

function grow(count: number): void {
  const events: Event[] = [];
  for (let more = 0; more < count; more += 1) {
    const epoch = view.epochs.length + more;
    const loss = 2 / (1 + epoch / 9000) + 0.05 * Math.sin(epoch / 40) + 0.02 * Math.random();
    events.push({
      type: "epoch_ended",
      run: "bench",
      attempt: 1,
      seq: view.lastSeq + more + 1,
      at: new Date(0).toISOString(),
      epoch,
      logs: { loss, val_loss: loss * 1.1 },
      nonfinite: {},
      seconds: 0.1,
      learning_rate: null,
    });
  }
  view = reduceAll(view, events);
}

function shown() {
  const [chart] = chartsOf(view);
  if (chart === undefined) throw new Error("no chart");
  return { chart, end: chart.length, at: null, smoothing: 0, log: false, runs: null, bests: [] };
}

window.benchPoints = () => shown().chart.lines.reduce((sum, { values }) => sum + values.length, 0);
window.benchFeed = (epochs, each) => {
  grow(epochs);
  const words = { epoch: String, batch: String, best: "best", notFinite: (name: string, was: string) => `${name} ${was}` };
  const host = document.getElementById("chart");
  const plot = host && drawPlot(host, shown(), words, () => undefined);
  if (!plot) throw new Error("no plot");
  const step = () => {
    grow(each);
    plot.show(shown());
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
};
