package dev.meander.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.privacy.Erasures;
import dev.meander.log.privacy.Sealer;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import dev.meander.platform.RequiresRole;
import dev.meander.platform.Role;
import dev.meander.platform.security.Scopes;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** What is held about a person: handed out, and forgotten. */
@Path("/v1/people/{personId}/data")
@Produces(MediaType.APPLICATION_JSON)
@RequiresRole(Role.SERVE)
@RolesAllowed(Scopes.PEOPLE_ERASE)
@NonBlocking
@Tag(name = "privacy", description = "What is held about a person: handed out, and forgotten")
@APIResponse(responseCode = "400", ref = "#/components/responses/InvalidParameter")
@APIResponse(responseCode = "406", ref = "#/components/responses/NotAcceptable")
@APIResponse(responseCode = "500", ref = "#/components/responses/Failure")
@APIResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
public class PersonDataResource {

  private final NamesExport export;
  private final Erasures erasures;
  private final Sealer sealer;
  private final TenantId tenant;

  @Inject
  PersonDataResource(
      NamesExport export,
      Erasures erasures,
      Sealer sealer,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.export = export;
    this.erasures = erasures;
    this.sealer = sealer;
    this.tenant = new TenantId(tenant);
  }

  @GET
  @Operation(
      operationId = "exportPerson",
      summary = "Everything that is held about the person",
      description =
          "An array of objects, sent as they are found: `section` says what each is (`person`,"
              + " `key`, `view`, `profile`, `day`, `parked`, `event`). The events are those of the log."
              + " Somebody with several names has these sections for each, the asked one first.")
  @Parameter(name = "personId", in = ParameterIn.PATH, ref = "#/components/parameters/PersonId")
  @APIResponse(
      responseCode = "200",
      description = "What is held",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/PersonData")))
  @APIResponse(responseCode = "404", ref = "#/components/responses/UnknownPerson")
  public RestMulti<ObjectNode> export(@RestPath String personId) {
    PersonId person = person(personId);
    return RestMulti.fromUniResponse(export.find(tenant, person), export::sections);
  }

  @DELETE
  @Operation(
      operationId = "erasePerson",
      summary = "Forgets the person",
      description =
          "Begins an erasure, or joins the one that is under way; somebody unknown is forgotten all"
              + " the same, and all names of the person with the one. From now on nothing is taken for the person until it is complete; who"
              + " comes back afterwards is somebody new. The nonce is told this once: with it the"
              + " receipt can be tied to the person, who is not named in it.")
  @Parameter(name = "personId", in = ParameterIn.PATH, ref = "#/components/parameters/PersonId")
  @APIResponse(
      responseCode = "202",
      description = "The erasure is under way; Location leads to its state.",
      headers =
          @Header(
              name = "Location",
              description = "Where its state is told",
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/ErasureRequested")))
  @APIResponse(responseCode = "409", ref = "#/components/responses/ErasureUnavailable")
  public Uni<RestResponse<ObjectNode>> erase(@RestPath String personId) {
    PersonId person = person(personId);
    if (!sealer.seals()) {
      throw new ProblemException(
          ErrorCode.ERASURE_UNAVAILABLE,
          "Events are stored in clear (meander.privacy.encryption is off), and a log is not"
              + " rewritten.");
    }
    return erasures
        .request(tenant, person)
        .map(
            requested ->
                RestResponse.ResponseBuilder.create(
                        RestResponse.Status.ACCEPTED, ErasureJson.requested(requested))
                    .location(URI.create("/v1/erasures/" + requested.id()))
                    .build());
  }

  private static PersonId person(String personId) {
    try {
      return new PersonId(personId);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.INVALID_PARAMETER, String.valueOf(e.getMessage()));
    }
  }
}
