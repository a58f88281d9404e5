/** Counters for operators: one Prometheus registry per program. */

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Buckets of a duration histogram, in seconds. */
const DURATION_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Name, help text and label names of one series. */
export interface SeriesInit {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

/** The registry of a program. Names get the program's prefix (`kin_broker_`), labels must come from closed sets. */
export interface Metrics {
  counter(init: SeriesInit): Counter;
  gauge(init: SeriesInit): Gauge;
  /** Durations in seconds. */
  histogram(init: SeriesInit): Histogram;
  /** Exposes a snapshot of named counts, read at scrape time, as one gauge with the label `name`. */
  expose(init: { name: string; help: string; snapshot: () => Readonly<Record<string, number>> }): void;
  /** Text in the Prometheus exposition format. */
  text(): Promise<string>;
  /** Media type of {@link Metrics.text}. */
  readonly contentType: string;
}

/**
 * Creates the registry of a program.
 * @param options.prefix such as `kin_broker_`
 * @param options.processMetrics whether memory, event loop and garbage collection are measured too (costs a timer)
 */
export function createMetrics(options: { prefix: string; processMetrics?: boolean }): Metrics {
  const registry = new Registry();
  if (options.processMetrics === true) collectDefaultMetrics({ register: registry, prefix: options.prefix });
  const full = (init: SeriesInit) => ({
    name: options.prefix + init.name,
    help: init.help,
    labelNames: [...(init.labels ?? [])],
    registers: [registry],
  });
  return {
    counter: (init) => new Counter(full(init)),
    gauge: (init) => new Gauge(full(init)),
    histogram: (init) => new Histogram({ ...full(init), buckets: DURATION_BUCKETS }),
    expose: ({ name, help, snapshot }) => {
      const gauge = new Gauge({
        ...full({ name, help, labels: ['name'] }),
        collect: () => {
          for (const [key, value] of Object.entries(snapshot())) gauge.set({ name: key }, value);
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
