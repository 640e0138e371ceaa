package dev.meander.serving;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ScoredInterest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps the newest view of each person, ready to be served. Holds nothing that the log cannot
 * rebuild.
 *
 * <p>Every method may be called from any thread, never blocks, and does nothing before it is
 * subscribed to. A store that does not answer in time fails the {@code Uni} with {@link
 * ViewStoreUnavailable}, also at once when it is known not to answer or too much is waiting for it.
 */
public interface InterestViewStore {

  /**
   * Writes views, each by itself and atomically: newest wins. A view replaces the stored one when
   * it is newer, by its revision, then by its position, or is neither and another model made it; a
   * baseline never replaces a model's view of the same position. Whoever follows {@link #follow}s a
   * person is sent each view that replaced another.
   *
   * @param views in any order; one person may occur more than once
   */
  Uni<WriteResult> write(List<ScoredInterest> views);

  /**
   * As {@link #write(List)}, of views that nobody may write again: what is written goes after a
   * while, as if it had never been there.
   *
   * @param kept at least a second
   */
  Uni<WriteResult> write(List<ScoredInterest> views, Duration kept);

  /**
   * Takes views away, each where it is older than what took it away; none that is older comes back,
   * and one that is newer may. Whoever follows such a person is done.
   */
  Uni<Void> withdraw(List<Withdrawn> people);

  /**
   * Somebody whose view goes.
   *
   * @param position of what took it away
   * @param revision see {@link dev.meander.interest.Joint}
   */
  record Withdrawn(TenantId tenant, PersonId personId, LogPosition position, long revision) {

    /** Of a person with one name. */
    public Withdrawn(TenantId tenant, PersonId personId, LogPosition position) {
      this(tenant, personId, position, 0);
    }
  }

  /** The whole view of a person, empty where there is none. */
  Uni<Optional<InterestView>> read(TenantId tenant, PersonId person);

  /** The answer to a question asked without parameters, as {@link #write} rendered it. */
  Uni<Optional<Answer>> answer(TenantId tenant, PersonId person, Question question);

  /**
   * The person's view as it is, where there is one, then each newer one, by whichever process it is
   * written. Under pressure the newest replaces those not taken yet, so a slow subscriber skips
   * views but never falls behind. Ends where the view is {@linkplain #withdraw withdrawn}, and by
   * itself never else: while the store is unreachable nothing comes, and afterwards the newest
   * view.
   */
  Multi<InterestView> follow(TenantId tenant, PersonId person);

  /** Deletes the person's view; whether there was one. */
  Uni<Boolean> forget(TenantId tenant, PersonId person);

  /**
   * Whether every view written since the last {@link #completeRefill} is still there: false for a
   * store that is new or was emptied.
   */
  Uni<Boolean> isComplete(TenantId tenant);

  /**
   * Says that the views of all people are about to be written, and leaves a mark of that in the
   * store. Several refills may run at once, each by itself.
   */
  Uni<Refill> beginRefill(TenantId tenant);

  /**
   * Says that the views of all people are written. True where the mark of {@link #beginRefill} is
   * still there: nothing was lost meanwhile, and {@link #isComplete} holds from now on. False where
   * the store was emptied since, or the mark is older than a day: the refill has to start again.
   * The mark is used up either way.
   */
  Uni<Boolean> completeRefill(Refill refill);

  /** One filling of the store, by one process. */
  record Refill(TenantId tenant, UUID id) {}
}
