package dev.meander.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.CategoryPath;
import dev.meander.pipeline.FlowsJson.Asked;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.FieldError;
import dev.meander.platform.ProblemException;
import dev.meander.platform.RequiresRole;
import dev.meander.platform.Role;
import dev.meander.platform.security.Scopes;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.serving.EntityTags;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.Explode;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How the shop's people move between categories. */
@Path("/v1/flows")
@Produces(MediaType.APPLICATION_JSON)
@RequiresRole(Role.SERVE)
@RolesAllowed(Scopes.INTERESTS_READ)
@NonBlocking
@Tag(name = "shop", description = "What the shop's people do, all together")
@APIResponse(responseCode = "304", ref = "#/components/responses/NotModified")
@APIResponse(responseCode = "400", ref = "#/components/responses/InvalidParameter")
@APIResponse(responseCode = "406", ref = "#/components/responses/NotAcceptable")
@APIResponse(responseCode = "500", ref = "#/components/responses/Failure")
@APIResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
public class FlowsResource {

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int MOST = 200;
  private static final int STANDARD = 20;

  private final LiveShop shop;
  private final RebuildSettings settings;
  private final Clock clock;

  @Inject
  FlowsResource(LiveShop shop, RebuildSettings settings, Clock clock) {
    this.shop = shop;
    this.settings = settings;
    this.clock = clock;
  }

  @GET
  @Operation(
      operationId = "flows",
      summary = "The largest flows between categories",
      description =
          "A move is the step from visits of one category to the next category that the person"
              + " visits. Counts of everybody, without anybody's name, and how often people return"
              + " to a category by how many others they visited since. Counted from the read model"
              + " now and then; freshness says as of when.")
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      explode = Explode.TRUE,
      description = "Only flows out of this category: its levels from the root, one a value.",
      schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 8),
      example = "electronics")
  @Parameter(
      name = "to",
      in = ParameterIn.QUERY,
      explode = Explode.TRUE,
      description = "Only flows into this category, written likewise.",
      schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 8))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "Most flows.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "20"))
  @Parameter(
      name = "If-None-Match",
      in = ParameterIn.HEADER,
      ref = "#/components/parameters/IfNoneMatch")
  @APIResponse(
      responseCode = "200",
      description = "The flows, by descending moves",
      headers = @Header(name = "ETag", ref = "#/components/headers/ETag"),
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/Flows"),
              examples = @ExampleObject(name = "Flows", ref = "#/components/examples/Flows")))
  public Uni<RestResponse<ObjectNode>> flows(
      @QueryParam("from") List<String> from,
      @QueryParam("to") List<String> to,
      @QueryParam("limit") @Nullable String limit,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    Asked asked =
        new Asked(
            category("from", from),
            category("to", to),
            settings.whole("limit", limit, MOST, STANDARD));
    ShopSnapshot counted =
        shop.of(settings.tenant())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.VIEW_NOT_READY,
                        "The shop is being counted for the first time.",
                        List.of(),
                        SOON,
                        null));
    String etag = FlowsJson.etag(counted);
    if (EntityTags.matches(ifNoneMatch, etag)) {
      return Uni.createFrom()
          .item(
              response(
                  RestResponse.ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED), etag));
    }
    return Uni.createFrom()
        .item(() -> FlowsJson.answer(counted, asked, clock.instant()))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .map(json -> response(RestResponse.ResponseBuilder.ok(json), etag));
  }

  private static RestResponse<ObjectNode> response(
      RestResponse.ResponseBuilder<ObjectNode> response, String etag) {
    return response.header("ETag", etag).header("Cache-Control", "private, no-cache").build();
  }

  private static @Nullable CategoryPath category(String name, List<String> levels) {
    if (levels.isEmpty()) {
      return null;
    }
    try {
      return new CategoryPath(levels);
    } catch (IllegalArgumentException e) {
      String detail = String.valueOf(e.getMessage());
      throw new ProblemException(
          ErrorCode.INVALID_PARAMETER,
          name + ": " + detail,
          List.of(new FieldError("?" + name, detail)));
    }
  }
}
