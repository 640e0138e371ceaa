package dev.meander.serving;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ScoredInterest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Views in a map. */
final class MemoryInterestViewStore implements InterestViewStore {

  private record Key(TenantId tenant, PersonId person) {}

  private final Map<Key, InterestView> views = new HashMap<>();
  private final Map<Key, Sequence> withdrawn = new HashMap<>();
  private final Set<TenantId> complete = new HashSet<>();
  private final Set<Refill> refills = new HashSet<>();
  private final Map<Key, Set<MultiEmitter<? super InterestView>>> followers = new HashMap<>();

  @Override
  public Uni<WriteResult> write(List<ScoredInterest> scored) {
    return Uni.createFrom().item(() -> writeAll(scored));
  }

  /** Keeps it until it is replaced: a test is over before. */
  @Override
  public Uni<WriteResult> write(List<ScoredInterest> scored, Duration kept) {
    return write(scored);
  }

  private synchronized WriteResult writeAll(List<ScoredInterest> scored) {
    int written = 0;
    for (ScoredInterest each : scored) {
      InterestView view = InterestView.of(each);
      Key key = new Key(each.profile().profile().tenant(), view.personId());
      InterestView held = views.get(key);
      Sequence gone = withdrawn.get(key);
      if (held == null
          ? gone == null || Sequence.of(view).compareTo(gone) > 0
          : replaces(view, held)) {
        views.put(key, view);
        withdrawn.remove(key);
        written++;
        followers.getOrDefault(key, Set.of()).forEach(follower -> follower.emit(view));
      }
    }
    return new WriteResult(written, scored.size() - written);
  }

  @Override
  public synchronized Uni<Void> withdraw(List<Withdrawn> people) {
    for (Withdrawn one : people) {
      Key key = new Key(one.tenant(), one.personId());
      InterestView held = views.get(key);
      Sequence gone = held == null ? withdrawn.get(key) : Sequence.of(held);
      Sequence now = new Sequence(one.revision(), one.position());
      if (gone == null || now.compareTo(gone) > 0) {
        views.remove(key);
        withdrawn.put(key, now);
        List.copyOf(followers.getOrDefault(key, Set.of())).forEach(MultiEmitter::complete);
      }
    }
    return Uni.createFrom().voidItem();
  }

  private static boolean replaces(InterestView view, InterestView held) {
    int order = Sequence.of(view).compareTo(Sequence.of(held));
    return order > 0 || (order == 0 && !view.mark().isEmpty() && !view.mark().equals(held.mark()));
  }

  @Override
  public Uni<Optional<InterestView>> read(TenantId tenant, PersonId person) {
    return Uni.createFrom().item(() -> held(tenant, person));
  }

  private synchronized Optional<InterestView> held(TenantId tenant, PersonId person) {
    return Optional.ofNullable(views.get(new Key(tenant, person)));
  }

  @Override
  public Uni<Optional<Answer>> answer(TenantId tenant, PersonId person, Question question) {
    return read(tenant, person)
        .map(
            held ->
                held.map(
                    view ->
                        switch (question) {
                          case INTERESTS -> AnswerJson.interests(view, Parameters.LIMIT.standard());
                          case MIGRATION -> AnswerJson.migration(view, MigrationShape.STANDARD);
                          case EVOLUTION -> AnswerJson.evolution(view, EvolutionShape.STANDARD);
                        }));
  }

  @Override
  public synchronized Uni<Boolean> forget(TenantId tenant, PersonId person) {
    withdrawn.remove(new Key(tenant, person));
    return Uni.createFrom().item(views.remove(new Key(tenant, person)) != null);
  }

  @Override
  public synchronized Uni<Boolean> isComplete(TenantId tenant) {
    return Uni.createFrom().item(complete.contains(tenant));
  }

  @Override
  public synchronized Uni<Refill> beginRefill(TenantId tenant) {
    Refill refill = new Refill(tenant, UUID.randomUUID());
    refills.add(refill);
    return Uni.createFrom().item(refill);
  }

  @Override
  public synchronized Uni<Boolean> completeRefill(Refill refill) {
    boolean kept = refills.remove(refill);
    if (kept) {
      complete.add(refill.tenant());
    }
    return Uni.createFrom().item(kept);
  }

  /** Loses everything, as a cache may. */
  synchronized void empty() {
    views.clear();
    withdrawn.clear();
    complete.clear();
    refills.clear();
  }

  @Override
  public Multi<InterestView> follow(TenantId tenant, PersonId person) {
    return Multi.createFrom()
        .emitter(emitter -> join(new Key(tenant, person), emitter), BackPressureStrategy.LATEST);
  }

  private synchronized void join(Key key, MultiEmitter<? super InterestView> emitter) {
    Set<MultiEmitter<? super InterestView>> present =
        followers.computeIfAbsent(key, ignored -> new LinkedHashSet<>());
    present.add(emitter);
    emitter.onTermination(
        () -> {
          synchronized (this) {
            present.remove(emitter);
          }
        });
    InterestView held = views.get(key);
    if (held != null) {
      emitter.emit(held);
    } else if (withdrawn.containsKey(key)) {
      emitter.complete();
    }
  }
}
