package dev.meander.serving;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealServers.class)
class DiscoveryModeTest {

  private static final String PERSON = "somebody-who-discovers";
  private static final String MIGRATION = "/v1/people/" + PERSON + "/migration";

  @Inject InterestViewStore views;

  /** A category that is told. */
  private record Told(List<String> category, double probability, boolean novel) {

    static List<Told> of(JsonPath answer, String where) {
      return answer.<Map<String, Object>>getList(where).stream()
          .map(
              each ->
                  new Told(
                      strings(Objects.requireNonNull(each.get("category"))),
                      Double.parseDouble(String.valueOf(each.get("probability"))),
                      Boolean.TRUE.equals(each.get("novel"))))
          .toList();
    }

    private static List<String> strings(Object levels) {
      return ((List<?>) levels).stream().map(String::valueOf).toList();
    }
  }

  @BeforeEach
  void somebodyIsKnown() {
    WriteResult result =
        views
            .write(List.of(Scored.person(PERSON, 5, Scored.MODEL)))
            .await()
            .atMost(Duration.ofMinutes(5));
    assertEquals(1, result.written() + result.superseded());
  }

  private static Response ask(String query) {
    return given().get(MIGRATION + query);
  }

  private static JsonPath answer(String query) {
    return ask(query).then().statusCode(200).extract().jsonPath();
  }

  @Test
  void what_is_new_stands_higher_and_no_probability_changes() {
    JsonPath plain = answer("?candidates=20");
    assertNull(plain.get("discovery"));
    List<Told> returns =
        Told.of(plain, "steps[0].candidates").stream().filter(each -> !each.novel()).toList();
    JsonPath discovery = answer("?candidates=20&mode=discovery&bonus=5&keep=0");
    List<Told> told = Told.of(discovery, "steps[0].candidates");
    assertEquals(20, told.size());
    // e^5 lifts all twenty new ones that are known above the most probable of the two returns.
    long above = told.stream().filter(each -> each.probability() * Math.exp(5) > 1 / 4.0).count();
    assertTrue(above > 1, told::toString);
    assertTrue(told.stream().limit(above).allMatch(Told::novel), told::toString);
    Map<List<String>, Double> probabilities = new HashMap<>();
    Told.of(plain, "steps[0].candidates")
        .forEach(each -> probabilities.put(each.category(), each.probability()));
    told.stream()
        .filter(each -> probabilities.containsKey(each.category()))
        .forEach(each -> assertEquals(probabilities.get(each.category()), each.probability()));
    assertEquals(
        told.stream().sorted(Comparator.comparingDouble(DiscoveryModeTest::lifted)).toList(), told);
    assertTrue(told.size() > probabilities.size(), "new ones that the plain answer leaves out");
    assertTrue(returns.size() == 2 && plain.getList("paths").equals(discovery.getList("paths")));
  }

  private static double lifted(Told told) {
    return -Math.log(told.probability()) - (told.novel() ? 5 : 0);
  }

  @Test
  void steps_and_days_alike_and_the_best_stay_where_they_are_kept() {
    JsonPath plain = answer("");
    JsonPath discovery = answer("?mode=discovery&bonus=5&keep=1");
    for (String where : List.of("steps[0]", "steps[1]", "steps[2]", "days[0]", "days[2]")) {
      List<Told> before = Told.of(plain, where + ".candidates");
      List<Told> after = Told.of(discovery, where + ".candidates");
      assertEquals(before.getFirst(), after.getFirst(), where);
      assertTrue(after.get(1).novel(), where);
      assertEquals(5, after.size(), where);
    }
    assertEquals(5f, discovery.getFloat("discovery.bonus"));
    assertEquals(1, discovery.getInt("discovery.keep"));
  }

  @Test
  void each_order_has_a_tag_of_its_own_by_which_it_is_told_once() {
    String plain = ask("").header("ETag");
    assertEquals(plain, ask("?mode=likeliest").header("ETag"));
    String discovery = ask("?mode=discovery").header("ETag");
    assertEquals(discovery, ask("?mode=discovery&bonus=1.5&keep=4").header("ETag"), "as shipped");
    assertNotEquals(plain, discovery);
    assertNotEquals(discovery, ask("?mode=discovery&bonus=1.6").header("ETag"));
    given()
        .header("If-None-Match", discovery)
        .get(MIGRATION + "?mode=discovery")
        .then()
        .statusCode(304)
        .header("Cache-Control", "private, no-cache")
        .body(emptyOrNullString());
    given()
        .header("If-None-Match", plain)
        .get(MIGRATION + "?mode=discovery")
        .then()
        .statusCode(200);
    given().header("If-None-Match", discovery).get(MIGRATION).then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "mode=discover, ?mode, likeliest or discovery",
    "mode=Discovery, ?mode, likeliest or discovery",
    "mode=discovery&bonus=5.001, ?bonus, 0 to 5",
    "mode=discovery&bonus=-1, ?bonus, 0 to 5",
    "mode=discovery&bonus=1e1, ?bonus, 0 to 5",
    "mode=discovery&bonus=NaN, ?bonus, 0 to 5",
    "mode=discovery&keep=21, ?keep, 0 to 20",
    "mode=discovery&keep=1.5, ?keep, 0 to 20",
    "mode=discovery&candidates=21, ?candidates, 1 to 20",
    "bonus=1, ?bonus, mode=discovery",
    "keep=1, ?keep, mode=discovery",
    "mode=likeliest&keep=1, ?keep, mode=discovery",
  })
  void what_cannot_be_is_refused_by_name(String query, String pointer, String said) {
    ask("?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meander:problem:invalid-parameter"))
        .body("errors[0].pointer", equalTo(pointer))
        .body("errors[0].detail", containsString(said));
  }

  @Test
  void nobody_is_discovered_who_is_unknown() {
    given().get("/v1/people/nobody/migration?mode=discovery").then().statusCode(404);
  }
}
