package dev.meander.launcher.bench;

import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.launcher.sample.WireForm;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Events of the sample shop, each given out once and made before the clock runs. Used by one
 * thread.
 */
final class PostedEvents {

  static final TenantId TENANT = new TenantId("default");

  /** Three years are three million events; a full bench gives out less than one and a half. */
  private static final SampleSettings SHOP =
      new SampleSettings(TENANT, 2000, 1_095, 7, LocalDate.of(2022, 1, 1));

  private final SampleStream stream = new SampleStream(SHOP);
  private final Set<String> people = new TreeSet<>();

  /** The next events. */
  List<EventEnvelope> next(int count) {
    List<EventEnvelope> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(stream.next());
    }
    return events;
  }

  /** The next events as requests. */
  List<HttpExchange> posts(int count, int batch) {
    List<HttpExchange> posts = new ArrayList<>();
    List<EventEnvelope> events = next(count);
    events.forEach(event -> people.add(event.personId().value()));
    for (int from = 0; from < count; from += batch) {
      List<EventEnvelope> part = events.subList(from, Math.min(from + batch, count));
      posts.add(HttpExchange.post(body(part), part.size()));
    }
    return posts;
  }

  private static byte[] body(List<EventEnvelope> events) {
    if (events.size() == 1) {
      return WireForm.line(events.getFirst()).getBytes(StandardCharsets.UTF_8);
    }
    List<String> lines = events.stream().map(WireForm::line).toList();
    return ("[" + String.join(",", lines) + "]").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Everybody whom the service was told of: those in requests, not those in {@link #next} alone.
   */
  List<String> people() {
    return List.copyOf(people);
  }
}
