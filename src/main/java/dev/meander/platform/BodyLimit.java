package dev.meander.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body by its announced length before any of it is read, with a problem where the
 * framework would give none. The rest of the body is read past for a while, since a client that is
 * still sending when the connection closes does not get to read the refusal.
 */
@Singleton
final class BodyLimit {

  /** Before the framework's own check, which is at -2 and sorted the other way round. */
  private static final int PRIORITY = 10;

  private static final long LONGEST_WAIT_MILLIS = 10_000;
  private static final long MOST_BYTES = 64L << 20;

  private final long limit;

  @Inject
  BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
    this.limit = limit.asLongValue();
  }

  void install(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext http) {
    String length = http.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null || length(length) <= limit) {
      http.next();
      return;
    }
    byte[] problem =
        Problems.write(
            ErrorCode.BODY_TOO_LARGE, "A request takes at most " + limit + " bytes.", List.of());
    var _ =
        http.response()
            .setStatusCode(ErrorCode.BODY_TOO_LARGE.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE)
            .end(Buffer.buffer(problem));
    if (http.request().version() != HttpVersion.HTTP_2) {
      readPast(http);
    }
  }

  private static void readPast(RoutingContext http) {
    HttpServerRequest request = http.request();
    long timer =
        http.vertx().setTimer(LONGEST_WAIT_MILLIS, ignored -> request.connection().close());
    request.handler(
        ignored -> {
          if (request.bytesRead() > MOST_BYTES) {
            request.connection().close();
          }
        });
    request.exceptionHandler(ignored -> http.vertx().cancelTimer(timer));
    request.endHandler(ignored -> http.vertx().cancelTimer(timer));
    request.resume();
  }

  private static long length(String header) {
    try {
      return Long.parseLong(header);
    } catch (NumberFormatException e) {
      // More digits than a long has; the framework refuses what is no number.
      return header.chars().allMatch(Character::isDigit) ? Long.MAX_VALUE : 0;
    }
  }
}
