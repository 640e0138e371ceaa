package dev.meander.serving;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.meander.RealServers;
import dev.meander.event.TenantId;
import dev.meander.platform.security.Scopes;
import dev.meander.platform.security.SecuredService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may ask for another order, and of whom. */
@QuarkusTest
@TestProfile(SecuredService.class)
@WithTestResource(RealServers.class)
class DiscoveryAccessTest {

  private static final String QUESTION = "/v1/people/discovered/migration?mode=discovery&bonus=3";

  @Inject InterestViewStore views;

  private void write(String tenant, int entry) {
    WriteResult result =
        views
            .write(List.of(Scored.person(new TenantId(tenant), "discovered", entry, Scored.MODEL)))
            .await()
            .atMost(Duration.ofMinutes(5));
    assertEquals(1, result.written() + result.superseded());
  }

  private static Response ask(String tenant, String scope) {
    return given()
        .header("Authorization", "Bearer " + SecuredService.token(tenant, scope))
        .get(QUESTION);
  }

  @Test
  void a_shop_reads_its_own_people_with_the_scope_for_it_and_nobody_elses() {
    write(SecuredService.TENANT, 5);
    write(SecuredService.OTHER, 6);
    assertEquals(401, given().get(QUESTION).statusCode());
    assertEquals(403, ask(SecuredService.TENANT, Scopes.EVENTS_WRITE).statusCode());
    assertEquals(403, ask(SecuredService.OTHER, Scopes.INTERESTS_READ).statusCode());
    Response own = ask(SecuredService.TENANT, Scopes.INTERESTS_READ);
    assertEquals(200, own.statusCode(), own::asString);
    assertEquals(Scored.at(5).encode(), own.path("freshness.position"));
    write(SecuredService.OTHER, 7);
    Response again = ask(SecuredService.TENANT, Scopes.INTERESTS_READ);
    assertEquals(own.header("ETag"), again.header("ETag"), "the other shop's events are not ours");
    assertFalse(again.asString().contains(Scored.at(7).encode()));
  }
}
