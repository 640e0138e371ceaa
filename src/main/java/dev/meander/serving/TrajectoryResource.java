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

/** The way of a person's interest so far, day by day. */
@Path("/v1/people/{personId}")
@Produces(MediaType.APPLICATION_JSON)
@RequiresRole(Role.SERVE)
@RolesAllowed(Scopes.INTERESTS_READ)
@NonBlocking
@Tag(name = "people")
@APIResponse(responseCode = "304", ref = "#/components/responses/NotModified")
@APIResponse(responseCode = "400", ref = "#/components/responses/InvalidParameter")
@APIResponse(responseCode = "403", ref = "#/components/responses/ConsentWithdrawn")
@APIResponse(responseCode = "404", ref = "#/components/responses/UnknownPerson")
@APIResponse(responseCode = "406", ref = "#/components/responses/NotAcceptable")
@APIResponse(responseCode = "500", ref = "#/components/responses/Failure")
@APIResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
public class TrajectoryResource {

  private final Reads reads;
  private final Responses responses;

  @Inject
  TrajectoryResource(Reads reads, Responses responses) {
    this.reads = reads;
    this.responses = responses;
  }

  // Below the path of the other classes: with one of its own, another method is told 404 and not
  // 405.
  @GET
  @Path("/trajectory")
  @Operation(
      operationId = "trajectory",
      summary = "How the person's interest came to be what it is",
      description =
          "Interest shares at the end of each active day, oldest first; each point is what a replay"
              + " of the log up to that day gives.")
  @Parameter(name = "personId", in = ParameterIn.PATH, ref = "#/components/parameters/PersonId")
  @Parameter(
      name = "until",
      in = ParameterIn.QUERY,
      description = "Up to the end of the UTC day of this moment; up to the newest event without.",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @Parameter(
      name = "days",
      in = ParameterIn.QUERY,
      description = "Active days to tell of, the newest ones.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "366", defaultValue = "28"))
  @Parameter(
      name = "categories",
      in = ParameterIn.QUERY,
      description = "Categories to name for a day; the others share otherWeight.",
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
              schema = @Schema(ref = "#/components/schemas/Trajectory"),
              examples =
                  @ExampleObject(name = "Trajectory", ref = "#/components/examples/Trajectory")))
  public Uni<RestResponse<byte[]>> trajectory(
      @RestPath String personId,
      @QueryParam("until") @Nullable String until,
      @QueryParam("days") @Nullable String days,
      @QueryParam("categories") @Nullable String categories,
      @QueryParam("minPosition") @Nullable String minPosition,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    Reads.Asked asked = responses.asked(personId, minPosition);
    Instant last = Parameters.instant("until", until);
    int most = Parameters.ACTIVE_DAYS.of(days);
    int named = Parameters.CATEGORIES.of(categories);
    return responses.respond(
        reads.trajectory(
            asked, last, most, found -> TrajectoryJson.answer(asked.person(), found, named)),
        ifNoneMatch);
  }
}
