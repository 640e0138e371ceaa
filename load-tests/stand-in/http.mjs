// The part of k6/http that the scenarios use. k6's calls return when the answer is there, so the request is made on another thread
// while this one waits.
import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';

const LIMIT_MS = 60_000;

const { port1: port, port2 } = new MessageChannel();
const signal = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./http-worker.mjs', import.meta.url), {
  workerData: { port: port2, signal },
  transferList: [port2],
});
worker.unref();
port.unref();

export const requests = new Map();

function select(document, selector) {
  if (selector === undefined) {
    return document;
  }
  return selector.split('.').reduce((value, name) => value?.[name], document);
}

function request(method, url, body, params = {}) {
  Atomics.store(signal, 0, 0);
  port.postMessage({ method, url, body, headers: params.headers ?? {} });
  if (Atomics.wait(signal, 0, 0, LIMIT_MS) === 'timed-out') {
    throw new Error(`${method} ${url}: no answer within ${LIMIT_MS} ms`);
  }
  const { message } = receiveMessageOnPort(port);
  if (message.failure) {
    throw new Error(`${method} ${url}: ${message.failure}`);
  }
  const name = params.tags?.name ?? url;
  requests.set(name, (requests.get(name) ?? 0) + 1);
  return { ...message, url, json: (selector) => select(JSON.parse(message.body), selector) };
}

const get = (url, params) => request('GET', url, undefined, params);
const post = (url, body, params) => request('POST', url, body, params);
const expectedStatuses = (...statuses) => statuses;

export default { get, post, expectedStatuses };
