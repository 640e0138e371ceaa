package dev.meander.ingest;

import dev.meander.event.LogPosition;
import dev.meander.log.EventLog;
import dev.meander.log.LoggedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Leads the events of one request into the log. */
@Singleton
final class Ingestion {

  private final EventLog log;

  @Inject
  Ingestion(EventLog log) {
    this.log = log;
  }

  /** One outcome for each candidate, in order, once the log holds what it took. */
  Uni<IngestAnswer> take(List<Candidate> candidates) {
    List<LoggedEvent.Decoded> fit = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      if (candidate instanceof Candidate.Valid(var event)) {
        fit.add(event);
      }
    }
    return (fit.isEmpty() ? Uni.createFrom().item(List.<LogPosition>of()) : log.append(fit))
        .map(positions -> answer(candidates, positions));
  }

  private static IngestAnswer answer(List<Candidate> candidates, List<LogPosition> positions) {
    List<Outcome> outcomes = new ArrayList<>(candidates.size());
    int appended = 0;
    for (Candidate candidate : candidates) {
      outcomes.add(
          switch (candidate) {
            case Candidate.Valid(var event) ->
                new Outcome.Accepted(event.envelope().eventId().value(), positions.get(appended++));
            case Candidate.Refused(var eventId, var errors) -> new Outcome.Refused(eventId, errors);
          });
    }
    return new IngestAnswer(outcomes);
  }
}
