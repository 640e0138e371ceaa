package dev.meander.serving;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What all reads about a person share: who is meant, and how an answer is sent. */
@Singleton
final class Responses {

  private final Audience audience;

  Responses(Audience audience) {
    this.audience = audience;
  }

  /**
   * @throws dev.meander.platform.ProblemException INVALID_PARAMETER for an id or a position that
   *     can't be
   */
  Reads.Asked asked(String personId, @Nullable String minPosition) {
    PersonId person = Parameters.person(personId);
    LogPosition least = Parameters.position("minPosition", minPosition);
    return new Reads.Asked(audience.tenant(), person, least);
  }

  /** The answer with its entity tag; 304 without a body where the client holds it. */
  Uni<RestResponse<byte[]>> respond(Uni<Answer> found, @Nullable String ifNoneMatch) {
    return found.map(
        answer -> {
          RestResponse.ResponseBuilder<byte[]> response =
              EntityTags.matches(ifNoneMatch, answer.etag())
                  ? RestResponse.ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED)
                  : RestResponse.ResponseBuilder.ok(answer.aged(audience.clock().instant()));
          return response
              .header("ETag", answer.etag())
              .header("Cache-Control", "private, no-cache")
              .build();
        });
  }
}
