package dev.meander.ingest;

import dev.meander.event.EventEnvelope;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** What is remembered of events that came in, for whoever has to forget them. */
@Singleton
public final class SeenIds {

  private final SeenEvents seen;

  @Inject
  SeenIds(SeenEvents seen) {
    this.seen = seen;
  }

  /** Their ids are as if they were never seen; fails when the look-up does not answer. */
  public Uni<Void> forget(List<EventEnvelope> events) {
    Fingerprints hashes = new Fingerprints();
    return seen.forget(events.stream().map(hashes::key).toList());
  }
}
