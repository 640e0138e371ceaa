package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.RecentEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person's recent events, collapsed into runs of one category and counted per category. What the
 * shop showed, what the person hid and what they sent back are no visits and start no run.
 */
final class History {
  /** A pause longer than this ends a session. */
  static final long SESSION_GAP_MILLIS = 30 * 60 * 1000L;

  private final List<Run> runs;
  private final Map<CategoryPath, Visits> visits;
  private final int sessions;
  private final int events;
  private final double dwellMillis;

  private History(
      List<Run> runs,
      Map<CategoryPath, Visits> visits,
      int sessions,
      int events,
      double dwellMillis) {
    this.runs = runs;
    this.visits = visits;
    this.sessions = sessions;
    this.events = events;
    this.dwellMillis = dwellMillis;
  }

  /** Collapses {@link InterestProfile#recent}. */
  static History of(InterestProfile profile) {
    List<Run> runs = new ArrayList<>();
    Map<CategoryPath, Visits> visits = new LinkedHashMap<>();
    int session = -1;
    int events = 0;
    double dwell = 0;
    long previous = Long.MIN_VALUE;
    for (RecentEvent event : profile.recent()) {
      CategoryPath category = event.category();
      if (category == null || !isVisit(event.kind())) {
        continue;
      }
      long at = event.occurredAt().toEpochMilli();
      if (previous == Long.MIN_VALUE || at - previous > SESSION_GAP_MILLIS) {
        session++;
      }
      previous = at;
      events++;
      Run last = runs.isEmpty() ? null : runs.getLast();
      if (last != null && last.category().equals(category)) {
        runs.set(
            runs.size() - 1,
            new Run(category, last.start(), at, last.events() + 1, last.session()));
      } else {
        runs.add(new Run(category, at, at, 1, session));
      }
      Visits of = visits.computeIfAbsent(category, absent -> new Visits());
      of.events++;
      if (isStrong(event.kind())) {
        of.strong++;
      }
      if (event.kind() == EventKind.ITEM_PURCHASED) {
        of.purchases++;
      }
      Long dwellMs = event.dwellMs();
      if (dwellMs != null && dwellMs > 0) {
        of.dwellMillis += dwellMs;
        dwell += dwellMs;
      }
    }
    countRuns(runs, visits, session);
    return new History(runs, newestFirst(visits), session + 1, events, dwell);
  }

  private static void countRuns(
      List<Run> runs, Map<CategoryPath, Visits> visits, int newestSession) {
    for (int k = 0; k < runs.size(); k++) {
      Run run = runs.get(k);
      Visits of = visits.computeIfAbsent(run.category(), absent -> new Visits());
      if (of.runs == 0) {
        of.firstRun = k;
        of.firstStart = run.start();
      }
      of.runs++;
      of.lastRun = k;
      of.lastStart = run.start();
      of.lastEnd = run.end();
      if (of.lastSession != run.session()) {
        of.sessions++;
        of.lastSession = run.session();
      }
      if (run.session() == newestSession) {
        of.runsInNewestSession++;
      }
      double age = runs.size() - 1.0 - k;
      for (int i = 0; i < Visits.DECAY_RUNS.length; i++) {
        of.decayed[i] += Math.exp(-age / Visits.DECAY_RUNS[i]);
      }
      if (k + 1 < runs.size()) {
        of.departures++;
        of.successors.merge(runs.get(k + 1).category(), 1, Integer::sum);
      }
    }
  }

  private static Map<CategoryPath, Visits> newestFirst(Map<CategoryPath, Visits> visits) {
    List<Map.Entry<CategoryPath, Visits>> entries = new ArrayList<>(visits.entrySet());
    entries.sort((a, b) -> Integer.compare(b.getValue().lastRun, a.getValue().lastRun));
    Map<CategoryPath, Visits> sorted = LinkedHashMap.newLinkedHashMap(entries.size());
    entries.forEach(
        entry -> {
          entry.getValue().recencyRank = sorted.size();
          sorted.put(entry.getKey(), entry.getValue());
        });
    return sorted;
  }

  /** Whether an event of that kind means that the person went to the category. */
  static boolean isVisit(EventKind kind) {
    return switch (kind) {
      case ITEM_VIEWED,
          ITEM_CARTED,
          ITEM_UNCARTED,
          ITEM_FAVORITED,
          ITEM_PURCHASED,
          ITEM_REVIEWED,
          INTEREST_DECLARED,
          EXPOSURE_CLICKED,
          SEARCHED,
          LOGGED_IN ->
          true;
      case ITEM_RETURNED,
          ITEM_HIDDEN,
          EXPOSURE_SHOWN,
          CONSENT_CHANGED,
          PERSON_MERGED,
          PERSON_ERASED ->
          false;
    };
  }

  private static boolean isStrong(EventKind kind) {
    return switch (kind) {
      case ITEM_CARTED,
          ITEM_FAVORITED,
          ITEM_PURCHASED,
          ITEM_REVIEWED,
          INTEREST_DECLARED,
          EXPOSURE_CLICKED ->
          true;
      case LOGGED_IN,
          ITEM_VIEWED,
          SEARCHED,
          ITEM_UNCARTED,
          ITEM_RETURNED,
          ITEM_HIDDEN,
          EXPOSURE_SHOWN,
          CONSENT_CHANGED,
          PERSON_MERGED,
          PERSON_ERASED ->
          false;
    };
  }

  /** Oldest first, neighbours of different category. */
  List<Run> runs() {
    return runs;
  }

  /** By category, the newest visited first: the place in this order is the recency rank. */
  Map<CategoryPath, Visits> visits() {
    return visits;
  }

  /** Sessions that the recent events span. */
  int sessions() {
    return sessions;
  }

  /** Events that are visits. */
  int events() {
    return events;
  }

  /** Dwell over all visits. */
  double dwellMillis() {
    return dwellMillis;
  }

  /** The category of the newest run. */
  Optional<CategoryPath> current() {
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast().category());
  }

  /** How many of the newest {@code window} runs went where the person had not been before. */
  int firstVisits(int window) {
    int from = Math.max(0, runs.size() - window);
    int found = 0;
    for (int k = from; k < runs.size(); k++) {
      Visits of = visits.get(runs.get(k).category());
      if (of != null && of.firstRun == k) {
        found++;
      }
    }
    return found;
  }
}
