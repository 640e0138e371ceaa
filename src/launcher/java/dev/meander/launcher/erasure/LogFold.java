package dev.meander.launcher.erasure;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.RetainedFacts;
import dev.meander.event.TenantId;
import dev.meander.interest.DayCell;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.RowSums;
import dev.meander.log.ErasureMarker;
import dev.meander.log.EventCodec;
import dev.meander.log.LoggedEvent;
import dev.meander.log.privacy.Opened;
import dev.meander.projection.PersonFacts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Folds a log anew, entry by entry, and sums it up as {@code ./meander checksum} does. A
 * partition's people are in memory at a time. Used by one thread.
 */
final class LogFold {

  private static final String SEPARATOR = "\u001f";

  private record Demand(String day, String category, String currency) {}

  private final TenantId tenant;
  private final Set<PersonId> leftOut;
  private final EventCodec codec = new EventCodec();
  private final Map<PersonId, PersonFacts> people = new HashMap<>();
  private final Set<UUID> markers = new HashSet<>();
  private final Map<Demand, RetainedFacts.Demand> demand = new HashMap<>();
  private final Map<String, Long> visits = new TreeMap<>();
  private final RowSums cells = new RowSums();
  private final Map<UUID, Long> unreadable = new HashMap<>();
  private long entries;
  private long ofLeftOut;
  private long putAside;

  /**
   * @param leftOut all names of the person who is left out of the cells, and counted; what they did
   *     is counted in demand and visits
   */
  LogFold(TenantId tenant, Set<PersonId> leftOut) {
    this.tenant = tenant;
    this.leftOut = Set.copyOf(leftOut);
  }

  /** How many entries were taken in. */
  long entries() {
    return entries;
  }

  /** How many readable events are of the person who is left out. */
  long ofLeftOut() {
    return ofLeftOut;
  }

  /** How many entries were sealed with that key, which is gone. */
  long unreadable(UUID key) {
    return unreadable.getOrDefault(key, 0L);
  }

  /** How many entries are damaged, no events, or decisions about such: those are not replayed. */
  long putAside() {
    return putAside;
  }

  /**
   * Takes the next entry of a partition in.
   *
   * @param appendedAt when the log took it
   */
  void take(Opened entry, Instant appendedAt) {
    entries++;
    switch (entry) {
      case Opened.Erased erased -> unreadable.merge(erased.key().uuid(), 1L, Long::sum);
      case Opened.Damaged _ -> putAside++;
      case Opened.Plain(byte[] bytes) -> takePlain(bytes, appendedAt);
    }
  }

  /**
   * Takes an entry in clear of somebody who was erased: it can be read, and is not, but for what
   * says that they were erased.
   */
  void passOver(Opened entry, Instant appendedAt) {
    if (!(entry instanceof Opened.Plain(byte[] bytes))) {
      take(entry, appendedAt);
      return;
    }
    switch (codec.decode(bytes)) {
      case LoggedEvent.Erasure _ -> take(entry, appendedAt);
      case LoggedEvent.Decoded(EventEnvelope envelope, byte[] _) -> {
        entries++;
        ofLeftOut += leftOut.contains(envelope.personId()) ? 1 : 0;
      }
      case LoggedEvent.Decision _, LoggedEvent.Undecodable _ -> entries++;
    }
  }

  private void takePlain(byte[] bytes, Instant appendedAt) {
    switch (codec.decode(bytes)) {
      case LoggedEvent.Decoded(EventEnvelope envelope, byte[] _) -> {
        ofLeftOut += leftOut.contains(envelope.personId()) ? 1 : 0;
        people
            .computeIfAbsent(envelope.personId(), _ -> new PersonFacts(tenant))
            .add(envelope, appendedAt);
      }
      case LoggedEvent.Erasure(ErasureMarker marker, byte[] _) -> {
        if (markers.add(marker.erasure())) {
          add(marker.facts());
        }
      }
      case LoggedEvent.Decision _, LoggedEvent.Undecodable _ -> putAside++;
    }
  }

  /** The partition ends: its people are complete. */
  void endPartition() {
    people.forEach(
        (person, facts) -> {
          for (DayCell cell : leftOut.contains(person) ? List.<DayCell>of() : facts.cells()) {
            cells.add(
                String.join(
                    SEPARATOR,
                    person.value(),
                    cell.day().toString(),
                    HexFormat.of().formatHex(cell.toBytes())));
          }
          add(facts.facts());
        });
    people.clear();
  }

  private void add(RetainedFacts facts) {
    for (RetainedFacts.Demand one : facts.demand()) {
      demand.merge(
          new Demand(one.day().toString(), text(one.category()), one.currency()),
          one,
          LogFold::plus);
    }
    for (RetainedFacts.Visits one : facts.visits()) {
      visits.merge(text(one.category()), one.events(), Long::sum);
    }
  }

  private static RetainedFacts.Demand plus(RetainedFacts.Demand one, RetainedFacts.Demand other) {
    return new RetainedFacts.Demand(
        one.day(),
        one.category(),
        one.currency(),
        one.quantity() + other.quantity(),
        one.amount().add(other.amount()),
        one.returned() + other.returned(),
        one.refunded().add(other.refunded()));
  }

  private static String text(@Nullable CategoryPath category) {
    return category == null ? "" : String.join(SEPARATOR, category.levels());
  }

  /** The tables that a projection of this log holds. */
  List<Checksums.Table> tables() {
    RowSums demandRows = new RowSums();
    demand.forEach(
        (key, sum) ->
            demandRows.add(
                String.join(
                    SEPARATOR,
                    key.day(),
                    key.category(),
                    key.currency(),
                    Long.toString(sum.quantity()),
                    trimmed(sum.amount()),
                    Long.toString(sum.returned()),
                    trimmed(sum.refunded()))));
    RowSums visitRows = new RowSums();
    visits.forEach((category, events) -> visitRows.add(category + SEPARATOR + events));
    return List.of(
        cells.table("day_cell"),
        demandRows.table("demand_fact"),
        visitRows.table("category_count"));
  }

  private static String trimmed(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
