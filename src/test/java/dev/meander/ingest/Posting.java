package dev.meander.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** How tests post events, and what they expect of a refusal. */
final class Posting {

  private Posting() {}

  /** RestAssured would add a charset of its own. */
  static RequestSpecification as(String contentType) {
    return given()
        .config(
            RestAssured.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs(
                            "application/x-www-form-urlencoded", ContentType.TEXT)))
        .header("Content-Type", contentType);
  }

  static ValidatableResponse post(String contentType, String body) {
    return as(contentType).body(body.getBytes(StandardCharsets.UTF_8)).post("/v1/events").then();
  }

  static String login(String id) {
    return "{\"eventId\":\"%s\",\"personId\":\"p-1\",\"kind\":\"logged_in\",\"occurredAt\":\"2025-03-01T10:00:00Z\"}"
        .formatted(id);
  }

  static String fresh() {
    return login(UUID.randomUUID().toString());
  }

  static void problem(ValidatableResponse response, int status) {
    response
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status))
        .body("type", matchesPattern("urn:meander:problem:[a-z-]+"))
        .body("title", notNullValue());
  }
}
