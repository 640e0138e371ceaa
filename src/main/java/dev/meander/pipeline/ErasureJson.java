package dev.meander.pipeline;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.log.privacy.Erasure;
import dev.meander.log.privacy.Erasures.Requested;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Erasures as clients see them. */
final class ErasureJson {

  private static final JsonMapper JSON = new JsonMapper();

  private ErasureJson() {}

  static ObjectNode requested(Requested requested) {
    return JSON.createObjectNode()
        .put("erasureId", requested.id().toString())
        .put("status", "/v1/erasures/" + requested.id())
        .put("nonce", requested.nonce());
  }

  static ObjectNode state(Erasure erasure) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("erasureId", erasure.id().toString())
            .put("state", erasure.step().name().toLowerCase(Locale.ROOT))
            .put("requestedAt", erasure.requestedAt().toString());
    if (erasure.receipt() == null) {
      return json.put("waitingFor", waitingFor(erasure));
    }
    try {
      json.setAll((ObjectNode) JSON.readTree(erasure.receipt()));
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException("a stored receipt is damaged", e);
    }
  }

  private static String waitingFor(Erasure erasure) {
    return switch (erasure.step()) {
      case REQUESTED -> "events on their way into the log";
      case MARKED ->
          erasure.viewsGone()
              ? "the projection, to pass the end of the person's events"
              : "the projection and scoring, to pass the end of the person's events";
      case DESTROYED -> "processes that may hold the destroyed key in memory";
      case COMPLETED -> "nothing";
    };
  }
}
