package dev.meander.ingest;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.log.AppendException;
import dev.meander.log.EventLog;
import dev.meander.log.LoggedEvent;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Leads the events of one request into the log: looks them up, appends those that are new, and
 * remembers them once the broker has acknowledged them. Without an answer from the look-up it goes
 * on as if nothing had been seen.
 */
@Singleton
final class Ingestion {

  private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(1);

  private final EventLog log;
  private final SeenEvents seen;
  private final IngestMetrics metrics;
  private final int maxInFlight;
  private final AtomicInteger inFlight;

  @Inject
  Ingestion(EventLog log, SeenEvents seen, IngestMetrics metrics, IngestConfig config) {
    this.log = log;
    this.seen = seen;
    this.metrics = metrics;
    this.maxInFlight = config.maxInFlight();
    this.inFlight = metrics.inFlight();
  }

  /**
   * One outcome for each candidate, in order, once the log holds what it took.
   *
   * @param idempotencyKey of the request; null for none
   */
  Uni<IngestAnswer> take(List<Candidate> candidates, @Nullable String idempotencyKey) {
    int events = candidates.size();
    if (!begin(events)) {
      metrics.turnedAway(events);
      return Uni.createFrom()
          .failure(
              new ProblemException(
                  ErrorCode.TOO_MANY_REQUESTS,
                  "Too many events are under way.",
                  List.of(),
                  RETRY_WHEN_BUSY,
                  null));
    }
    Intake intake = new Intake(candidates, idempotencyKey);
    return look(intake)
        .chain(found -> barred(intake.unknown(found)))
        .chain(barred -> append(intake, intake.without(barred)))
        .map(
            ignored -> {
              IngestAnswer answer = new IngestAnswer(intake.outcomes());
              metrics.answered(answer);
              return answer;
            })
        .onTermination()
        .invoke(() -> inFlight.addAndGet(-events));
  }

  /** Whether there was room for them; never exceeds the limit, not even in passing. */
  private boolean begin(int events) {
    int before = inFlight.getAndUpdate(now -> now + events > maxInFlight ? now : now + events);
    return before + events <= maxInFlight;
  }

  private Uni<List<@Nullable Seen>> look(Intake intake) {
    List<SeenKey> keys = intake.keys();
    return seen.find(keys)
        .invoke(metrics::lookupAnswered)
        .onFailure()
        .invoke(metrics::lookupFailed)
        .onFailure()
        .recoverWithItem(() -> Collections.nCopies(keys.size(), null));
  }

  /** A log that cannot tell says so itself, when it is asked to append. */
  private Uni<Set<PersonId>> barred(List<LoggedEvent.Decoded> events) {
    return log.barred(events).onFailure().recoverWithItem(Set.of());
  }

  private Uni<Void> append(Intake intake, List<LoggedEvent.Decoded> unknown) {
    if (unknown.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return log.append(unknown)
        .onFailure(AppendException.class)
        .call(failure -> remember(intake, failure.stored()))
        .chain(positions -> remember(intake, positions));
  }

  /** The answer waits for it: a retry that comes at once has to find the mark. */
  private Uni<Void> remember(Intake intake, List<? extends @Nullable LogPosition> positions) {
    return seen.mark(intake.stored(positions))
        .onFailure()
        .invoke(metrics::markFailed)
        .onFailure()
        .recoverWithNull();
  }
}
