package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.projection.BatchFold.Change;
import dev.meander.projection.BatchFold.ChangedCell;
import dev.meander.projection.Sales.Demand;
import dev.meander.projection.Sales.DemandKey;
import dev.meander.projection.Sales.VisitKey;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
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

  ReadModelRows(int projection, BatchPlan plan, BatchFold fold, Map<LogPartition, Claim> claims) {
    addCells(projection, fold);
    addProfiles(projection, fold);
    addDemand(projection, fold);
    addVisits(projection, fold);
    addDeadLetters(projection, plan);
    addPositions(projection, plan, claims);
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
        fold.changes().entrySet().stream().filter(row -> row.getValue().headMoved()).toList();
    add(
        ReadModelSql.PUT_PROFILES,
        new Columns<>(projection, rows)
            .text(row -> row.getKey().tenant().value())
            .text(row -> row.getKey().personId().value())
            .date(row -> row.getValue().state().newest().day())
            .integer(row -> row.getValue().partition().partition())
            .position(row -> row.getValue().state().position())
            .time(row -> row.getValue().state().appendedAt())
            .bytes(row -> row.getValue().state().head().toBytes()),
        rows);
  }

  private void addDemand(int projection, BatchFold fold) {
    List<Map.Entry<DemandKey, Demand>> rows = List.copyOf(fold.sales().demand().entrySet());
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

  private void addVisits(int projection, BatchFold fold) {
    List<Map.Entry<VisitKey, Long>> rows = List.copyOf(fold.sales().visits().entrySet());
    add(
        ReadModelSql.ADD_VISITS,
        new Columns<>(projection, rows)
            .text(row -> row.getKey().partition().tenant().value())
            .integer(row -> row.getKey().partition().partition())
            .text(row -> CategoryText.of(row.getKey().category()))
            .bigint(Map.Entry::getValue),
        rows);
  }

  private void addDeadLetters(int projection, BatchPlan plan) {
    add(
        ReadModelSql.PUT_DEAD_LETTERS,
        new Columns<>(projection, plan.deadLetters())
            .text(letter -> letter.tenant().value())
            .integer(letter -> letter.position().partition())
            .position(DeadLetter::position)
            .time(DeadLetter::appendedAt)
            .nullableText(DeadLetter::personKey)
            .text(DeadLetter::reason)
            .bytes(DeadLetter::payload),
        plan.deadLetters());
  }

  private void addPositions(int projection, BatchPlan plan, Map<LogPartition, Claim> claims) {
    List<Map.Entry<LogPartition, LogPosition>> rows = List.copyOf(plan.reached().entrySet());
    add(
        ReadModelSql.MOVE_POSITIONS,
        new Columns<>(projection, rows)
            .text(row -> row.getKey().tenant().value())
            .integer(row -> row.getKey().partition())
            .position(Map.Entry::getValue)
            .position(row -> Fence.claimOf(row.getKey(), claims).published()),
        rows);
  }

  private void add(String sql, Columns<?> columns, List<?> rows) {
    writes.add(new Write(sql, columns, rows.size()));
  }
}
