// Leads the imports of k6's own modules to the stand-ins beside this file.
const STAND_INS = new Map([
  ['k6', './k6.mjs'],
  ['k6/http', './http.mjs'],
  ['k6/metrics', './metrics.mjs'],
]);

export async function resolve(specifier, context, next) {
  const standIn = STAND_INS.get(specifier);
  if (standIn) {
    return { url: new URL(standIn, import.meta.url).href, shortCircuit: true };
  }
  if (specifier === 'k6' || specifier.startsWith('k6/')) {
    throw new Error(`no stand-in for ${specifier}`);
  }
  return next(specifier, context);
}
