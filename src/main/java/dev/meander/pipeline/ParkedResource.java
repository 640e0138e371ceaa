package dev.meander.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.FieldError;
import dev.meander.platform.ProblemException;
import dev.meander.platform.RequiresRole;
import dev.meander.platform.Role;
import dev.meander.platform.security.Scopes;
import dev.meander.projection.ParkedEntries;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What is put aside for it cannot be folded: looked at, mended, retried, discarded. */
@Path("/v1/parked")
@Produces(MediaType.APPLICATION_JSON)
@RequiresRole(Role.INGEST)
@RolesAllowed(Scopes.ADMIN)
@NonBlocking
@Tag(name = "parked", description = "Entries of the log that are put aside, and decisions on them")
@APIResponse(responseCode = "400", ref = "#/components/responses/InvalidParameter")
@APIResponse(responseCode = "406", ref = "#/components/responses/NotAcceptable")
@APIResponse(responseCode = "500", ref = "#/components/responses/Failure")
@APIResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
public class ParkedResource {

  private static final int MOST = 200;

  private final ParkedEntries entries;
  private final ParkedDesk desk;
  private final ParkedReading reading;
  private final MendingEvent mending;
  private final TenantId tenant;

  @Inject
  ParkedResource(
      ParkedEntries entries,
      ParkedDesk desk,
      ParkedReading reading,
      MendingEvent mending,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.entries = entries;
    this.desk = desk;
    this.reading = reading;
    this.mending = mending;
    this.tenant = new TenantId(tenant);
  }

  @GET
  @Operation(
      operationId = "parked",
      summary = "What is put aside",
      description =
          "Entries that cannot be folded, in the order of the log; `kept` counts those of the same"
              + " person that are put aside, `leftInLog` those beyond the limits.")
  @Parameter(
      name = "after",
      in = ParameterIn.QUERY,
      description = "`next` of the page before.",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "Entries of a page.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/ParkedPage")))
  public Uni<ObjectNode> list(
      @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
    LogPosition from = after == null ? null : position("?after", after);
    int most = limit(limit);
    return entries
        .totals(tenant)
        .chain(
            totals ->
                entries.bad(tenant, from, most).map(page -> ParkedJson.page(totals, page, most)));
  }

  @GET
  @Path("/{position}")
  @Operation(
      operationId = "parkedEntry",
      summary = "One entry, opened",
      description = "With what is wrong, and the first hundred entries that are put aside with it.")
  @Parameter(name = "position", in = ParameterIn.PATH, ref = "#/components/parameters/Position")
  @APIResponse(
      responseCode = "200",
      description = "The entry",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/ParkedEntry")))
  @APIResponse(responseCode = "404", ref = "#/components/responses/UnknownParked")
  public Uni<ObjectNode> show(@RestPath String position) {
    return desk.find(position("position", position))
        .chain(
            sequence -> {
              var row = sequence.entry().row();
              return reading
                  .opener(List.of(row))
                  .map(
                      opener ->
                          ParkedJson.whole(
                              sequence.entry(), reading.content(row, opener), sequence.together()));
            });
  }

  @PUT
  @Path("/{position}/event")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "mendParked",
      summary = "Lets another event stand in for the entry",
      description =
          "The event in the form of the log, as `event` of the entry shows it. It is folded with"
              + " the next retry; until then everything stays put aside.")
  @Parameter(name = "position", in = ParameterIn.PATH, ref = "#/components/parameters/Position")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/LoggedEvent")))
  @APIResponse(responseCode = "202", ref = "#/components/responses/Decided")
  @APIResponse(responseCode = "404", ref = "#/components/responses/UnknownParked")
  @APIResponse(responseCode = "409", ref = "#/components/responses/ParkedConflict")
  @APIResponse(responseCode = "413", ref = "#/components/responses/BodyTooLarge")
  @APIResponse(responseCode = "415", ref = "#/components/responses/UnsupportedMediaType")
  @APIResponse(responseCode = "422", ref = "#/components/responses/UnfitEvent")
  public Uni<RestResponse<ObjectNode>> mend(@RestPath String position, byte @Nullable [] body) {
    LogPosition entry = position("position", position);
    EventEnvelope event = mending.read(body == null ? new byte[0] : body);
    return desk.mend(entry, event).map(decision -> decided("mend", entry, decision));
  }

  @POST
  @Path("/{position}/retry")
  @Operation(
      operationId = "retryParked",
      summary = "Folds what is put aside of the entry's person",
      description = "In the person's order, up to the next entry that cannot be folded.")
  @Parameter(name = "position", in = ParameterIn.PATH, ref = "#/components/parameters/Position")
  @APIResponse(responseCode = "202", ref = "#/components/responses/Decided")
  @APIResponse(responseCode = "404", ref = "#/components/responses/UnknownParked")
  @APIResponse(responseCode = "409", ref = "#/components/responses/ParkedConflict")
  public Uni<RestResponse<ObjectNode>> retry(@RestPath String position) {
    LogPosition entry = position("position", position);
    return desk.retry(entry).map(decision -> decided("retry", entry, decision));
  }

  @DELETE
  @Path("/{position}")
  @Operation(
      operationId = "discardParked",
      summary = "Takes the entry out as if it had never been",
      description = "What is put aside behind it is tried again. The log keeps the entry.")
  @Parameter(name = "position", in = ParameterIn.PATH, ref = "#/components/parameters/Position")
  @APIResponse(responseCode = "202", ref = "#/components/responses/Decided")
  @APIResponse(responseCode = "404", ref = "#/components/responses/UnknownParked")
  @APIResponse(responseCode = "409", ref = "#/components/responses/ParkedConflict")
  public Uni<RestResponse<ObjectNode>> discard(@RestPath String position) {
    LogPosition entry = position("position", position);
    return desk.discard(entry).map(decision -> decided("discard", entry, decision));
  }

  private static RestResponse<ObjectNode> decided(
      String what, LogPosition entry, LogPosition decision) {
    return RestResponse.status(
        RestResponse.Status.ACCEPTED, ParkedJson.decided(what, entry, decision));
  }

  private static LogPosition position(String name, String text) {
    try {
      return LogPosition.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(name, "is no position of the log");
    }
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return 50;
    }
    int value = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (value < 1 || value > MOST) {
      throw invalid("?limit", "is no whole number from 1 to " + MOST);
    }
    return value;
  }

  private static ProblemException invalid(String name, String detail) {
    return new ProblemException(
        ErrorCode.INVALID_PARAMETER,
        name.replace("?", "") + " " + detail,
        List.of(new FieldError(name, detail)));
  }
}
