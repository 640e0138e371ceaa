package dev.meander.platform.security;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key that is taken out of the file opens nothing any more, without a restart. */
@QuarkusTest
@TestProfile(SecuredService.class)
@WithTestResource(RealServers.class)
class RevokedKeyTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What a caller may not do is told only to one who is known: 403, and 401 to everybody else. */
  private static int status(String key) {
    return given().header("X-API-Key", key).get("/v1/people/p/interests").statusCode();
  }

  @AfterEach
  void asBefore() {
    SecuredService.tellKeys(SecuredService.SEASONAL_COLLECTOR);
  }

  @Test
  void it_is_known_then_unknown_then_known_again_and_others_never_notice() {
    Awaitility.setDefaultTimeout(PATIENCE);
    assertEquals(403, status(SecuredService.SEASONAL_COLLECTOR));
    SecuredService.tellKeys();
    Awaitility.await().until(() -> status(SecuredService.SEASONAL_COLLECTOR) == 401);
    assertEquals(403, status(SecuredService.COLLECTOR));
    SecuredService.tellKeys("another", SecuredService.SEASONAL_COLLECTOR);
    Awaitility.await().until(() -> status(SecuredService.SEASONAL_COLLECTOR) == 403);
    assertEquals(403, status("another"));
    assertEquals(403, status(SecuredService.COLLECTOR));
  }
}
