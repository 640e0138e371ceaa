package dev.meander.ingest;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.RestQuery;

/** Has what makes the framework refuse a request by itself. */
@Path("/refusals-under-test")
@PermitAll
public class RefusalsUnderTest {

  @GET
  @Path("/converted")
  @Produces("application/json")
  public String converted(@QueryParam("limit") int limit) {
    return Integer.toString(limit);
  }

  @GET
  @Path("/validated")
  @Produces("application/json")
  public String validated(@RestQuery @Max(10) int limit) {
    return Integer.toString(limit);
  }

  @GET
  @Path("/failing")
  @Produces("application/json")
  public String failing() {
    throw new IllegalStateException("a secret of the inside");
  }
}
