package dev.meander.ingest.importing;

import java.util.Set;

/** Says what rows mean, in their order. Deterministic; not for several threads. */
public interface RowImporter {

  /** Takes the next row. */
  Imported read(Row row);

  /** The columns without which no row could be read. */
  Set<String> columns();
}
