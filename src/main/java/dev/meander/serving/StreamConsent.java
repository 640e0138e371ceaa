package dev.meander.serving;

import dev.meander.event.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Asks for consent before a stream begins: once its first bytes are sent, it is too late for a
 * refusal.
 */
@Singleton
final class StreamConsent {

  /** Whose answer is a stream about one person. */
  @NameBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Asked {}

  /** Looked up at the first stream: filters are made before what they ask can run. */
  private final Instance<Reads> reads;

  private final Instance<Audience> audience;

  @Inject
  StreamConsent(Instance<Reads> reads, Instance<Audience> audience) {
    this.reads = reads;
    this.audience = audience;
  }

  @Asked
  @ServerRequestFilter
  Uni<@Nullable Response> ask(UriInfo uri) {
    String asked = uri.getQueryParameters().getFirst("personId");
    if (asked == null) {
      return Uni.createFrom().nullItem();
    }
    PersonId person = Parameters.person(asked);
    return reads.get().mayFollow(audience.get().tenant(), person).map(allowed -> null);
  }
}
