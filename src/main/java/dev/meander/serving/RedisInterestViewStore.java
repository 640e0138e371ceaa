package dev.meander.serving;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ScoredInterest;
import dev.meander.platform.redis.RedisLane;
import dev.meander.platform.redis.RedisLanes;
import dev.meander.platform.redis.RedisUnavailable;
import dev.meander.serving.ViewStoreUnavailable.Reason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Views in Redis: a hash per person under {@code view:{tenant}:{person}} with the position and the
 * model's mark for the newest-wins rule, the three answers to questions without parameters ready to
 * be sent, and the whole view. A read without parameters is one HGET and no parsing.
 */
@Singleton
final class RedisInterestViewStore implements InterestViewStore {

  private final RedisLanes lanes;
  private final RedisChannels channels;
  private final int chunk;
  private final Duration expireAfter;

  RedisInterestViewStore(RedisLanes lanes, RedisChannels channels, ServingConfig config) {
    this.lanes = lanes;
    this.channels = channels;
    this.chunk = config.views().writeChunk();
    this.expireAfter = config.views().expireAfter();
  }

  @Override
  public Uni<WriteResult> write(List<ScoredInterest> views) {
    return write(views, expireAfter);
  }

  @Override
  public Uni<WriteResult> write(List<ScoredInterest> views, Duration kept) {
    if (views.isEmpty()) {
      return Uni.createFrom().item(new WriteResult(0, 0));
    }
    List<Uni<Integer>> chunks = new ArrayList<>();
    for (int from = 0; from < views.size(); from += chunk) {
      List<ScoredInterest> part = views.subList(from, Math.min(from + chunk, views.size()));
      chunks.add(Uni.createFrom().deferred(() -> writeChunk(part, kept)));
    }
    return Uni.join()
        .all(chunks)
        .usingConcurrencyOf(2)
        .andFailFast()
        .map(
            written -> {
              int total = written.stream().mapToInt(Integer::intValue).sum();
              return new WriteResult(total, views.size() - total);
            });
  }

  private Uni<Integer> writeChunk(List<ScoredInterest> views, Duration kept) {
    List<String> keys = new ArrayList<>(views.size());
    List<byte[]> arguments = new ArrayList<>(views.size() * NewestWins.ARGUMENTS + 1);
    for (ScoredInterest scored : views) {
      InterestView view = InterestView.of(scored);
      TenantId tenant = scored.profile().profile().tenant();
      keys.add(key(tenant, view.personId()));
      arguments.add(NewestWins.sortable(view.position(), view.joint().revision()));
      arguments.add(view.mark().getBytes(StandardCharsets.UTF_8));
      arguments.add(AnswerCodec.encode(AnswerJson.interests(view, Parameters.LIMIT.standard())));
      arguments.add(AnswerCodec.encode(AnswerJson.migration(view, MigrationShape.STANDARD)));
      arguments.add(AnswerCodec.encode(AnswerJson.evolution(view, EvolutionShape.STANDARD)));
      arguments.add(ViewCodec.encode(view));
    }
    return call(keys, arguments, kept);
  }

