package dev.meander.launcher.durability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The topic of a tenant's events, as the broker's admin interface sees it. */
final class EventTopic {

  /** Of a new tenant's topic. */
  static final int PARTITIONS = 4;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private EventTopic() {}

  /**
   * Closes all its consumers' connections to it; those that are alive come back by themselves.
   *
   * @param admin of the broker
   */
  static void unload(URI admin, String tenant) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        URI unload =
            URI.create(
                "%s/admin/v2/persistent/meander/%s/behavior-events-partition-%d/unload"
                    .formatted(admin, tenant, partition));
        var answer =
            http.send(
                HttpRequest.newBuilder(unload)
                    .timeout(PATIENCE)
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
          throw new IOException(unload + " answers " + answer.statusCode());
        }
      }
    }
  }
}
