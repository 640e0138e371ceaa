package dev.meander.serving;

import dev.meander.platform.RequiresRole;
import dev.meander.platform.Role;
import dev.meander.platform.security.Scopes;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What is known and predicted about a person. */
@Path("/v1/people/{personId}")
@Produces(MediaType.APPLICATION_JSON)
@RequiresRole(Role.SERVE)
@RolesAllowed(Scopes.INTERESTS_READ)
@NonBlocking
@Tag(name = "people", description = "What is known and predicted about a person")
@APIResponse(responseCode = "304", ref = "#/components/responses/NotModified")
@APIResponse(responseCode = "400", ref = "#/components/responses/InvalidParameter")
@APIResponse(responseCode = "403", ref = "#/components/responses/ConsentWithdrawn")
@APIResponse(responseCode = "404", ref = "#/components/responses/UnknownPerson")
@APIResponse(responseCode = "406", ref = "#/components/responses/NotAcceptable")
@APIResponse(responseCode = "500", ref = "#/components/responses/Failure")
@APIResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
public class PeopleResource {

  private final Reads reads;
  private final Responses responses;

  @Inject
  PeopleResource(Reads reads, Responses responses) {
    this.reads = reads;
    this.responses = responses;
  }

  @GET
  @Path("/interests")
  @Operation(
      operationId = "interests",
      summary = "What the person is interested in",
      description = "Shares of the person's interest by category, and events counted by kind.")
  @Parameter(name = "personId", in = ParameterIn.PATH, ref = "#/components/parameters/PersonId")
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "Categories to name; the others share otherWeight.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "20"))
  @Parameter(
      name = "asOf",
      in = ParameterIn.QUERY,
      description = "As of the end of the UTC day of this moment instead of now.",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @Parameter(
      name = "minPosition",
      in = ParameterIn.QUERY,
      ref = "#/components/parameters/MinPosition")
  @Parameter(
      name = "If-None-Match",
      in = ParameterIn.HEADER,
      ref = "#/components/parameters/IfNoneMatch")
  @APIResponse(
      responseCode = "200",
      description = "The answer",
      headers = @Header(name = "ETag", ref = "#/components/headers/ETag"),
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/Interests"),
              examples =
                  @ExampleObject(name = "Interests", ref = "#/components/examples/Interests")))
  public Uni<RestResponse<byte[]>> interests(
      @RestPath String personId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("minPosition") @Nullable String minPosition,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    int named = Parameters.LIMIT.of(limit);
    Reads.Asked asked = responses.asked(personId, minPosition);
    Instant at = Parameters.instant("asOf", asOf);
    Function<InterestView, Answer> render = view -> AnswerJson.interests(view, named);
    if (at != null) {
      return responses.respond(reads.asOf(asked, at, render), ifNoneMatch);
    }
    return responses.respond(
        named == Parameters.LIMIT.standard()
            ? reads.standard(asked, Question.INTERESTS, render)
            : reads.rendered(asked, render),
        ifNoneMatch);
  }

  @GET
  @Path("/evolution")
  @Operation(
      operationId = "evolution",
      summary = "How the person's interest grows or fades",
      description = "The trajectory of the largest categories so far and ahead.")
  @Parameter(name = "personId", in = ParameterIn.PATH, ref = "#/components/parameters/PersonId")
  @Parameter(
      name = "horizon",
      in = ParameterIn.QUERY,
      description = "Days ahead.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "28", defaultValue = "7"))
  @Parameter(
      name = "categories",
      in = ParameterIn.QUERY,
      description = "Categories to name.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "20", defaultValue = "5"))
  @Parameter(
      name = "minPosition",
      in = ParameterIn.QUERY,
      ref = "#/components/parameters/MinPosition")
  @Parameter(
      name = "If-None-Match",
      in = ParameterIn.HEADER,
      ref = "#/components/parameters/IfNoneMatch")
  @APIResponse(
      responseCode = "200",
      description = "The answer",
      headers = @Header(name = "ETag", ref = "#/components/headers/ETag"),
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/Evolution"),
              examples =
                  @ExampleObject(name = "Evolution", ref = "#/components/examples/Evolution")))
  public Uni<RestResponse<byte[]>> evolution(
      @RestPath String personId,
      @QueryParam("horizon") @Nullable String horizon,
      @QueryParam("categories") @Nullable String categories,
      @QueryParam("minPosition") @Nullable String minPosition,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    EvolutionShape shape =
        new EvolutionShape(Parameters.DAYS.of(horizon), Parameters.CATEGORIES.of(categories));
    Reads.Asked asked = responses.asked(personId, minPosition);
    Function<InterestView, Answer> render = view -> AnswerJson.evolution(view, shape);
    return responses.respond(
        shape.equals(EvolutionShape.STANDARD)
            ? reads.standard(asked, Question.EVOLUTION, render)
            : reads.rendered(asked, render),
        ifNoneMatch);
  }
}
