package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.RealServers;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.ReadModel;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** People who are merged and part again, and what is read of them. */
abstract class MergedPeople extends PeopleToForget {

  @Inject RedisDataSource redis;

  @SuppressWarnings("NullAway.Init")
  @TestHTTPResource
  URI service;

  /** The lines of a stream about the person, as they come. */
  LinkedBlockingQueue<String> follow(HttpClient client, String person) {
    LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/v1/stream?personId=" + person)).build();
    var _ =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
            .thenAccept(answer -> answer.body().forEach(lines::add));
    return lines;
  }

  static String awaitId(LinkedBlockingQueue<String> lines, String before)
      throws InterruptedException {
    while (true) {
      String line =
          Objects.requireNonNull(
              lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the stream says nothing more");
      if (line.startsWith("id:") && !line.substring(3).strip().equals(before)) {
        return line.substring(3).strip();
      }
    }
  }

  /** In what depends on the person alone: predictions are of the moment that made them, too. */
  boolean alike(String one, String other) {
    return content(one, "interests").equals(content(other, "interests"))
        && content(one, "trajectory").equals(content(other, "trajectory"));
  }

  /** An answer but for whom it is about, its place and its age. */
  static String content(String person, String read) {
    return given()
        .get("/v1/people/" + person + "/" + read)
        .asString()
        .replace(person, "")
        .replaceAll("\"position\":\"[^\"]*\",\"ageMs\":\\d+", "");
  }

  static String body(String person) {
    return interests(person).asString().replaceAll("\"ageMs\":\\d+", "");
  }

  static void awaitPurchases(String person, String position, int purchases) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Response answer =
                  given().get("/v1/people/" + person + "/interests?minPosition=" + position);
              if (answer.statusCode() != 200) {
                assertEquals(503, answer.statusCode(), answer::asString);
                return false;
              }
              assertEquals(purchases, answer.<Integer>path("counts.item_purchased"));
              return true;
            });
  }

  static int purchases(String person) {
    Response answer = interests(person);
    Integer count = answer.statusCode() == 200 ? answer.path("counts.item_purchased") : null;
    return count == null ? 0 : count;
  }

  Set<String> inRedis(String person) {
    return redis
        .hash(String.class)
        .hgetall(redis.key().keys("view:*:" + person).getFirst())
        .keySet();
  }

  static String merge(String known, String id, String occurredAt, String member, boolean merged) {
    return send(naming(known, id, occurredAt, member, merged));
  }

  static String naming(String known, String id, String occurredAt, String member, boolean merged) {
    return """
        {"eventId":"%1$s-%2$s","personId":"%1$s","kind":"person_merged","member":"%4$s",
         "merged":%5$s,"occurredAt":"%3$s"}"""
        .formatted(known, id, occurredAt, member, merged);
  }

  /** The place of the event in the log. */
  static String send(String event) {
    return given()
        .contentType("application/json")
        .body(event)
        .post("/v1/events")
        .then()
        .statusCode(202)
        .body("accepted", equalTo(1))
        .extract()
        .path("outcomes[0].position");
  }

  static int rebuilt() {
    int version =
        given().post("/v1/projections").then().statusCode(202).extract().path("projection");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                given()
                    .get("/v1/projections")
                    .jsonPath()
                    .getBoolean("versions.find{it.projection==" + version + "}.caughtUp"));
    return version;
  }

  static Checksums checksums(int version) throws SQLException {
    try (ReadModel model = ReadModel.open(RealServers.shared())) {
      return model.checksums(new ReadModel.Scope(version, "default", List.of()));
    }
  }
}
