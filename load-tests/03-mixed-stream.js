// A steady stream of events with readers beside it, and the way of some events from their 202 to the first read that shows them.
//
//   k6 run -e MEANDER_URL=http://127.0.0.1:8080 03-mixed-stream.js
//
// Method: an open loop by the clock, for a minute: 980 events a second, 200 reads a second, and 20 events a second that are
// followed. A followed event is read every 10 ms until GET migration says its position or a later one: accepted_to_readable.
import { check } from 'k6';
import { Trend } from 'k6/metrics';
import { awaitReadable, openShop, person, post, read, view } from './shop.js';

const readable = new Trend('accepted_to_readable', true);

export const options = {
  scenarios: {
    events: {
      executor: 'constant-arrival-rate',
      exec: 'event',
      rate: 980,
      timeUnit: '1s',
      duration: '60s',
      preAllocatedVUs: 100,
      maxVUs: 400,
    },
    readers: {
      executor: 'constant-arrival-rate',
      exec: 'reader',
      rate: 200,
      timeUnit: '1s',
      duration: '60s',
      preAllocatedVUs: 20,
      maxVUs: 100,
    },
    followed: {
      executor: 'constant-arrival-rate',
      exec: 'followed',
      rate: 20,
      timeUnit: '1s',
      duration: '60s',
      preAllocatedVUs: 20,
      maxVUs: 200,
    },
  },
  thresholds: {
    checks: ['rate>0.999'],
    http_req_failed: ['rate<0.001'],
    accepted_to_readable: ['p(99)<500'],
    dropped_iterations: ['count<100'],
  },
};

export function setup() {
  openShop();
}

export function event() {
  const index = __VU * 7919 + __ITER;
  post([view(person(index), index)], 'POST event');
}

export function reader() {
  const index = __VU * 7919 + __ITER;
  read(person(index), index % 2 === 0 ? 'migration' : 'evolution');
}

export function followed() {
  const index = __VU * 7919 + __ITER;
  const who = person(index);
  const answer = post([view(who, index)], 'POST followed event');
  if (answer.status === 202) {
    const waited = awaitReadable(who, String(answer.json('outcomes.0.position')), 500);
    check(waited, { 'followed: readable': (ms) => ms >= 0 });
    if (waited >= 0) {
      readable.add(waited);
    }
  }
}
