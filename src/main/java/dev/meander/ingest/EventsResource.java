package dev.meander.ingest;

import dev.meander.platform.ErrorCode;
import dev.meander.platform.Problems;
import dev.meander.platform.RequiresRole;
import dev.meander.platform.Role;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes behaviour events. */
@Path("/v1/events")
@RequiresRole(Role.INGEST)
public class EventsResource {

  private static final int ACCEPTED = 202;

  private final BodyReader reader;
  private final Ingestion ingestion;

  @Inject
  EventsResource(BodyReader reader, Ingestion ingestion) {
    this.reader = reader;
    this.ingestion = ingestion;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<byte[]>> json(byte[] body) {
    return ingestion.take(reader.json(body)).map(EventsResource::response);
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
