package dev.meander.ingest;

import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import dev.meander.platform.Problems;
import dev.meander.platform.RequiresRole;
import dev.meander.platform.Role;
import dev.meander.platform.security.Scopes;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Takes behaviour events. What the schemas named here hold is in META-INF/openapi.yaml. */
@Path("/v1/events")
@RequiresRole(Role.INGEST)
@RolesAllowed(Scopes.EVENTS_WRITE)
@NonBlocking
@Tag(name = "events")
public class EventsResource {

  private static final int ACCEPTED = 202;
  private static final int LONGEST_KEY = 255;

  private final BodyReader reader;
  private final Ingestion ingestion;

  @Inject
  EventsResource(BodyReader reader, Ingestion ingestion) {
    this.reader = reader;
    this.ingestion = ingestion;
  }

  @POST
  @Consumes({MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.CLOUD_EVENT, MediaTypes.CLOUD_EVENTS})
  // One media type only: with two, Quarkus REST hands the bytes to Jackson, which writes base64.
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "takeEvents",
      summary = "Takes behaviour events",
      description =
          "One outcome for each event, in the order of the request: a refused event takes no other"
              + " down. The answer comes once the log has stored what it accepted. An event whose"
              + " id was seen lately is a duplicate and keeps its position; a request that is sent"
              + " again under its Idempotency-Key is told `accepted` again.")
  @Parameter(
      name = "Idempotency-Key",
      in = ParameterIn.HEADER,
      description =
          "Names this request; the same for each attempt. 1 to 255 characters. Remembered for a"
              + " day.",
      schema = @Schema(implementation = String.class, minLength = 1, maxLength = LONGEST_KEY),
      example = "0f8fad5b-d9cb-469f-a165-70867728950e")
  @RequestBody(
      required = true,
      content = {
        @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "EventOrEvents")),
        @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "EventLines")),
        @Content(mediaType = MediaTypes.CLOUD_EVENT, schema = @Schema(ref = "CloudEvent")),
        @Content(mediaType = MediaTypes.CLOUD_EVENTS, schema = @Schema(ref = "CloudEvents"))
      })
  @APIResponse(
      responseCode = "202",
      description = "At least one event is in the log, now or since earlier.",
      content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "EventOutcomes")))
  @APIResponse(responseCode = "400", ref = "UnreadableBody")
  @APIResponse(responseCode = "413", ref = "BodyTooLarge")
  @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
  @APIResponse(responseCode = "422", ref = "EventsRefused")
  @APIResponse(responseCode = "429", ref = "TooManyRequests")
  @APIResponse(responseCode = "503", ref = "LogUnavailable")
  public Uni<RestResponse<byte[]>> take(
      @Parameter(hidden = true) @Context HttpServerRequest request, byte @Nullable [] body) {
    MultiMap headers = request.headers();
    String key = headers.get("Idempotency-Key");
    if (key != null && (key.isEmpty() || key.length() > LONGEST_KEY)) {
      throw new ProblemException(
          ErrorCode.INVALID_PARAMETER, "Idempotency-Key has 1 to " + LONGEST_KEY + " characters.");
    }
    List<Candidate> candidates = read(headers, body == null ? new byte[0] : body);
    return ingestion.take(candidates, key).map(EventsResource::response);
  }

  private List<Candidate> read(MultiMap headers, byte[] body) {
    String encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw MediaTypes.unsupported("Bodies are not taken in the encoding " + Shown.of(encoding));
    }
    String type = MediaTypes.of(headers.get(HttpHeaders.CONTENT_TYPE));
    return switch (type) {
      case MediaTypes.JSON ->
          headers.contains("ce-specversion") ? reader.cloudEvent(headers, body) : reader.json(body);
      case MediaTypes.NDJSON -> reader.ndjson(body);
      case MediaTypes.CLOUD_EVENT -> reader.cloudEvent(body);
      case MediaTypes.CLOUD_EVENTS -> reader.cloudEvents(body);
      default -> throw MediaTypes.unsupported("Events are not taken as " + Shown.of(type) + ".");
    };
  }

  private static RestResponse<byte[]> response(IngestAnswer answer) {
    boolean refused = answer.allRefused();
    return RestResponse.ResponseBuilder.<byte[]>create(
            refused ? ErrorCode.EVENTS_REFUSED.status() : ACCEPTED)
        .header(
            HttpHeaders.CONTENT_TYPE, refused ? Problems.MEDIA_TYPE : MediaType.APPLICATION_JSON)
        .entity(answer.body())
        .build();
  }
}
