package dev.meander.launcher;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews of which each is of a person of its own, brought in again and again. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ImportTwiceTest {

  private static final int ROWS = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A mark of an id is worth as much memory as a small part of a view. */
  private static final int MARKS_OF_A_VIEW = 20;

  private static final String FORGET =
      """
      local n = 0
      for _, k in ipairs(redis.call('KEYS', 'seen:*')) do n = n + redis.call('DEL', k) end
      return n
      """;

  @TempDir Path folder;
  @Inject RedisDataSource redis;

  @TestHTTPResource("/")
  URI address = URI.create("http://127.0.0.1/");

  @Test
  void duplicatesAreToldWhileRedisRemembersAndCountOnceWhenItHadToForget() throws IOException {
    StringBuilder rows =
        new StringBuilder(
            "Clothing ID,Title,Review Text,Rating,Recommended IND,Division Name,Department Name,Class Name\n");
    for (int row = 0; row < ROWS; row++) {
      rows.append("c%d,Fine,It fits %d times,5,1,General,Dresses,Dresses\n".formatted(row, row));
    }
    Path reviews = Files.writeString(folder.resolve("reviews.csv"), rows);
    assertEquals("accepted=60 duplicate=0 refused=0 malformed=0", imported(reviews));
    assertEquals("accepted=0 duplicate=60 refused=0 malformed=0", imported(reviews));
    Map<String, Integer> once = ImportCommandTest.counts("reviews-en:" + ROWS, 1);

    await().atMost(PATIENCE).until(() -> memory("view:*:reviews-en:" + ROWS) > 0);
    long view = memory("view:*:reviews-en:" + ROWS);
    long mark = memory("seen:*");
    System.out.printf("bytes in Redis: a view %d, the mark of an id %d%n", view, mark);
    assertTrue(view > MARKS_OF_A_VIEW * mark, view + " " + mark);
    // As Redis does by itself where views have filled it: what expires first goes first.
    assertTrue(script(FORGET) >= ROWS);
    assertEquals("accepted=60 duplicate=0 refused=0 malformed=0", imported(reviews));
    assertEquals(once, ImportCommandTest.counts("reviews-en:" + ROWS, 1));
  }

  /** Of one of the keys, 0 where there is none. */
  private long memory(String keys) {
    return script(
        "local k = redis.call('KEYS', '%s')[1] return k and redis.call('MEMORY', 'USAGE', k) or 0"
            .formatted(keys));
  }

  private long script(String source) {
    return redis.execute("eval", source, "0").toLong();
  }

  private String imported(Path reviews) {
    return ImportCommandTest.lastLine(
        "import",
        "csv",
        reviews.toString(),
        "--format",
        "reviews_en",
        "--url",
        address.toString(),
        "--data",
        folder.toString());
  }
}
