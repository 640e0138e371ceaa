// Runs every scenario's functions a few times against a running service, with stand-ins for k6's modules, and fails when a check
// fails. It proves that the scripts ask the right things and judge the answers rightly; it measures nothing.
//
//   node prove.mjs [--url http://127.0.0.1:8080]
import { readdirSync } from 'node:fs';
import { register } from 'node:module';
import { parseArgs } from 'node:util';

const ITERATIONS = 3;
const BUILT_IN = new Set(['checks', 'http_req_failed', 'http_req_duration', 'dropped_iterations', 'iterations']);

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:8080' } } });

globalThis.__ENV = { MEANDER_URL: values.url, MEANDER_TOKEN: process.env['MEANDER_TOKEN'] };
globalThis.__VU = 1;
globalThis.__ITER = 0;
register('./stand-in/hooks.mjs', import.meta.url);

const { checks } = await import('k6');
const { requests } = await import('k6/http');
const { metrics } = await import('k6/metrics');

function requireSound(script, { options, ...exported }) {
  for (const [name, scenario] of Object.entries(options.scenarios)) {
    const exec = scenario.exec ?? 'default';
    if (typeof exported[exec] !== 'function') {
      throw new Error(`${script}: scenario ${name} runs ${exec}, which is not exported`);
    }
    if (!scenario.duration && !scenario.stages) {
      throw new Error(`${script}: scenario ${name} has no end`);
    }
  }
  for (const threshold of Object.keys(options.thresholds)) {
    const [, metric, tag] = threshold.match(/^([a-z_]+)(?:\{name:(.+)\})?$/) ?? [];
    if (!BUILT_IN.has(metric) && !metrics.has(metric)) {
      throw new Error(`${script}: no metric is called ${metric}`);
    }
    if (tag && !requests.has(tag)) {
      throw new Error(`${script}: no request is called ${tag}`);
    }
  }
}

async function prove(script) {
  checks.clear();
  requests.clear();
  metrics.clear();
  const module = await import(`./${script}`);
  module.setup?.();
  const { options } = module;
  for (const scenario of Object.values(options.scenarios)) {
    globalThis.__VU += 1;
    for (let i = 0; i < ITERATIONS; i++) {
      globalThis.__ITER = i;
      module[scenario.exec ?? 'default']();
    }
  }
  requireSound(script, module);
  for (const [name, metric] of metrics) {
    if (metric.values.length === 0) {
      throw new Error(`${script}: nothing was added to ${name}`);
    }
  }
  let failed = 0;
  for (const [name, seen] of checks) {
    if (seen.failed > 0) {
      failed += 1;
      console.log(`FAIL  ${script}: ${name}: ${seen.failed} of ${seen.failed + seen.passed}, such as ${seen.example}`);
    }
  }
  const total = [...requests.values()].reduce((sum, count) => sum + count, 0);
  if (checks.size === 0 || total === 0) {
    throw new Error(`${script}: asked or checked nothing`);
  }
  console.log(`${failed === 0 ? 'ok   ' : 'FAIL '} ${script}: ${checks.size} checks, ${total} requests`);
  return failed;
}

let failed = 0;
for (const script of readdirSync(new URL('.', import.meta.url)).filter((name) => /^\d\d-.*\.js$/.test(name)).sort()) {
  try {
    failed += await prove(script);
  } catch (failure) {
    failed += 1;
    console.log(`FAIL  ${script}: ${failure.message}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
