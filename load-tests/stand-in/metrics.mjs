// Metrics of k6: what was added is kept for the prover.
export const metrics = new Map();

class Metric {
  constructor(name) {
    this.values = [];
    metrics.set(name, this);
  }

  add(value) {
    if (!Number.isFinite(Number(value))) {
      throw new Error(`a metric takes numbers, not ${value}`);
    }
    this.values.push(Number(value));
  }
}

export { Metric as Counter, Metric as Gauge, Metric as Rate, Metric as Trend };