  @Override
  public Uni<Void> withdraw(List<Withdrawn> people) {
    if (people.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<String> keys = new ArrayList<>(people.size());
    List<byte[]> arguments = new ArrayList<>(people.size() * NewestWins.ARGUMENTS + 1);
    for (Withdrawn one : people) {
      keys.add(key(one.tenant(), one.personId()));
      arguments.add(NewestWins.sortable(one.position(), one.revision()));
      arguments.addAll(Collections.nCopies(NewestWins.ARGUMENTS - 1, new byte[0]));
    }
    return Uni.createFrom().deferred(() -> call(keys, arguments, expireAfter)).replaceWithVoid();
  }

  private Uni<Integer> call(List<String> keys, List<byte[]> arguments, Duration kept) {
    arguments.add(Long.toString(Math.max(1, kept.toSeconds())).getBytes(StandardCharsets.US_ASCII));
    NewestWins.Call call = new NewestWins.Call(keys, arguments);
    return send(lanes.common(), call.bySha())
        .onFailure(RedisInterestViewStore::isUnknownScript)
        .recoverWithUni(() -> send(lanes.common(), call.bySource()))
        .map(reply -> reply == null ? 0 : reply.toInteger());
  }

  private static boolean isUnknownScript(Throwable failure) {
    return failure.getCause() instanceof ErrorType error && error.is("NOSCRIPT");
  }

  @Override
  public Uni<Optional<InterestView>> read(TenantId tenant, PersonId person) {
    return field(tenant, person, NewestWins.WHOLE)
        .map(reply -> reply == null ? Optional.empty() : ViewCodec.decode(reply.toBytes()));
  }

  @Override
  public Uni<Optional<Answer>> answer(TenantId tenant, PersonId person, Question question) {
    String field =
        switch (question) {
          case INTERESTS -> NewestWins.INTERESTS;
          case MIGRATION -> NewestWins.MIGRATION;
          case EVOLUTION -> NewestWins.EVOLUTION;
        };
    return field(tenant, person, field)
        .map(reply -> reply == null ? Optional.empty() : AnswerCodec.decode(reply.toBytes()));
  }

  @Override
  public Multi<InterestView> follow(TenantId tenant, PersonId person) {
    return channels
        .follow(key(tenant, person))
        .onItem()
        .transformToUniAndConcatenate(
            ignored ->
                seen(tenant, person)
                    // The connection's return is a reason to read again.
                    .onFailure(ViewStoreUnavailable.class)
                    .recoverWithItem(Seen.NOTHING))
        .select()
        .first(seen -> !seen.withdrawn())
        .map(Seen::view)
        .filter(Optional::isPresent)
        .map(Optional::orElseThrow)
        .skip()
        .repetitions(RedisInterestViewStore::sameVersion);
  }

  private record Seen(Optional<InterestView> view, boolean withdrawn) {
    private static final Seen NOTHING = new Seen(Optional.empty(), false);
  }

  /** A position without a view is all that is left of one that was taken away. */
  private Uni<Seen> seen(TenantId tenant, PersonId person) {
    Request both =
        Request.cmd(Command.HMGET)
            .arg(key(tenant, person))
            .arg(NewestWins.WHOLE)
            .arg(NewestWins.POSITION);
    return send(lanes.forReads(), both)
        .map(
            reply -> {
              Response view = reply == null ? null : reply.get(0);
              return view == null
                  ? new Seen(Optional.empty(), reply != null && reply.get(1) != null)
                  : new Seen(ViewCodec.decode(view.toBytes()), false);
            });
  }

  private static int sameVersion(InterestView before, InterestView after) {
    boolean newer =
        !before.position().equals(after.position())
            || before.joint().revision() != after.joint().revision()
            || !Objects.equals(before.model(), after.model());
    return newer ? 1 : 0;
  }

  private Uni<@Nullable Response> field(TenantId tenant, PersonId person, String field) {
    return send(lanes.forReads(), Request.cmd(Command.HGET).arg(key(tenant, person)).arg(field));
  }

  private static Uni<@Nullable Response> send(RedisLane lane, Request request) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                lane.send(request)
                    .onComplete(
                        reply -> {
                          if (reply.succeeded()) {
                            emitter.complete(reply.result());
                          } else {
                            emitter.fail(unavailable(reply.cause()));
                          }
                        }));
  }

  private static Throwable unavailable(Throwable cause) {
    if (cause instanceof RedisUnavailable down) {
      Reason reason =
          switch (down.reason()) {
            case UNREACHABLE -> Reason.UNREACHABLE;
            case OVERLOADED -> Reason.OVERLOADED;
          };
      return new ViewStoreUnavailable(
          reason, "the cache of views does not answer: " + down.getMessage(), down);
    }
    return new ViewStoreUnavailable(
        Reason.UNREACHABLE, "the cache refused the command: " + cause.getMessage(), cause);
  }

  @Override
  public Uni<Boolean> forget(TenantId tenant, PersonId person) {
    return send(lanes.common(), Request.cmd(Command.DEL).arg(key(tenant, person)))
        .map(reply -> reply != null && reply.toInteger() == 1);
  }

  @Override
  public Uni<Boolean> isComplete(TenantId tenant) {
    return send(lanes.common(), RefillMark.isComplete(tenant))
        .map(reply -> reply != null && reply.toInteger() == 1);
  }

  @Override
  public Uni<Refill> beginRefill(TenantId tenant) {
    Refill refill = new Refill(tenant, UUID.randomUUID());
    return send(lanes.common(), RefillMark.begin(refill)).replaceWith(refill);
  }

  @Override
  public Uni<Boolean> completeRefill(Refill refill) {
    return send(lanes.common(), RefillMark.complete(refill))
        .map(reply -> reply != null && reply.toInteger() == 1);
  }

  // The tenant's length keeps "a:b" + "c" and "a" + "b:c" apart.
  private static String key(TenantId tenant, PersonId person) {
    return "view:" + tenant.value().length() + ":" + tenant.value() + ":" + person.value();
  }
}
