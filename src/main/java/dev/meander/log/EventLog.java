package dev.meander.log;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/** The append-only log of everything that happened. */
public interface EventLog {

  /**
   * Appends events, each to the partition of its person, in the order given.
   *
   * <p>Never blocks; may be called from any thread; the answer comes on a thread of the broker's
   * client. Nothing is retried here: an event whose append failed may still have been stored, and a
   * later append of it is caught as a duplicate by its id.
   *
   * @return where each event stands, in the order of {@code events}, once the broker has stored all
   *     of them; fails with {@link AppendException} when it did not store one of them in time, and
   *     then says which it did
   */
  Uni<List<LogPosition>> append(List<LoggedEvent.Decoded> events);

  /**
   * Of whom in these events the log takes nothing now, since they are being erased: who sends them,
   * and whom they claim as another name.
   */
  Uni<Set<PersonId>> barred(List<LoggedEvent.Decoded> events);
}
