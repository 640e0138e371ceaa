// Collectors that post batches of 100 events as fast as they are taken.
//
//   k6 run -e MEANDER_URL=http://127.0.0.1:8080 02-ingest-batches.js
//
// Method: a closed loop of 16 collectors for a minute, each with one request under way. The figure is events_accepted per second:
// an event counts when its 202 has come, that is, when the broker has it on disk.
import { Counter } from 'k6/metrics';
import { person, post, view } from './shop.js';

const BATCH = 100;

const accepted = new Counter('events_accepted');

export const options = {
  scenarios: {
    collectors: { executor: 'constant-vus', vus: 16, duration: '60s' },
  },
  thresholds: {
    checks: ['rate>0.999'],
    http_req_failed: ['rate<0.001'],
    'http_req_duration{name:POST batch}': ['p(99)<1000'],
    events_accepted: ['count>0'],
  },
};

export default function collect() {
  const events = [];
  for (let i = 0; i < BATCH; i++) {
    const index = (__VU * 7919 + __ITER) * BATCH + i;
    events.push(view(person(index), index));
  }
  const answer = post(events, 'POST batch');
  if (answer.status === 202) {
    accepted.add(Number(answer.json('accepted')));
  }
}
