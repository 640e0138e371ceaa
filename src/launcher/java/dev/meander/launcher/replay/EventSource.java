package dev.meander.launcher.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Yields records in an order that is the same each time it is opened: a resumed run skips as many
 * as were done. Used by one thread; closed by whoever opened it.
 */
public interface EventSource extends Closeable {

  /**
   * The next record, empty at the end.
   *
   * @throws IOException when the source can't be read on
   */
  Optional<ReplayRecord> next() throws IOException;

  /** How much was read, from 0 to 1; negative where unknown. */
  double progress();
}
