package dev.meander.launcher.importing;

import dev.meander.ingest.importing.DatabaseImport.Query;
import dev.meander.ingest.importing.Row;
import dev.meander.ingest.importing.RowImporter;
import dev.meander.launcher.replay.Delivery;
import dev.meander.launcher.replay.PositionFile;
import dev.meander.launcher.replay.ReplayListener;
import dev.meander.launcher.replay.ReplayRecord;
import dev.meander.launcher.replay.Totals;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings in what a query has beyond the watermark of the last run, page by page. The watermark is
 * saved when a page is answered for; a run that broke off sends its last page again, and each run
 * sends the overlap again: duplicates, since the mapping makes an event's id of the row.
 */
public final class QueryImport {

  private final Delivery delivery;
  private final ReplayListener listener;
  private final Tally tally;

  public QueryImport(Delivery delivery, ReplayListener listener, Tally tally) {
    this.delivery = delivery;
    this.listener = listener;
    this.tally = tally;
  }

  /**
   * Runs to the query's end.
   *
   * @param position keeps the query's watermark
   * @throws SQLException when the database refuses the query or goes away; the watermark stays
   * @throws IOException when the service fails for good; the watermark stays
   */
  public Totals run(Connection connection, Query query, int page, PositionFile position)
      throws SQLException, IOException, InterruptedException {
    QueryPages pages = QueryPages.of(connection, query, page);
    RowImporter importer = query.mapping().importer();
    Optional<Watermark> earlier =
        position.read(Watermark.class).filter(last -> last.sql().equals(query.sql()));
    Optional<QueryPages.Page> next =
        earlier.isPresent() ? pages.again(earlier.get()) : pages.first();
    Totals totals = Totals.NONE;
    while (next.isPresent()) {
      QueryPages.Page rows = next.get();
      totals = totals.plus(delivery.send(records(query, rows.rows(), importer)));
      position.write(rows.last());
      listener.advanced(totals, -1);
      next = rows.whole() ? pages.after(rows.last()) : Optional.empty();
    }
    return totals;
  }

  private List<ReplayRecord> records(Query query, List<Row> rows, RowImporter importer) {
    List<ReplayRecord> records = new ArrayList<>();
    for (Row row : rows) {
      String place = query.name() + ':' + row.value(query.key());
      records.addAll(tally.take(importer.read(row), row.line(), () -> place));
    }
    return records;
  }
}
