// Page views: each posts one event and reads what the page shows, as a shop's page would.
//
//   k6 run -e MEANDER_URL=http://127.0.0.1:8080 01-baseline.js
//
// Method: a closed loop of 20 visitors for a minute after 10 s to warm up, 500 people in turn. A visitor posts the view, reads
// migration and interests, and asks for migration again with the ETag that it holds, as the next page does.
import { openShop, person, post, read, view } from './shop.js';

export const options = {
  scenarios: {
    visitors: {
      executor: 'ramping-vus',
      startVUs: 1,
      stages: [
        { duration: '10s', target: 20 },
        { duration: '60s', target: 20 },
      ],
      gracefulRampDown: '5s',
    },
  },
  thresholds: {
    checks: ['rate>0.999'],
    http_req_failed: ['rate<0.001'],
    'http_req_duration{name:GET migration}': ['p(99)<100'],
    'http_req_duration{name:GET interests}': ['p(99)<100'],
    'http_req_duration{name:POST view}': ['p(99)<200'],
  },
};

export function setup() {
  openShop();
}

export default function pageView() {
  const index = __VU * 7919 + __ITER;
  const who = person(index);
  post([view(who, index)], 'POST view');
  const migration = read(who, 'migration');
  read(who, 'interests');
  read(who, 'migration', migration.headers['Etag']);
}
