package dev.meander.serving;

import dev.meander.event.LogPosition;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The script that writes views, and takes them away: compares and replaces one view after the
 * other, which Redis does without letting another command in between, and publishes each change on
 * the channel named like the view's key. Of a view that was taken away the position stays, so that
 * an older one does not come back.
 */
final class NewestWins {

  static final String INTERESTS = "i";
  static final String MIGRATION = "m";
  static final String EVOLUTION = "e";
  static final String WHOLE = "w";

  static final String POSITION = "p";

  /**
   * Arguments for each key: position, model's mark, three answers, whole view; the last four empty
   * where the view is to go.
   */
  static final int ARGUMENTS = 6;

  private static final String SOURCE =
      """
      local written = 0
      for n = 1, #KEYS do
        local a = (n - 1) * 6
        local position, model = ARGV[a + 1], ARGV[a + 2]
        local held = redis.call('HMGET', KEYS[n], 'p', 'k')
        local replace = not held[1] or position > held[1]
        if not replace and position == held[1] then
          replace = model ~= '' and model ~= held[2]
        end
        if replace then
          if ARGV[a + 6] == '' then
            redis.call('DEL', KEYS[n])
            redis.call('HSET', KEYS[n], 'p', position, 'k', '')
          else
            redis.call('HSET', KEYS[n], 'p', position, 'k', model,
              'i', ARGV[a + 3], 'm', ARGV[a + 4], 'e', ARGV[a + 5], 'w', ARGV[a + 6])
          end
          redis.call('EXPIRE', KEYS[n], ARGV[#ARGV])
          redis.call('PUBLISH', KEYS[n], position)
          written = written + 1
        end
      end
      return written
      """;

  private static final String SHA = sha1(SOURCE);

  private NewestWins() {}

  /**
   * @param arguments {@link #ARGUMENTS} for each key, then the seconds to keep an untouched view
   *     for
   */
  record Call(List<String> keys, List<byte[]> arguments) {

    Request bySha() {
      return with(Request.cmd(Command.EVALSHA).arg(SHA));
    }

    Request bySource() {
      return with(Request.cmd(Command.EVAL).arg(SOURCE));
    }

    private Request with(Request request) {
      request.arg(keys.size());
      keys.forEach(request::arg);
      arguments.forEach(request::arg);
      return request;
    }
  }

  /**
   * The position as text that sorts like it, in any locale: Redis compares strings by its locale,
   * and all of them order digits. Numbers start at -1. A revision goes before all positions: what
   * is without one starts with a partition, the ten digits of which begin with 2 at most.
   */
  static byte[] sortable(LogPosition position, long revision) {
    String digits =
        (revision == 0 ? "" : "9" + padded(revision, 19))
            + padded(position.partition(), 10)
            + padded(position.ledgerId(), 19)
            + padded(position.entryId(), 19)
            + padded(position.batchIndex(), 10);
    return digits.getBytes(StandardCharsets.US_ASCII);
  }

  private static String padded(long number, int width) {
    String digits = Long.toString(number + 1);
    return "0".repeat(width - digits.length()) + digits;
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
