package dev.meander.acceptance;

import static dev.meander.acceptance.Client.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.acceptance.Client.Answer;
import dev.meander.platform.security.SecuredService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A service that asks who a caller is, as callers see it. */
@QuarkusTest
@TestProfile(SecuredService.class)
@WithTestResource(RealServers.class)
class BlackBoxCallersTest {

  @TestHTTPResource("/")
  URI service = URI.create("http://127.0.0.1");

  private final String ada = "ada-" + UUID.randomUUID();

  private Client as(String tenant, String scopes) {
    return new Client(service, "Authorization", "Bearer " + SecuredService.token(tenant, scopes));
  }

  private String interests() {
    return "/v1/people/" + ada + "/interests";
  }

  @Test
  void each_scope_opens_its_own_and_nothing_else() {
    try (Client collector = as(SecuredService.TENANT, "events:write");
        Client page = as(SecuredService.TENANT, "interests:read");
        Client office = as(SecuredService.TENANT, "people:erase")) {
      collector.post(view(ada, "2025-03-01", "lamp"));
      assertEquals(200, page.await(interests(), seen -> seen.status() == 200).status());
      assertEquals(403, collector.get(interests()).status());
      assertEquals(403, page.ask("DELETE", "/v1/people/" + ada + "/data", "").status());
      assertEquals(403, office.get("/v1/parked").status());
      assertEquals(403, page.get("/v1/projections").status());
      assertEquals(202, office.ask("DELETE", "/v1/people/" + ada + "/data", "").status());
    }
  }

  @Test
  void who_says_nothing_is_asked_and_who_is_of_another_shop_is_turned_away() {
    try (Client nobody = new Client(service);
        Client stranger = as(SecuredService.OTHER, "interests:read people:erase admin")) {
      Answer asked = nobody.get(interests());
      assertEquals(401, asked.status());
      assertTrue(asked.header("WWW-Authenticate").startsWith("Bearer"), asked::toString);
      assertEquals("urn:meander:problem:unauthenticated", asked.body().path("type").asText());
      for (String path : new String[] {interests(), "/v1/parked", "/v1/projections"}) {
        assertEquals(403, stranger.get(path).status(), path);
      }
      assertEquals(200, nobody.get("/v1").status());
      assertEquals(200, nobody.get("/v1/erasures/keys").status());
      assertEquals(200, nobody.get("/q/health/ready").status());
    }
  }
}
