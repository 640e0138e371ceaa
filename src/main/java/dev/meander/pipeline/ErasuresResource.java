package dev.meander.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.TenantId;
import dev.meander.log.privacy.Erasures;
import dev.meander.log.privacy.Receipts;
import dev.meander.log.privacy.SignedReceipt;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import dev.meander.platform.RequiresRole;
import dev.meander.platform.Role;
import dev.meander.platform.security.Scopes;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** How far erasures are, their receipts, and the key that verifies these. */
@Path("/v1/erasures")
@Produces(MediaType.APPLICATION_JSON)
@RequiresRole(Role.SERVE)
@NonBlocking
@Tag(name = "privacy")
@APIResponse(responseCode = "406", ref = "#/components/responses/NotAcceptable")
@APIResponse(responseCode = "500", ref = "#/components/responses/Failure")
@APIResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
public class ErasuresResource {

  private final Erasures erasures;
  private final Receipts receipts;
  private final TenantId tenant;

  @Inject
  ErasuresResource(
      Erasures erasures,
      Receipts receipts,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.erasures = erasures;
    this.receipts = receipts;
    this.tenant = new TenantId(tenant);
  }

  @GET
  @Path("/{erasureId}")
  @RolesAllowed(Scopes.PEOPLE_ERASE)
  @Operation(
      operationId = "erasure",
      summary = "How far an erasure is",
      description = "Ends with a receipt, signed with Ed25519 over its canonical form (RFC 8785).")
  @APIResponse(
      responseCode = "200",
      description = "Its state",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/Erasure")))
  @APIResponse(responseCode = "404", ref = "#/components/responses/UnknownErasure")
  public Uni<ObjectNode> erasure(
      @Parameter(
              description = "As the answer to the request named it.",
              schema = @Schema(type = SchemaType.STRING, format = "uuid"))
          @RestPath
          String erasureId) {
    return parsed(erasureId)
        .map(id -> erasures.find(tenant, id))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(found -> ErasureJson.state(found.orElseThrow(ErasuresResource::unknown)));
  }

  @GET
  @Path("/keys")
  @PermitAll
  @Operation(
      operationId = "erasureKeys",
      summary = "The key that verifies receipts",
      description = "A JSON Web Key Set (RFC 7517) of one Ed25519 key (RFC 8037).")
  @APIResponse(
      responseCode = "200",
      description = "The key",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(ref = "#/components/schemas/ReceiptKeys")))
  public Uni<ObjectNode> keys() {
    return receipts.publicKey(tenant).map(SignedReceipt::toJson);
  }

  private static Optional<UUID> parsed(String erasureId) {
    try {
      return Optional.of(UUID.fromString(erasureId));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ProblemException unknown() {
    return new ProblemException(
        ErrorCode.UNKNOWN_ERASURE, "No erasure of that id was ever asked for.");
  }
}
