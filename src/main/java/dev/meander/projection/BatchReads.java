package dev.meander.projection;

import dev.meander.event.PersonId;
import dev.meander.interest.DayCell;
import dev.meander.projection.ReadModelConnection.StateRow;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.Collectors;

/** What a batch needs to be folded, read on its connection. */
final class BatchReads {

  private BatchReads() {}

  static Uni<Map<ParkedKey, ParkedPerson>> loadParked(
      ReadModelConnection connection, BatchPlan plan, ParkedRows parked) {
    boolean anybody = parked.totals().values().stream().anyMatch(totals -> totals.people() > 0);
    return anybody ? connection.loadParked(plan.keys()) : Uni.createFrom().item(Map.of());
  }

  static Uni<Map<PersonKey, Map<PersonId, MemberClaim>>> loadClaims(
      ReadModelConnection connection, BatchPlan plan) {
    return plan.namings().isEmpty()
        ? Uni.createFrom().item(Map.of())
        : new KinRows(connection)
            .claims(
                plan.namings().stream().map(BatchPlan.Naming::known).collect(Collectors.toSet()));
  }

  static Uni<Void> loadMissing(
      ReadModelConnection connection, List<PersonKey> missing, Map<PersonKey, PersonState> states) {
    if (missing.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return connection
        .loadStates(missing)
        .chain(
            (Map<PersonKey, StateRow> rows) ->
                HibernateProfileStore.onWorker(
                    () -> {
                      Map<PersonKey, PersonState> parsed = new HashMap<>();
                      rows.forEach((key, row) -> parsed.put(key, row.parse()));
                      return parsed;
                    }))
        .invoke(states::putAll)
        .replaceWithVoid();
  }

  static Uni<Map<PersonKey, NavigableMap<LocalDate, DayCell>>> loadLate(
      ReadModelConnection connection, BatchPlan plan, Map<PersonKey, PersonState> states) {
    List<PersonKey> late = new ArrayList<>();
    plan.people()
        .keySet()
        .forEach(
            key -> {
              if (plan.needsAllCells(key, states.get(key))) {
                late.add(key);
              }
            });
    return late.isEmpty() ? Uni.createFrom().item(Map.of()) : connection.loadCells(late);
  }
}
