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
   * @param events of the person, entries among them that stand in clear and are none
   * @param plain of these, those that stand in the log unsealed
   * @param reach the last entry of each partition then
   */
  record Marked(LogPosition position, long events, long plain, List<LogPosition> reach) {
    Marked {
      reach = List.copyOf(reach);
    }
  }

  /** How many stand in clear. */
  private record Plain(long events, long others) {
    Plain plus(Plain more) {
      return new Plain(events + more.events, others + more.others);
    }
  }

  Uni<Marked> mark(Erasure erasure, PersonId person, String pseudonym) {
    PersonFacts facts = new PersonFacts(erasure.tenant());
    return history
        .everywhere(erasure.tenant(), person, pseudonym)
        .onItem()
        .transformToUniAndConcatenate(page -> take(page, facts))
        .collect()
        .with(Collectors.reducing(new Plain(0, 0), Plain::plus))
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
                    .chain(
                        position ->
                            archive
                                .ends(erasure.tenant())
                                .map(
                                    ends ->
                                        new Marked(
                                            position,
                                            facts.events() + plain.others(),
                                            plain.events() + plain.others(),
                                            ends))));
  }

  private Uni<Plain> take(PersonHistory.Page page, PersonFacts facts) {
    List<PersonHistory.Entry> events = page.events();
    events.forEach(entry -> facts.add(entry.envelope(), entry.appendedAt()));
    long plain = events.stream().filter(PersonHistory.Entry::stoodPlain).count();
    return seen.forget(events.stream().map(PersonHistory.Entry::envelope).toList())
        .replaceWith(new Plain(plain, page.otherPlain()));
  }
}
