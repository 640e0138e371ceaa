package dev.meander.serving;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.platform.RequiresRole;
import dev.meander.platform.Role;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What is known and predicted about a person. */
@Path("/v1/people/{personId}")
@Produces(MediaType.APPLICATION_JSON)
@RequiresRole(Role.SERVE)
@NonBlocking
public class PeopleResource {

  private final Reads reads;
  private final Audience audience;

  @Inject
  PeopleResource(Reads reads, Audience audience) {
    this.reads = reads;
    this.audience = audience;
  }

  @GET
  @Path("/interests")
  public Uni<RestResponse<byte[]>> interests(
      @RestPath String personId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("minPosition") @Nullable String minPosition,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    int named = Parameters.LIMIT.of(limit);
    Reads.Asked asked = asked(personId, minPosition);
    Instant at = Parameters.instant("asOf", asOf);
    Function<InterestView, Answer> render = view -> AnswerJson.interests(view, named);
    if (at != null) {
      return respond(reads.asOf(asked, at, render), ifNoneMatch);
    }
    return respond(
        named == Parameters.LIMIT.standard()
            ? reads.standard(asked, Question.INTERESTS, render)
            : reads.rendered(asked, render),
        ifNoneMatch);
  }

  @GET
  @Path("/migration")
  public Uni<RestResponse<byte[]>> migration(
      @RestPath String personId,
      @QueryParam("horizon") @Nullable String horizon,
      @QueryParam("paths") @Nullable String paths,
      @QueryParam("candidates") @Nullable String candidates,
      @QueryParam("minPosition") @Nullable String minPosition,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    MigrationShape shape =
        new MigrationShape(
            Parameters.STEPS.of(horizon),
            Parameters.PATHS.of(paths),
            Parameters.CANDIDATES.of(candidates));
    Reads.Asked asked = asked(personId, minPosition);
    Function<InterestView, Answer> render = view -> AnswerJson.migration(view, shape);
    return respond(
        shape.equals(MigrationShape.STANDARD)
            ? reads.standard(asked, Question.MIGRATION, render)
            : reads.rendered(asked, render),
        ifNoneMatch);
  }

  @GET
  @Path("/evolution")
  public Uni<RestResponse<byte[]>> evolution(
      @RestPath String personId,
      @QueryParam("horizon") @Nullable String horizon,
      @QueryParam("categories") @Nullable String categories,
      @QueryParam("minPosition") @Nullable String minPosition,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    EvolutionShape shape =
        new EvolutionShape(Parameters.DAYS.of(horizon), Parameters.CATEGORIES.of(categories));
    Reads.Asked asked = asked(personId, minPosition);
    Function<InterestView, Answer> render = view -> AnswerJson.evolution(view, shape);
    return respond(
        shape.equals(EvolutionShape.STANDARD)
            ? reads.standard(asked, Question.EVOLUTION, render)
            : reads.rendered(asked, render),
        ifNoneMatch);
  }

  private Reads.Asked asked(String personId, @Nullable String minPosition) {
    PersonId person = Parameters.person(personId);
    LogPosition least = Parameters.position("minPosition", minPosition);
    return new Reads.Asked(audience.tenant(), person, least);
  }

  private Uni<RestResponse<byte[]>> respond(Uni<Answer> found, @Nullable String ifNoneMatch) {
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
