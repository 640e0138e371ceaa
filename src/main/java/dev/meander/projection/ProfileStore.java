package dev.meander.projection;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ShopPopularity;
import dev.meander.interest.Trajectory;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The read model of the log. All of it can be rebuilt from the log.
 *
 * <p>Every method is lazy and non-blocking and fails when the store does not answer, having changed
 * nothing.
 */
public interface ProfileStore {

  /** Makes the caller the owner of a partition; every owner before is fenced from now on. */
  Uni<Claim> take(LogPartition partition);

  /** The partitions that somebody else has taken since. */
  Uni<Set<LogPartition>> lost(Map<LogPartition, Claim> claims);

  /**
   * Folds a batch, all or nothing. Applying a batch again changes nothing. Batches of one partition
   * must come one after the other, in the order of the log, the first from right after what its
   * claim says is published. Fails with {@link FencedException}, having changed nothing, when a
   * partition was taken by somebody else.
   *
   * @param claims of the partitions in the batch; one that is missing is held by nobody yet
   */
  Uni<BatchResult> apply(EventBatch batch, Map<LogPartition, Claim> claims);

  /**
   * The person's newest profile, empty where no event of theirs was ever folded. Like the next two
   * it tells of all that was done under any name of the person, whichever was asked for, and fails
   * with {@link ConsentWithdrawnException} where consent is withdrawn under one of them.
   */
  Uni<Optional<ProfileAt>> current(TenantId tenant, PersonId personId);

  /**
   * The profile as of the end of the UTC day that holds {@code instant}: whole days only. Its
   * position is the person's current one, for later events may have changed earlier days.
   */
  Uni<Optional<ProfileAt>> asOf(TenantId tenant, PersonId personId, Instant instant);

  /**
   * The trajectory up to the end of the UTC day that holds {@code until}: the newest {@code most}
   * active days of it. Empty where no event of the person had occurred by then.
   *
   * @param most at least 1; reads all of the person's cells up to that day whatever it is
   */
  Uni<Optional<Trajectory>> trajectory(TenantId tenant, PersonId personId, Instant until, int most);

  /** All names of whose name that is, it among them; consent is not asked for. */
  Uni<Set<PersonId>> names(TenantId tenant, PersonId personId);

  /** The shop's most visited categories. */
  Uni<ShopPopularity> popularity(TenantId tenant);
}
