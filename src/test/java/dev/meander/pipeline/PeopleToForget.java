package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** People of each test's own who buy in a category of its own, and what is held about them. */
abstract class PeopleToForget {

  static final Duration PATIENCE = Duration.ofMinutes(5);

  @Inject AgroalDataSource database;

  String run = "";

  @BeforeEach
  void peopleOfTheirOwn() {
    run = UUID.randomUUID().toString();
  }

  void post(String person, int events) {
    for (int i = 0; i < events; i++) {
      event(person, UUID.randomUUID().toString())
          .then()
          .statusCode(202)
          .body("accepted", equalTo(1));
    }
  }

  Response event(String person, String id) {
    return given()
        .contentType("application/json")
        .body(
            """
            {"eventId":"%1$s-%2$s","personId":"%1$s","kind":"item_purchased","quantity":1,
             "amount":"2.50","currency":"EUR","occurredAt":"2025-03-01T12:00:00Z",
             "item":{"id":"i","category":["erasure","%3$s"]}}"""
                .formatted(person, id, run))
        .post("/v1/events");
  }

  static Response interests(String person) {
    return given().get("/v1/people/" + person + "/interests");
  }

  static void awaitModel(String person) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Response answer = given().get("/v1/people/" + person + "/migration");
              return answer.statusCode() == 200 && "model".equals(answer.path("source"));
            });
  }

  /** One that served before goes once everybody's view is made anew. */
  static void dropped(int version) {
    await()
        .atMost(PATIENCE)
        .until(() -> given().delete("/v1/projections/" + version).statusCode() == 204);
  }

  /** What the service tells of a version. */
  static boolean is(int version, String what) {
    return given()
        .get("/v1/projections")
        .jsonPath()
        .getBoolean("versions.find{it.projection==" + version + "}." + what);
  }

  /** Since it lacks what nobody can read any more. */
  static void assertRefused(int version, String act) {
    given()
        .post("/v1/projections/" + version + "/" + act)
        .then()
        .statusCode(409)
        .body("detail", containsString("drop it and make another"));
  }

  static String state(String erasure) {
    return given().get("/v1/erasures/" + erasure).then().statusCode(200).extract().path("state");
  }

  static byte[] awaitReceipt(String erasure) {
    await().atMost(PATIENCE).until(() -> state(erasure).equals("completed"));
    return given().get("/v1/erasures/" + erasure).asByteArray();
  }

  /** How many objects of each section are handed out. */
  static Map<String, Long> sections(String person) {
    List<String> all =
        given()
            .get("/v1/people/" + person + "/data")
            .then()
            .statusCode(200)
            .extract()
            .path("section");
    return all.stream().collect(Collectors.groupingBy(section -> section, Collectors.counting()));
  }

  /** Pieces bought in this test's own category, in all versions together. */
  long bought() throws SQLException {
    return bought("true");
  }

  /**
   * The same in a part of them.
   *
   * @param where as SQL says it
   */
  long bought(String where) throws SQLException {
    return Long.parseLong(
        query(
                "select coalesce(sum(quantity), 0) from demand_fact where category like '%"
                    + run
                    + "' and "
                    + where)
            .getFirst());
  }

  /** Every table in which any column of any row holds the text. */
  List<String> tablesNaming(String text) throws SQLException {
    List<String> naming = new ArrayList<>();
    for (String table :
        query(
            "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")) {
      String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
      String count =
          query(
                  "select count(*) from %1$s t where t::text like '%%%2$s%%' or t::text like '%%%3$s%%'"
                      .formatted(table, text, hex))
              .getFirst();
      if (!count.equals("0")) {
        naming.add(table);
      }
    }
    return naming;
  }

  /** As one that nobody has filled for a while: an erasure waits for whoever has just done so. */
  void abandoned(int version) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      int _ =
          statement.executeUpdate(
              "update projection_version set told_at = now() - interval '1 minute'"
                  + " where tenant = 'default' and projection = "
                  + version);
    }
  }

  private List<String> query(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
