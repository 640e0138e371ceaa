package dev.meander.launcher.replay;

import java.util.List;

/**
 * What goes out in one request. The key is a function of the run and of the batch's place in it, so
 * a resumed run sends the same events under the same key and is told the first outcome.
 */
record Batch(String key, int lane, List<ReplayRecord.Event> events) {

  Batch {
    events = List.copyOf(events);
  }

  /** The body as NDJSON. */
  String body() {
    var body = new StringBuilder();
    for (ReplayRecord.Event event : events) {
      body.append(event.json()).append('\n');
    }
    return body.toString();
  }
}
