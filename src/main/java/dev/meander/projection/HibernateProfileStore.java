package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ShopPopularity;
import dev.meander.interest.Trajectory;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinyStatelessSessionImpl;

/**
 * One version of the read model in PostgreSQL. A batch is one transaction of at most nine
 * statements, whatever its size; folding and encoding run on a worker thread. Must be subscribed to
 * on a Vert.x context.
 */
final class HibernateProfileStore implements ProfileStore {

  private final Mutiny.SessionFactory sessions;
  private final ReadModelQueries queries;
  private final StateCache cache;
  private final ErasedRows erasures;
  private final int projection;
  private final boolean publishes;
  private final Duration ownerSilence;
  private final ParkedRows.Limits limits;

  /**
   * @param projection which version of the tables
   * @param publishes whether a batch hands out its profiles
   */
  HibernateProfileStore(
      Mutiny.SessionFactory sessions, ProjectionConfig config, int projection, boolean publishes) {
    this.sessions = sessions;
    this.projection = projection;
    this.publishes = publishes;
    this.ownerSilence = config.ownerSilence();
    this.limits = new ParkedRows.Limits(config.parkedPerPerson(), config.parkedPerPartition());
    this.queries = new ReadModelQueries(sessions, projection);
    this.erasures = new ErasedRows(projection);
    this.cache = new StateCache(config.cacheSize().asLongValue());
  }

  /** A batch with what was folded from it. */
  private record Folded(BatchPlan plan, BatchFold fold, ReadModelRows rows, BatchResult result) {

    Folded with(Map<LogPartition, ParkedTotals> parked) {
      return new Folded(plan, fold, rows, result.with(parked));
    }
  }

  @Override
  public Uni<Claim> take(LogPartition partition) {
    return sessions
        .withStatelessTransaction(session -> connection(session).take(partition))
        .invoke(() -> cache.dropAll(List.of(partition)));
  }

  @Override
  public Uni<Set<LogPartition>> lost(Map<LogPartition, Claim> claims) {
    return sessions.withStatelessTransaction(
        session ->
            connection(session)
                .lockPositions(claims.keySet())
                .map(locked -> Fence.lost(locked, claims)));
  }

  @Override
  public Uni<BatchResult> apply(EventBatch batch, Map<LogPartition, Claim> claims) {
    SortedSet<LogPartition> partitions = BatchPlan.partitions(batch);
    if (partitions.isEmpty()) {
      return Uni.createFrom().item(BatchResult.NOTHING);
    }
    return sessions
        .withStatelessTransaction(
            session -> {
              ReadModelConnection connection = connection(session);
              return connection
                  .lockPositions(partitions)
                  .chain(
                      locked -> {
                        Map<LogPartition, LogPosition> stored = Fence.pass(locked, claims);
                        cache.validate(stored);
                        return fold(
                            connection,
                            BatchPlan.of(batch, stored),
                            new ParkedRows(limits, Fence.parked(locked)),
                            claims);
                      })
                  .call(folded -> folded.rows().write(connection))
                  .call(folded -> new KinRows(connection).put(folded.fold().claims().changed()))
                  .chain(folded -> erase(connection, partitions, folded))
                  .chain(folded -> joint(connection, folded));
            })
        .invoke(folded -> cache.put(folded.fold().changes(), folded.plan().reached()))
        .invoke(folded -> cache.forget(folded.plan().erasures()))
        .map(Folded::result)
        .onFailure()
        .invoke(failure -> cache.dropAll(partitions))
        .onCancellation()
        .invoke(() -> cache.dropAll(partitions));
  }

  @Override
  public Uni<Optional<ProfileAt>> current(TenantId tenant, PersonId personId) {
    return queries.current(tenant, personId);
  }

  @Override
  public Uni<Optional<ProfileAt>> asOf(TenantId tenant, PersonId personId, Instant instant) {
    return queries.asOf(tenant, personId, instant);
  }

  @Override
  public Uni<Optional<Trajectory>> trajectory(
      TenantId tenant, PersonId personId, Instant until, int most) {
    return queries.trajectory(tenant, personId, until, most);
  }

  @Override
  public Uni<Set<PersonId>> names(TenantId tenant, PersonId personId) {
    return queries.names(tenant, personId);
  }

  @Override
  public Uni<ShopPopularity> popularity(TenantId tenant) {
    return queries.popularity(tenant);
  }

  private ReadModelConnection connection(Mutiny.StatelessSession session) {
    return new ReadModelConnection(
        ((MutinyStatelessSessionImpl) session).getReactiveConnection(), projection, ownerSilence);
  }

  private Uni<Folded> fold(
      ReadModelConnection connection,
      BatchPlan plan,
      ParkedRows parked,
      Map<LogPartition, Claim> claims) {
    Map<PersonKey, PersonState> states = new HashMap<>();
    List<PersonKey> missing = new ArrayList<>();
    for (PersonKey key : plan.people().keySet()) {
      PersonState cached = cache.get(key);
      if (cached == null) {
        missing.add(key);
      } else {
        states.put(key, cached);
      }
    }
    return BatchReads.loadMissing(connection, missing, states)
        .chain(() -> BatchReads.loadParked(connection, plan, parked))
        .chain(
            held ->
                BatchReads.loadLate(connection, plan, states)
                    .chain(
                        late ->
                            BatchReads.loadClaims(connection, plan)
                                .chain(
                                    said ->
                                        onWorker(
                                            () -> {
                                              TrialFold trial = new TrialFold(states, late);
                                              BatchFold fold =
                                                  Parking.fold(plan, held, trial, parked);
                                              fold.claims().fold(said);
                                              return folded(plan, fold, parked, claims);
                                            }))));
  }

  private Folded folded(
      BatchPlan plan, BatchFold fold, ParkedRows parked, Map<LogPartition, Claim> claims) {
    return new Folded(
        plan,
        fold,
        new ReadModelRows(projection, plan, fold, parked, claims),
        publishes ? fold.result(plan, parked) : fold.unpublished(plan, parked));
  }

  private Uni<Folded> joint(ReadModelConnection connection, Folded folded) {
    return publishes
        ? new JointProfiles(connection)
            .in(folded.plan(), folded.result())
            .map(result -> new Folded(folded.plan(), folded.fold(), folded.rows(), result))
        : Uni.createFrom().item(folded);
  }

  /** What is put aside of the erased goes too: only the database can tell how much that was. */
  private Uni<Folded> erase(
      ReadModelConnection connection, Set<LogPartition> partitions, Folded folded) {
    List<PersonErasure> erased = folded.plan().erasures();
    return erased.isEmpty()
        ? Uni.createFrom().item(folded)
        : erasures
            .apply(connection, erased)
            .chain(() -> connection.lockPositions(partitions))
            .map(locked -> folded.with(Fence.parked(locked)));
  }

  /** Off the event loop and back to it. */
  static <T> Uni<T> onWorker(Callable<T> work) {
    Context context = Vertx.currentContext();
    return Uni.createFrom()
        .completionStage(() -> context.executeBlocking(work, false).toCompletionStage());
  }
}
