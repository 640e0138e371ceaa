// Makes the requests of http.mjs, one at a time.
import { workerData } from 'node:worker_threads';

const { port, signal } = workerData;

// Names of headers as k6 spells them: Etag, Content-Type.
const spelled = (name) => name.replace(/[^-]+/g, (part) => part[0].toUpperCase() + part.slice(1).toLowerCase());

async function send({ method, url, body, headers }) {
  try {
    const answer = await fetch(url, { method, body, headers, redirect: 'manual' });
    return {
      status: answer.status,
      body: await answer.text(),
      headers: Object.fromEntries([...answer.headers].map(([name, value]) => [spelled(name), value])),
    };
  } catch (failure) {
    return { failure: String(failure.cause ?? failure) };
  }
}

port.on('message', async (request) => {
  const answer = await send(request);
  port.postMessage(answer);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
