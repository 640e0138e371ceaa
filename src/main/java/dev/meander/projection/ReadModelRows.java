package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.projection.BatchFold.Change;
import dev.meander.projection.BatchFold.ChangedCell;
import dev.meander.projection.Sales.Demand;
import dev.meander.projection.Sales.DemandKey;
import dev.meander.projection.Sales.VisitKey;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The writing half of the hot path: what a folded batch changes, encoded at construction (on the
 * worker), then written table by table.
 */
final class ReadModelRows {

  private record Write(String sql, Columns<?> columns, int rows) {}

  private record CellRow(PersonKey key, Change change, ChangedCell cell) {}

  private final List<Write> writes = new ArrayList<>();

  ReadModelRows(
      int projection,
      BatchPlan plan,
      BatchFold fold,
      ParkedRows parked,
      Map<LogPartition, Claim> claims) {
    addCells(projection, fold);
    addProfiles(projection, fold);
    addDemand(projection, fold.sales());
    addVisits(projection, fold.sales());
    addParked(projection, parked);
    addPositions(projection, plan, parked, claims);
  }

  private ReadModelRows() {}

  /** Only what is added to the shop's series. */
  static ReadModelRows ofSales(int projection, Sales sales) {
    ReadModelRows rows = new ReadModelRows();
    rows.addDemand(projection, sales);
    rows.addVisits(projection, sales);
    return rows;
  }

  Uni<Void> write(ReadModelConnection connection) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (Write write : writes) {
      if (write.rows() > 0) {
        all = all.chain(() -> connection.update(write.sql(), write.columns())).replaceWithVoid();
      }
    }
    return all;
  }

  private void addCells(int projection, BatchFold fold) {
    List<CellRow> rows = new ArrayList<>();
    fold.changes()
        .forEach(
            (key, change) ->
                change.cells().forEach(cell -> rows.add(new CellRow(key, change, cell))));
    add(
        ReadModelSql.PUT_CELLS,
        new Columns<>(projection, rows)
            .text(row -> row.key().tenant().value())
            .text(row -> row.key().personId().value())
            .date(row -> row.cell().cell().day())
            .integer(row -> row.change().partition().partition())
            .position(row -> row.cell().position())
            .time(row -> row.cell().appendedAt())
            .bytes(row -> row.cell().cell().toBytes()),
        rows);
  }

  private void addProfiles(int projection, BatchFold fold) {
    List<Map.Entry<PersonKey, Change>> rows =
        fold.changes().entrySet().stream().filter(row -> row.getValue().rowMoved()).toList();
    add(
        ReadModelSql.PUT_PROFILES,
        new Columns<>(projection, rows)
            .text(row -> row.getKey().tenant().value())
            .text(row -> row.getKey().personId().value())
            .date(row -> row.getValue().state().newest().day())
            .integer(row -> row.getValue().partition().partition())
            .position(row -> row.getValue().state().position())
            .time(row -> row.getValue().state().appendedAt())
            .bytes(row -> row.getValue().state().head().toBytes())
            .truth(row -> row.getValue().state().consent().granted())
            .nullableTime(row -> row.getValue().state().consent().since()),
        rows);
  }

  private void addDemand(int projection, Sales sales) {
    List<Map.Entry<DemandKey, Demand>> rows = List.copyOf(sales.demand().entrySet());
    add(
        ReadModelSql.ADD_DEMAND,
        new Columns<>(projection, rows)
            .text(row -> row.getKey().partition().tenant().value())
            .integer(row -> row.getKey().partition().partition())
            .date(row -> row.getKey().day())
            .text(row -> CategoryText.of(row.getKey().category()))
            .text(row -> row.getKey().currency())
            .bigint(row -> row.getValue().quantity())
            .decimal(row -> row.getValue().amount())
            .bigint(row -> row.getValue().returned())
            .decimal(row -> row.getValue().refunded()),
        rows);
  }

  private void addVisits(int projection, Sales sales) {
    List<Map.Entry<VisitKey, Long>> rows = List.copyOf(sales.visits().entrySet());
    add(
        ReadModelSql.ADD_VISITS,
        new Columns<>(projection, rows)
            .text(row -> row.getKey().partition().tenant().value())
            .integer(row -> row.getKey().partition().partition())
            .text(row -> CategoryText.of(row.getKey().category()))
            .bigint(Map.Entry::getValue),
        rows);
  }

  private void addParked(int projection, ParkedRows parked) {
    add(
        ParkedSql.DROP_ENTRIES,
        new Columns<>(projection, parked.gone())
            .text(letter -> letter.tenant().value())
            .integer(letter -> letter.position().partition())
            .position(DeadLetter::position),
        parked.gone());
    add(
        ParkedSql.PUT_ENTRIES,
        new Columns<>(projection, parked.put())
            .text(entry -> entry.letter().tenant().value())
            .integer(entry -> entry.letter().position().partition())
            .position(entry -> entry.letter().position())
            .time(entry -> entry.letter().appendedAt())
            .nullableText(entry -> entry.letter().personKey())
            .text(entry -> entry.letter().reason())
            .bytes(entry -> entry.letter().payload())
            .bytes(ParkedEntry::mended),
        parked.put());
    add(ParkedSql.DROP_PEOPLE, keys(projection, parked.free()), parked.free());
    List<Map.Entry<ParkedKey, ParkedPerson>> people = List.copyOf(parked.people().entrySet());
    add(
        ParkedSql.PUT_PEOPLE,
        new Columns<>(projection, people)
            .text(row -> row.getKey().partition().tenant().value())
            .integer(row -> row.getKey().partition().partition())
            .text(row -> row.getKey().key())
            .integer(row -> row.getValue().kept())
            .bigint(row -> row.getValue().left()),
        people);
  }

  static Columns<ParkedKey> keys(int projection, Collection<ParkedKey> keys) {
    return new Columns<>(projection, keys)
        .text(key -> key.partition().tenant().value())
        .integer(key -> key.partition().partition())
        .text(ParkedKey::key);
  }

  private void addPositions(
      int projection, BatchPlan plan, ParkedRows parked, Map<LogPartition, Claim> claims) {
    List<Map.Entry<LogPartition, LogPosition>> rows = List.copyOf(plan.reached().entrySet());
    add(
        ReadModelSql.MOVE_POSITIONS,
        new Columns<>(projection, rows)
            .text(row -> row.getKey().tenant().value())
            .integer(row -> row.getKey().partition())
            .position(Map.Entry::getValue)
            .position(row -> Fence.claimOf(row.getKey(), claims).published())
            .integer(row -> parked.totals(row.getKey()).people())
            .integer(row -> parked.totals(row.getKey()).entries())
            .bigint(row -> parked.totals(row.getKey()).left()),
        rows);
  }

  private void add(String sql, Columns<?> columns, List<?> rows) {
    writes.add(new Write(sql, columns, rows.size()));
  }
}
