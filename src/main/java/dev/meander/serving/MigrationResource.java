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

/** Where a person's interest moves next. */
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
public class MigrationResource {

  private final Reads reads;
  private final Responses responses;
  private final ServingConfig.Discovery discovery;

  @Inject
  MigrationResource(Reads reads, Responses responses, ServingConfig config) {
    this.reads = reads;
    this.responses = responses;
    this.discovery = config.discovery();
  }

  // Below the path of the other classes: with one of its own, another method is told 404 and not
  // 405.
  @GET
  @Path("/migration")
  @Operation(
      operationId = "migration",
      summary = "Where the person's interest moves next",
      description =
          "Next categories by step and by days, the likeliest paths, and past turns. In mode discovery"
              + " the categories that are new to the person stand higher: right more often about what"
              + " is new, less often about returns. Only the order of steps and days changes:"
              + " probabilities stay as they are calibrated, so they no longer fall from one to the"
              + " next, and paths are the likeliest ones as ever.")
  @Parameter(name = "personId", in = ParameterIn.PATH, ref = "#/components/parameters/PersonId")
  @Parameter(
      name = "horizon",
      in = ParameterIn.QUERY,
      description = "Steps ahead.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10", defaultValue = "3"))
  @Parameter(
      name = "paths",
      in = ParameterIn.QUERY,
      description = "Paths to name.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "20", defaultValue = "3"))
  @Parameter(
      name = "candidates",
      in = ParameterIn.QUERY,
      description = "Categories to name for each step.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "20", defaultValue = "5"))
  @Parameter(
      name = "mode",
      in = ParameterIn.QUERY,
      description = "The order of the categories: by probability, or with new ones lifted.",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {Parameters.LIKELIEST, Parameters.DISCOVERY},
              defaultValue = Parameters.LIKELIEST))
  @Parameter(
      name = "bonus",
      in = ParameterIn.QUERY,
      description =
          "In mode discovery alone: a new category stands where one e^bonus times as probable would."
              + " The default is configured, as shipped 1.5.",
      schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "5"))
  @Parameter(
      name = "keep",
      in = ParameterIn.QUERY,
      description =
          "In mode discovery alone: how many of the most probable stay where they are, new or not."
              + " The default is configured, as shipped 4.",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "20"))
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
              schema = @Schema(ref = "#/components/schemas/Migration"),
              examples =
                  @ExampleObject(name = "Migration", ref = "#/components/examples/Migration")))
  public Uni<RestResponse<byte[]>> migration(
      @RestPath String personId,
      @QueryParam("horizon") @Nullable String horizon,
      @QueryParam("paths") @Nullable String paths,
      @QueryParam("candidates") @Nullable String candidates,
      @QueryParam("mode") @Nullable String mode,
      @QueryParam("bonus") @Nullable String bonus,
      @QueryParam("keep") @Nullable String keep,
      @QueryParam("minPosition") @Nullable String minPosition,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    MigrationShape shape =
        new MigrationShape(
            Parameters.STEPS.of(horizon),
            Parameters.PATHS.of(paths),
            Parameters.CANDIDATES.of(candidates),
            Parameters.discovery(mode, bonus, keep, discovery));
    Reads.Asked asked = responses.asked(personId, minPosition);
    Function<InterestView, Answer> render = view -> AnswerJson.migration(view, shape);
    return responses.respond(
        shape.equals(MigrationShape.STANDARD)
            ? reads.standard(asked, Question.MIGRATION, render)
            : reads.rendered(asked, render),
        ifNoneMatch);
  }
}
