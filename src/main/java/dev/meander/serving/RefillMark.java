package dev.meander.serving;

import dev.meander.event.TenantId;
import dev.meander.serving.InterestViewStore.Refill;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;

/**
 * Two keys that go with the views when Redis is emptied: one says that all views are there, one for
 * each refill that it is under way. The former is set only while the latter is there, in one
 * script, so a store that is emptied during a refill is never taken for complete.
 */
final class RefillMark {

  /** What a process that died in the middle leaves behind goes by itself. */
  private static final Duration LONGEST_REFILL = Duration.ofDays(1);

  private static final String COMPLETE =
      """
      if redis.call('DEL', KEYS[1]) == 0 then
        return 0
      end
      redis.call('SET', KEYS[2], '1')
      return 1
      """;

  private RefillMark() {}

  static Request isComplete(TenantId tenant) {
    return Request.cmd(Command.EXISTS).arg(completeKey(tenant));
  }

  static Request begin(Refill refill) {
    return Request.cmd(Command.SET)
        .arg(refillKey(refill))
        .arg("1")
        .arg("EX")
        .arg(LONGEST_REFILL.toSeconds());
  }

  /** Answers 1 where the store is complete now, else 0. */
  static Request complete(Refill refill) {
    return Request.cmd(Command.EVAL)
        .arg(COMPLETE)
        .arg(2)
        .arg(refillKey(refill))
        .arg(completeKey(refill.tenant()));
  }

  private static String refillKey(Refill refill) {
    return "views-refill:" + refill.id() + ":" + refill.tenant().value();
  }

  private static String completeKey(TenantId tenant) {
    return "views-complete:" + tenant.value();
  }
}
