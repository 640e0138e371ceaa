package dev.meander.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Where a client finds what: made once, so it also shows what the service costs without reading.
 */
@Path("/v1")
@PermitAll
@NonBlocking
@Tag(name = "service")
public class ServiceResource {

  private final byte[] document;

  @Inject
  ServiceResource(
      @ConfigProperty(name = "quarkus.application.name") String name,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.document = document(name, version);
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "What this service is and where it serves what")
  public RestResponse<byte[]> service() {
    return RestResponse.ResponseBuilder.ok(document)
        .header("Cache-Control", "public, max-age=60")
        .build();
  }

  private static byte[] document(String name, String version) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("name", name);
      json.writeStringField("version", version);
      json.writeObjectFieldStart("links");
      json.writeStringField("events", "/v1/events");
      json.writeStringField(
          "interests", "/v1/people/{personId}/interests{?limit,asOf,minPosition}");
      json.writeStringField(
          "migration", "/v1/people/{personId}/migration{?horizon,paths,candidates,minPosition}");
      json.writeStringField(
          "evolution", "/v1/people/{personId}/evolution{?horizon,categories,minPosition}");
      json.writeStringField(
          "trajectory", "/v1/people/{personId}/trajectory{?until,days,categories,minPosition}");
      json.writeStringField("stream", "/v1/stream{?personId}");
      json.writeStringField("flows", "/v1/flows{?from*,to*,limit}");
      json.writeStringField("openapi", "/q/openapi");
      json.writeStringField("health", "/q/health");
      json.writeStringField("metrics", "/q/metrics");
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}
