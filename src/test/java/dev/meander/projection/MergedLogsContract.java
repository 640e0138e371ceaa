package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Histories;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random logs of people who merge and part, against the rules in plain words. */
abstract class MergedLogsContract extends IdentityContract {

  private static final int NAMES = 7;
  private static final int CASES = 12;

  /** What a name is claimed by, and when that was said. */
  private record Said(String known, String member, boolean merged, Instant at, String id) {

    static final Comparator<Said> AGE = Comparator.comparing(Said::at).thenComparing(Said::id);
  }

  @Test
  void whateverTheBatchesAndHoweverPartitionsInterleaveAllComeToTheRulesInPlainWords() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<EventEnvelope> events = events(random);
      for (int run = 0; run < 2; run++) {
        tenant = new TenantId("t-" + UUID.randomUUID());
        LogOf log = new LogOf(tenant);
        for (EventEnvelope event : events) {
          PositionedEvent _ = log.append(LogOf.of(event, tenant, event.personId().value()));
        }
        Map<PersonId, PublishedProfile> published = applyInPieces(log, random, run == 0);
        assertRules(log, published, "seed " + seed + " run " + run);
      }
    }
  }

  /** Partition by partition in pieces of any size, one before the other or in turns. */
  private Map<PersonId, PublishedProfile> applyInPieces(LogOf log, Random random, boolean turns) {
    List<List<PositionedEvent>> partitions = new ArrayList<>();
    for (int p = 0; p < 2; p++) {
      int partition = p;
      partitions.add(
          new ArrayList<>(
              log.events().stream()
                  .filter(event -> event.position().partition() == partition)
                  .toList()));
    }
    Map<PersonId, PublishedProfile> published = new HashMap<>();
    while (partitions.stream().anyMatch(rest -> !rest.isEmpty())) {
      List<PositionedEvent> rest = partitions.get(turns ? random.nextInt(2) : 0);
      if (rest.isEmpty()) {
        rest = partitions.get(1 - partitions.indexOf(rest));
      }
      List<PositionedEvent> piece = rest.subList(0, Math.min(rest.size(), 1 + random.nextInt(9)));
      for (PublishedProfile one : apply(List.copyOf(piece)).profiles()) {
        published.merge(one.personId(), one, (a, b) -> b.isNewerThan(a) ? b : a);
      }
      piece.clear();
    }
    return published;
  }

  private void assertRules(LogOf log, Map<PersonId, PublishedProfile> published, String what) {
    List<Said> said = said(log);
    for (int n = 0; n < NAMES; n++) {
      String name = "n" + n;
      List<PositionedEvent> together =
          log.events().stream()
              .filter(event -> isOneOf(event.envelope().personId().value(), name, said))
              .toList();
      if (log.of(name).isEmpty()) {
        continue;
      }
      assertEquals(folded(together, id(name)), current(id(name)).profile(), what + " " + name);
      PublishedProfile newest = Optional.ofNullable(published.get(id(name))).orElseThrow();
      assertEquals(current(id(name)), newest.read().orElseThrow(), what + " " + name);
      assertArrayEquals(sum(together), newest.sum(), what + " " + name);
    }
  }

  private static byte[] sum(List<PositionedEvent> events) {
    return dev.meander.interest.ProfileSum.of(
            Histories.cells(events.stream().map(PositionedEvent::envelope).toList()))
        .toBytes();
  }

  /** The newest word of each of each. */
  private static List<Said> said(LogOf log) {
    Map<String, Said> newest = new HashMap<>();
    for (PositionedEvent event : log.events()) {
      EventEnvelope envelope = event.envelope();
      if (envelope.event() instanceof PersonMerged(PersonId member, boolean merged)) {
        Said one =
            new Said(
                envelope.personId().value(),
                member.value(),
                merged,
                envelope.occurredAt(),
                envelope.eventId().value());
        newest.merge(
            one.known() + ">" + one.member(), one, (a, b) -> Said.AGE.compare(a, b) > 0 ? a : b);
      }
    }
    return List.copyOf(newest.values());
  }

  private static @Nullable String claimant(String name, List<Said> said) {
    return said.stream()
        .filter(one -> one.merged() && one.member().equals(name))
        .max(Said.AGE)
        .map(Said::known)
        .orElse(null);
  }

  private static String root(String name, List<Said> said) {
    String claimant = claimant(name, said);
    return claimant == null || claimant(claimant, said) != null ? name : claimant;
  }

  private static boolean isOneOf(String name, String other, List<Said> said) {
    return root(name, said).equals(root(other, said));
  }

  private List<EventEnvelope> events(Random random) {
    List<EventEnvelope> events = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      String name = "n" + random.nextInt(NAMES);
      int day = random.nextInt(9);
      String other = "n" + random.nextInt(NAMES);
      events.add(
          random.nextInt(4) > 0 || other.equals(name)
              ? viewed(name, "v" + i, day, "c" + random.nextInt(4))
              : merge(name, "m" + i, day, other, random.nextInt(4) > 0));
    }
    return events;
  }
}
