package dev.meander.pipeline;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.ingest.SeenIds;
import dev.meander.log.ErasureMarker;
import dev.meander.log.LogArchive;
import dev.meander.log.privacy.Erasure;
import dev.meander.projection.PersonFacts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The first step of an erasure, once nothing of the person is under way any more: reads their
 * events a last time, forgets their ids, sums up what they come to without the person, and puts the
 * marker behind them.
 */
@ApplicationScoped
class ErasureMarking {

  private final PersonHistory history;
  private final SeenIds seen;
  private final LogArchive archive;
  private final Clock clock;

  @Inject
  ErasureMarking(PersonHistory history, SeenIds seen, LogArchive archive, Clock clock) {
    this.history = history;
    this.seen = seen;
    this.archive = archive;
    this.clock = clock;
  }

  /**
   * @param plain events that stood in the log unsealed
   */
  record Marked(LogPosition position, long events, long plain) {}

  Uni<Marked> mark(Erasure erasure, PersonId person, String pseudonym) {
    PersonFacts facts = new PersonFacts(erasure.tenant());
    return history
        .of(erasure.tenant(), person, pseudonym)
        .onItem()
        .transformToUniAndConcatenate(page -> take(page, facts))
        .collect()
        .with(Collectors.summingLong(Long::longValue))
        .chain(
            plain ->
                archive
                    .append(
                        new ErasureMarker(
                            erasure.tenant(),
                            erasure.id(),
                            erasure.key().uuid(),
                            clock.instant(),
                            facts.facts()),
                        pseudonym)
                    .map(position -> new Marked(position, facts.events(), plain)));
  }

  private Uni<Long> take(List<PersonHistory.Entry> page, PersonFacts facts) {
    page.forEach(entry -> facts.add(entry.envelope(), entry.appendedAt()));
    long plain = page.stream().filter(PersonHistory.Entry::stoodPlain).count();
    return seen.forget(page.stream().map(PersonHistory.Entry::envelope).toList())
        .replaceWith(plain);
  }
}
