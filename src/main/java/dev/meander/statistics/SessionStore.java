package dev.meander.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The newest sessions of all people, as examples to compare with: the most of them by their end.
 */
final class SessionStore {

  /** A session of two runs or more. */
  static final class Session {
    static final Comparator<Session> BY_PERSON =
        Comparator.comparingLong((Session session) -> session.person)
            .thenComparingInt(session -> session.index);
    static final Comparator<Session> NEWEST_FIRST =
        Comparator.comparingLong((Session session) -> -session.end).thenComparing(BY_PERSON);

    private final long person;
    private final long end;
    private final int index;
    private final int[] categories;

    /** Takes the array over. */
    Session(long person, long end, int index, int[] categories) {
      this.person = person;
      this.end = end;
      this.index = index;
      this.categories = categories;
    }

    /** By time; not to be written to. */
    int[] categories() {
      return categories;
    }
  }

  private final int limit;
  private final List<Session> sessions = new ArrayList<>();

  SessionStore(int limit) {
    this.limit = limit;
  }

  /** Adds a person's sessions, and to {@code together} what occurs in them. */
  void add(long person, Runs runs, int visible, ShopForm form, TogetherCounts together) {
    int from = 0;
    int index = 0;
    for (int k = 1; k <= visible; k++) {
      boolean ends =
          k == visible
              || form.neighbourDay(runs.start[k]) != form.neighbourDay(runs.start[k - 1])
              || k - from >= form.longestSession();
      if (ends) {
        if (k - from > 1) {
          int[] categories = Arrays.copyOfRange(runs.category, from, k);
          together.add(categories);
          sessions.add(new Session(person, runs.end[k - 1], index++, categories));
        }
        from = k;
      }
    }
    prune(2L * limit);
  }

  void addAll(SessionStore other) {
    sessions.addAll(other.sessions);
    prune(2L * limit);
  }

  private void prune(long above) {
    if (sessions.size() > above) {
      sessions.sort(Session.NEWEST_FIRST);
      sessions.subList(limit, sessions.size()).clear();
    }
  }

  /** By person, then in order of time. */
  List<Session> kept() {
    prune(limit);
    sessions.sort(Session.BY_PERSON);
    return List.copyOf(sessions);
  }
}
