package dev.meander.ingest.importing;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The visitors whose sessions are open while a log is read in its order. Lines a little out of
 * order are taken as they come. Bounded: the longest silent are forgotten first. Not for several
 * threads.
 */
final class Visitors {

  /** Most sessions open at a time; past it a session may be cut short. */
  private static final int MOST_OPEN = 100_000;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Duration gap;
  private final int botRate;
  private final LinkedHashMap<String, State> open = new LinkedHashMap<>(1024, 0.75f, true);

  /**
   * What is known of a visitor at one request.
   *
   * @param session names the session
   * @param first whether the session begins with it
   * @param tooFast whether the session has shown a rate that no person has
   */
  record Visit(String session, boolean first, boolean tooFast) {}

  private static final class State {
    private final String session;
    private Instant last;
    private Instant minute;
    private int pages;
    private boolean tooFast;

    State(String session, Instant at) {
      this.session = session;
      this.last = at;
      this.minute = at;
    }
  }

  Visitors(Duration gap, int botRate) {
    this.gap = gap;
    this.botRate = botRate;
  }

  /** Takes a visitor's next page request. */
  Visit page(String visitor, Instant at) {
    forgetSilent(at);
    State state = open.get(visitor);
    boolean first = state == null || at.isAfter(state.last.plus(gap));
    if (state == null || first) {
      state = new State(ContentHash.of(visitor, at.toString()), at);
      open.put(visitor, state);
    }
    if (at.isAfter(state.last)) {
      state.last = at;
    }
    if (!at.isBefore(state.minute.plus(MINUTE))) {
      state.minute = at;
      state.pages = 0;
    }
    state.pages++;
    state.tooFast |= state.pages > botRate;
    return new Visit(state.session, first, state.tooFast);
  }

  private void forgetSilent(Instant at) {
    while (!open.isEmpty()) {
      Map.Entry<String, State> eldest = open.firstEntry();
      if (open.size() <= MOST_OPEN && !at.isAfter(eldest.getValue().last.plus(gap))) {
        return;
      }
      open.remove(eldest.getKey());
    }
  }
}
