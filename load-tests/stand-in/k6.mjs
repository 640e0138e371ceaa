// check and sleep of k6. What was checked is kept for the prover.
export const checks = new Map();

export function check(value, conditions) {
  let all = true;
  for (const [name, condition] of Object.entries(conditions)) {
    const passed = Boolean(condition(value));
    const seen = checks.get(name) ?? { passed: 0, failed: 0, example: '' };
    if (passed) {
      seen.passed += 1;
    } else {
      seen.failed += 1;
      seen.example ||= `${value?.status ?? value} ${String(value?.body ?? '').slice(0, 300)}`;
    }
    checks.set(name, seen);
    all &&= passed;
  }
  return all;
}

export function sleep(seconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
}
