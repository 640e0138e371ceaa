package dev.meander.projection;

import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.interest.DayCell;
import dev.meander.interest.Joint;
import dev.meander.projection.BatchPlan.PersonPart;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers what the people of a planned batch were folded to; pure, the rows are its result. */
final class BatchFold {

  /**
   * A cell that changed.
   *
   * @param position of the newest event that this batch folded into it
   * @param appendedAt when the log took that event
   */
  record ChangedCell(DayCell cell, LogPosition position, Instant appendedAt) {}

  /**
   * A person whom the batch changed.
   *
   * @param rowMoved whether the person's own row is another one than before
   * @param cells in ascending order of days
   */
  record Change(
      LogPartition partition, PersonState state, boolean rowMoved, List<ChangedCell> cells) {}

  private final SortedMap<PersonKey, Change> changes = new TreeMap<>();
  private final SortedMap<PersonKey, PersonState> unchanged = new TreeMap<>();
  private final Sales sales = new Sales();
  private final MemberClaims claims = new MemberClaims();
  private int folded;
  private int withheld;
  private int duplicates;
  private int turnedAway;

  /**
   * @param before null for a person without events so far
   * @param earlier all cells of the person by day where {@link BatchPlan#needsAllCells}, else empty
   * @throws RuntimeException when an event cannot be folded; nothing is gathered then
   */
  void fold(
      PersonKey key,
      PersonPart part,
      @Nullable PersonState before,
      NavigableMap<LocalDate, DayCell> earlier) {
    gather(key, part.partition(), new PersonFold(part, before, earlier));
  }

  void gather(PersonKey key, LogPartition partition, PersonFold person) {
    for (EventEnvelope envelope : person.counted()) {
      sales.add(partition, envelope);
    }
    for (EventEnvelope envelope : person.withheld()) {
      sales.addTrade(partition, envelope);
    }
    person.namings().forEach(claims::add);
    folded += person.counted().size();
    withheld += person.withheld().size();
    duplicates += person.duplicates();
    turnedAway += person.turnedAway();
    PersonState state = person.state();
    if (state == null) {
      return;
    }
    if (person.changed().isEmpty() && !person.rowMoved()) {
      unchanged.put(key, state);
    } else {
      unchanged.remove(key);
      changes.put(key, new Change(partition, state, person.rowMoved(), person.changed()));
    }
  }

  /** By key. */
  SortedMap<PersonKey, Change> changes() {
    return changes;
  }

  Sales sales() {
    return sales;
  }

  /** What was said of other names, to be folded before there is a result. */
  MemberClaims claims() {
    return claims;
  }

  BatchResult result(BatchPlan plan, ParkedRows parked) {
    List<PublishedProfile> profiles = new ArrayList<>(changes.size() + unchanged.size());
    unchanged.forEach((key, state) -> profiles.add(published(key, state)));
    changes.forEach((key, change) -> profiles.add(published(key, change.state())));
    return result(plan, parked, profiles);
  }

  /** Without the profiles, which cost as much as the rest. */
  BatchResult unpublished(BatchPlan plan, ParkedRows parked) {
    return result(plan, parked, List.of());
  }

  private BatchResult result(BatchPlan plan, ParkedRows parked, List<PublishedProfile> profiles) {
    return new BatchResult(
        profiles,
        new BatchResult.Tally(
            folded,
            withheld,
            plan.alreadyApplied(),
            duplicates,
            turnedAway,
            plan.erased(),
            claims.refused()),
        parked.tally(),
        parked.totals(),
        0);
  }

  static PublishedProfile published(PersonKey key, PersonState state) {
    return new PublishedProfile(
        key.tenant(),
        key.personId(),
        state.position(),
        state.appendedAt(),
        state.total().toBytes(),
        Joint.ALONE);
  }
}
