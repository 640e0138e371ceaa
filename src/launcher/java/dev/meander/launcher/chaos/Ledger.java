package dev.meander.launcher.chaos;

import dev.meander.event.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The account of what was sent and what the service said of it, kept apart from the service. The
 * events themselves can be made again from their stream. Thread-safe.
 */
final class Ledger {

  /** The newest acknowledgement, at a time of {@link System#nanoTime}. */
  record Acknowledged(String person, LogPosition position, long at) {}

  private static final int NOTED = 20;

  private final List<@Nullable LogPosition> positions = new ArrayList<>();
  private final Map<String, Integer> answers = new TreeMap<>();
  private final List<String> unexpected = new ArrayList<>();
  private final Gap writes = new Gap();
  private @Nullable Acknowledged newest;
  private int acknowledged;

  /** The number of the next event that will be sent. */
  synchronized int number() {
    positions.add(null);
    return positions.size() - 1;
  }

  /** The service has said that the log holds the event. */
  synchronized void acknowledge(NumberedEvent event, LogPosition position) {
    if (positions.get(event.number()) == null) {
      positions.set(event.number(), position);
      acknowledged++;
    }
    newest = new Acknowledged(event.person(), position, System.nanoTime());
    writes.success();
  }

  /** Counts an answer, or the lack of one, by what it was. */
  synchronized void answered(String what) {
    answers.merge(what, 1, Integer::sum);
  }

  /** What must not be: a refusal of a good event, a failure inside, a 503 that says no time. */
  synchronized void unexpected(String what) {
    if (unexpected.size() < NOTED) {
      unexpected.add(what);
    }
  }

  synchronized List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  synchronized @Nullable Acknowledged newest() {
    return newest;
  }

  synchronized int acknowledged() {
    return acknowledged;
  }

  synchronized int sent() {
    return positions.size();
  }

  /** Where the log holds an event; null where nobody said so. */
  synchronized @Nullable LogPosition position(int number) {
    return positions.get(number);
  }

  Gap writes() {
    return writes;
  }

  /** Answers by what they were, such as {@code 202=17 503=3}. */
  synchronized String answers() {
    return answers.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
