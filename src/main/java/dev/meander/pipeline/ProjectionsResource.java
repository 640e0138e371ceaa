package dev.meander.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.pipeline.RebuildRun.Work;
import dev.meander.platform.RequiresRole;
import dev.meander.platform.Role;
import dev.meander.platform.security.Scopes;
import dev.meander.projection.LiveProjection;
import dev.meander.projection.ProjectionComparison;
import dev.meander.projection.ProjectionVersions;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Versions of the read model beside each other: filled, compared, switched, dropped. */
@Path("/v1/projections")
@Produces(MediaType.APPLICATION_JSON)
@RequiresRole(Role.PROJECT)
@RolesAllowed(Scopes.ADMIN)
@NonBlocking
@Tag(name = "projections", description = "Versions of the read model, rebuilt beside each other")
@APIResponse(responseCode = "400", ref = "#/components/responses/InvalidParameter")
@APIResponse(responseCode = "406", ref = "#/components/responses/NotAcceptable")
@APIResponse(responseCode = "500", ref = "#/components/responses/Failure")
@APIResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
public class ProjectionsResource {

  private final Rebuilds rebuilds;
  private final ProjectionVersions versions;
  private final ProjectionComparison comparison;
  private final LiveProjection live;
  private final RebuildSettings settings;

  @Inject
  ProjectionsResource(
      Rebuilds rebuilds,
      ProjectionVersions versions,
      ProjectionComparison comparison,
      LiveProjection live,
      RebuildSettings settings) {
    this.rebuilds = rebuilds;
    this.versions = versions;
    this.comparison = comparison;
    this.live = live;
    this.settings = settings;
  }

  @GET
  @Operation(
      operationId = "projections",
      summary = "The versions that there are",
      description =
          "Which one serves, and how far the others are: events folded, rate, lag. `filledHere`"
              + " tells whether the process that answers fills it. `views`, after a switch, tells how"
              + " far everybody's view is made anew.")
  @APIResponse(
      responseCode = "200",
      description = "The versions",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/Projections")))
  public Uni<ObjectNode> list() {
    return versions
        .list(settings.tenant())
        .map(all -> ProjectionsJson.all(all, live.version(), rebuilds::fills))
        .chain(
            all ->
                versions.views(settings.tenant()).map(views -> ProjectionsJson.with(all, views)));
  }

  @POST
  @Operation(
      operationId = "rebuild",
      summary = "Begins to fill a new version from the log",
      description = "Beside the one that serves; nothing is published of it until it serves.")
  @Parameter(
      name = "batchEvents",
      in = ParameterIn.QUERY,
      description = "Most events of one transaction.",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200000"))
  @Parameter(
      name = "parallel",
      in = ParameterIn.QUERY,
      description = "Partitions of the log that are read at once.",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "64"))
  @APIResponse(
      responseCode = "202",
      description = "It is being filled",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/ProjectionNumber")))
  public Uni<RestResponse<ObjectNode>> begin(
      @QueryParam("batchEvents") @Nullable String batchEvents,
      @QueryParam("parallel") @Nullable String parallel) {
    Work work = settings.work(batchEvents, parallel);
    return rebuilds
        .begin(settings.tenant(), work)
        .map(
            version ->
                RestResponse.status(RestResponse.Status.ACCEPTED, ProjectionsJson.number(version)));
  }

  @POST
  @Path("/{projection}/fill")
  @Operation(
      operationId = "fillProjection",
      summary = "Goes on filling a version",
      description = "From where it is, in the process that answers; whoever fills it is relieved.")
  @Parameter(name = "projection", in = ParameterIn.PATH, ref = "#/components/parameters/Projection")
  @APIResponse(
      responseCode = "202",
      description = "It is being filled",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/ProjectionNumber")))
  @APIResponse(responseCode = "404", ref = "#/components/responses/UnknownProjection")
  @APIResponse(responseCode = "409", ref = "#/components/responses/ProjectionConflict")
  public Uni<RestResponse<ObjectNode>> fill(@RestPath String projection) {
    int version = settings.number(projection);
    return rebuilds
        .goOn(settings.tenant(), version, settings.work(null, null))
        .map(
            done ->
                RestResponse.status(RestResponse.Status.ACCEPTED, ProjectionsJson.number(version)));
  }

  @GET
  @Path("/{projection}/comparison")
  @Operation(
      operationId = "compareProjections",
      summary = "Who is not the same in two versions, and by how much",
      description =
          "Of those whose newest event both have read. `distance` is half the sum of the"
              + " differences of the shares of interest, 0 to 1.")
  @Parameter(name = "projection", in = ParameterIn.PATH, ref = "#/components/parameters/Projection")
  @Parameter(
      name = "with",
      in = ParameterIn.QUERY,
      description = "The other version; the one that serves without.",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "People to tell of.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "20"))
  @APIResponse(
      responseCode = "200",
      description = "The report",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/ProjectionComparison")))
  @APIResponse(responseCode = "404", ref = "#/components/responses/UnknownProjection")
  public Uni<ObjectNode> compare(
      @RestPath String projection,
      @QueryParam("with") @Nullable String with,
      @QueryParam("limit") @Nullable String limit) {
    int one = settings.number(projection);
    int two = with == null ? live.version() : settings.number(with);
    int most = settings.whole("limit", limit, 200, 20);
    return rebuilds
        .known(settings.tenant(), one)
        .chain(() -> rebuilds.known(settings.tenant(), two))
        .chain(() -> comparison.compare(settings.tenant(), one, two, most))
        .map(report -> ProjectionsJson.comparison(one, two, report));
  }

  @POST
  @Path("/{projection}/switch")
  @Operation(
      operationId = "switchProjection",
      summary = "Lets a version serve",
      description =
          "One that is level with the log. The one before is kept level from then on: going back is"
              + " the same request for that one. Everybody's view is made anew from it, in the"
              + " background; until that is done only the one before can be switched to.")
  @Parameter(name = "projection", in = ParameterIn.PATH, ref = "#/components/parameters/Projection")
  @APIResponse(
      responseCode = "200",
      description = "It serves",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/LiveProjection")))
  @APIResponse(responseCode = "404", ref = "#/components/responses/UnknownProjection")
  @APIResponse(responseCode = "409", ref = "#/components/responses/ProjectionConflict")
  public Uni<ObjectNode> switchTo(@RestPath String projection) {
    int version = settings.number(projection);
    return rebuilds
        .known(settings.tenant(), version)
        .chain(() -> rebuilds.switchTo(settings.tenant(), version, settings.work(null, null)))
        .map(done -> ProjectionsJson.live(live.version()));
  }

  @DELETE
  @Path("/{projection}")
  @Operation(
      operationId = "dropProjection",
      summary = "Drops a version",
      description =
          "With all that it holds; one that does not serve, nor served before while views are still"
              + " made anew after a switch.")
  @Parameter(name = "projection", in = ParameterIn.PATH, ref = "#/components/parameters/Projection")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", ref = "#/components/responses/UnknownProjection")
  @APIResponse(responseCode = "409", ref = "#/components/responses/ProjectionConflict")
  public Uni<Void> drop(@RestPath String projection) {
    return rebuilds.drop(settings.tenant(), settings.number(projection));
  }
}
