package dev.meander.launcher.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * What was acknowledged, by person, kept apart from the service; and what else it answered.
 * Thread-safe.
 */
final class Account {

  private static final int NOTED = 20;

  private final Map<String, Long> events = new HashMap<>();
  private final List<String> people = new java.util.ArrayList<>();
  private final Map<String, Long> answers = new TreeMap<>();
  private final List<String> unexpected = new java.util.ArrayList<>();
  private long acknowledged;
  private long reads;
  private long errors;

  /** The log holds that many more events of a person. */
  synchronized void acknowledge(String person, int more) {
    if (events.merge(person, (long) more, Long::sum) == more) {
      people.add(person);
    }
    acknowledged += more;
  }

  /** Somebody who did something; empty before anybody did. */
  synchronized String anybody() {
    return people.isEmpty() ? "" : people.get(ThreadLocalRandom.current().nextInt(people.size()));
  }

  /**
   * An answer, or the lack of one.
   *
   * @param to what was asked
   * @param error whether a client could not use it
   */
  synchronized void answered(String to, String what, boolean error) {
    answers.merge(to + " " + what, 1L, Long::sum);
    if (error) {
      errors++;
    }
  }

  synchronized void read() {
    reads++;
  }

  /** What must not be, such as a refusal of a good event. */
  synchronized void unexpected(String what) {
    if (unexpected.size() < NOTED) {
      unexpected.add(what);
    }
  }

  synchronized List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  synchronized long acknowledged() {
    return acknowledged;
  }

  synchronized long reads() {
    return reads;
  }

  synchronized long errors() {
    return errors;
  }

  synchronized long requests() {
    return answers.values().stream().mapToLong(count -> count).sum();
  }

  /** By request and answer, such as {@code post 202=17, read 200=3}. */
  synchronized String answers() {
    return answers.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /**
   * Compares with what is stored.
   *
   * @param stored events by person
   */
  synchronized Difference compare(Map<String, Long> stored) {
    long lost = 0;
    long doubled = 0;
    for (Map.Entry<String, Long> person : events.entrySet()) {
      long less = person.getValue() - stored.getOrDefault(person.getKey(), 0L);
      lost += Math.max(0, less);
      doubled += Math.max(0, -less);
    }
    for (Map.Entry<String, Long> person : stored.entrySet()) {
      if (!events.containsKey(person.getKey())) {
        doubled += person.getValue();
      }
    }
    return new Difference(lost, doubled);
  }

  /** Events that are missing and that are too many. */
  record Difference(long lost, long doubled) {}
}
