// What the scenarios share: where the service is, what its clients send, and what an answer must be.
import { check, sleep } from 'k6';
import http from 'k6/http';

const given = __ENV['MEANDER_URL'] || 'http://127.0.0.1:8080';

// These scripts load a machine to its limit: they are for the machine that they run on.
if (!/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/.test(given)) {
  throw new Error(`MEANDER_URL wants a loopback address such as http://127.0.0.1:8080, not ${given}`);
}

// As whom the scenarios ask a service that wants to know.
const token = __ENV['MEANDER_TOKEN'];
const caller = token ? { Authorization: `Bearer ${token}` } : {};

export const URL = given;
export const PEOPLE = 500;

const CATEGORIES = [
  ['electronics', 'phone'],
  ['electronics', 'headphones'],
  ['beauty', 'lipstick'],
  ['beauty', 'mask'],
  ['sports', 'running'],
  ['home', 'lamp'],
  ['toys', 'puzzle'],
  ['食品', '茶'],
];

// A name of its own in each virtual user's copy of this module: ids never meet those of another run.
const RUN = Math.random().toString(36).slice(2, 10);
let made = 0;

/**
 * One of the shop's people.
 * @param {number} index any whole number from 0
 */
export function person(index) {
  return `load-${index % PEOPLE}`;
}

/**
 * A page view, now, of some item.
 * @param {string} personId
 * @param {number} index decides the item
 */
export function view(personId, index) {
  made += 1;
  const category = CATEGORIES[index % CATEGORIES.length];
  return {
    eventId: `load-${RUN}-${__VU}-${made}`,
    personId,
    kind: 'item_viewed',
    occurredAt: new Date().toISOString(),
    source: 'k6',
    item: { id: `item-${index % 997}`, category },
    dwellMs: 500 + ((index * 37) % 20000),
  };
}

/**
 * Posts events and checks that every one was accepted.
 * @param {ReturnType<typeof view>[]} events
 * @param {string} name of the request in the summary
 */
export function post(events, name) {
  const body = JSON.stringify(events.length === 1 ? events[0] : events);
  const answer = http.post(`${URL}/v1/events`, body, {
    headers: { 'Content-Type': 'application/json', ...caller },
    tags: { name },
  });
  check(answer, {
    'post: 202': (r) => r.status === 202,
    'post: every event accepted': (r) => r.status === 202 && r.json('accepted') === events.length,
  });
  return answer;
}

/**
 * Reads an answer about a person.
 * @param {string} personId
 * @param {'interests' | 'migration' | 'evolution'} question
 * @param {string} [etag] of the answer that is at hand already
 */
export function read(personId, question, etag) {
  const answer = http.get(`${URL}/v1/people/${personId}/${question}`, {
    headers: etag ? { 'If-None-Match': etag, ...caller } : caller,
    tags: { name: `GET ${question}` },
  });
  const statuses = etag ? [200, 304] : [200];
  check(answer, {
    [`${question}: answered`]: (r) => statuses.includes(r.status),
    [`${question}: about that person`]: (r) => r.status === 304 || (r.status === 200 && r.json('personId') === personId),
    [`${question}: strong ETag`]: (r) => /^"/.test(r.headers['Etag'] || ''),
  });
  return answer;
}

/**
 * Whether position `a` of one person's events is `b` or later: partition, ledger, entry, place in the batch.
 * @param {string} a
 * @param {string} b
 */
export function reaches(a, b) {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < right.length; i++) {
    const difference = (left[i] ?? NaN) - (right[i] ?? NaN);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}

/**
 * Reads until the answer shows a position, at most so many times; -1 when it never did.
 * @param {string} personId
 * @param {string} position
 * @param {number} attempts
 * @returns milliseconds waited
 */
export function awaitReadable(personId, position, attempts) {
  const begun = Date.now();
  for (let attempt = 0; attempt < attempts; attempt++) {
    const answer = http.get(`${URL}/v1/people/${personId}/migration`, {
      tags: { name: 'GET migration until readable' },
      // Not known yet, or not ready yet: what is waited for.
      responseCallback: http.expectedStatuses(200, 404, 503),
    });
    if (answer.status === 200 && reaches(String(answer.json('freshness.position')), position)) {
      return Date.now() - begun;
    }
    sleep(0.01);
  }
  return -1;
}

/** For `setup`: gives every person some views and waits until the last ones can be read. */
export function openShop() {
  /** @type {Map<string, string>} */
  const last = new Map();
  for (let round = 0; round < 3; round++) {
    for (let from = 0; from < PEOPLE; from += 100) {
      const events = [];
      for (let i = from; i < from + 100; i++) {
        events.push(view(person(i), i + round));
      }
      const answer = post(events, 'POST before the test');
      if (answer.status !== 202) {
        throw new Error(`the shop can't be opened: ${answer.status} ${answer.body}`);
      }
      events.forEach((event, i) => last.set(event.personId, String(answer.json(`outcomes.${i}.position`))));
    }
  }
  for (const [personId, position] of last) {
    if (awaitReadable(personId, position, 1000) < 0) {
      throw new Error(`${personId} can't be read`);
    }
  }
}
