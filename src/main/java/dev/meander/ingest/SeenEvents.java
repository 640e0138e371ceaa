package dev.meander.ingest;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a while which events the log holds, so that a retry can be told what became of it.
 * Only a short cut: it may forget, and where it does the read model still counts the event once.
 * Never blocks; may be called from any thread. Both calls fail fast when there is no answer.
 */
interface SeenEvents {

  /** What is remembered of each key, in order; null where nothing is. */
  Uni<List<@Nullable Seen>> find(List<SeenKey> keys);

  /** Remembers; what was remembered of a key before stays. */
  Uni<Void> mark(Map<SeenKey, Seen> marks);

  /** Forgets them. */
  Uni<Void> forget(List<SeenKey> keys);
}
