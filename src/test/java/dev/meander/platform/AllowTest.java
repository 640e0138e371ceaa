package dev.meander.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110, 15.5.6: a 405 names the methods that the resource takes. */
@QuarkusTest
@WithTestResource(RealServers.class)
class AllowTest {

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/events, 'OPTIONS, POST'",
    "DELETE, /v1/events, 'OPTIONS, POST'",
    "PUT, /v1/people/ada/interests, 'GET, HEAD, OPTIONS'",
    "POST, /v1/people/ada/migration, 'GET, HEAD, OPTIONS'",
    "POST, /v1/people/ada/trajectory, 'GET, HEAD, OPTIONS'",
  })
  void a_method_that_is_not_taken_is_told_which_are(String method, String path, String allowed) {
    given()
        .request(method, path)
        .then()
        .statusCode(405)
        .contentType(Problems.MEDIA_TYPE)
        .header("Allow", equalTo(allowed));
  }
}
