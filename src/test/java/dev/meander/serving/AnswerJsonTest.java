package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.interest.Discovery;
import dev.meander.interest.Migration;
import dev.meander.interest.ModelIdentity;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final InterestView VIEW =
      InterestView.of(Scored.person("p-1 \"口红\"", 5, Scored.MODEL));
  private static final InterestView BASELINE = InterestView.of(Scored.person("p-2", 6, null));
  private static final ModelIdentity OUTLOOK = new ModelIdentity("shop-outlook", "1");
  private static final InterestView FULL = InterestView.of(Scored.fullPerson("p-3"));

  @Test
  void interests_have_their_wire_form() throws IOException {
    Golden.check("interests", sent(AnswerJson.interests(VIEW, 20)));
  }

  @Test
  void migration_has_its_wire_form() throws IOException {
    Golden.check("migration", sent(AnswerJson.migration(VIEW, MigrationShape.STANDARD)));
    Golden.check(
        "migration-baseline", sent(AnswerJson.migration(BASELINE, new MigrationShape(1, 1, 1))));
  }

  @Test
  void evolution_has_its_wire_form() throws IOException {
    Golden.check("evolution", sent(AnswerJson.evolution(VIEW, EvolutionShape.STANDARD)));
  }

  @Test
  void an_evolution_that_was_foretold_has_its_wire_form() throws IOException {
    InterestView view = InterestView.of(Scored.foretold(Scored.person("p-1", 5, null), OUTLOOK));
    Golden.check("evolution-foretold", sent(AnswerJson.evolution(view, new EvolutionShape(2, 2))));
  }

  @Test
  void shares_ahead_sum_to_one_with_what_is_elsewhere_whatever_the_limit() throws IOException {
    InterestView view =
        InterestView.of(Scored.foretold(Scored.person("p-1", 5, Scored.MODEL), OUTLOOK));
    for (int limit : new int[] {1, 2, 3, 20}) {
      JsonNode answer =
          JSON.readTree(sent(AnswerJson.evolution(view, new EvolutionShape(7, limit))));
      assertEquals(3, answer.get("ahead").size());
      for (JsonNode window : answer.get("ahead")) {
        assertEquals(Math.min(3, limit), window.get("shares").size());
        double sum = window.get("elsewhere").asDouble();
        for (JsonNode share : window.get("shares")) {
          sum += share.get("share").asDouble();
        }
        assertEquals(1, sum, 5e-6);
      }
    }
  }

  @Test
  void the_model_that_foretold_made_the_evolution_and_nothing_else() throws IOException {
    InterestView view = InterestView.of(Scored.foretold(Scored.person("p-1", 5, null), OUTLOOK));
    assertEquals(view, ViewCodec.decode(ViewCodec.encode(view)).orElseThrow());
    JsonNode answer = JSON.readTree(sent(AnswerJson.evolution(view, new EvolutionShape(7, 5))));
    assertEquals("model", answer.get("source").asText());
    assertEquals("shop-outlook", answer.at("/model/name").asText());
    JsonNode migration =
        JSON.readTree(sent(AnswerJson.migration(view, new MigrationShape(3, 3, 5))));
    assertEquals("baseline", migration.get("source").asText());
    assertNotEquals(BASELINE.mark(), view.mark(), "another model may replace the view");
  }

  @Test
  void weights_sum_to_one_with_the_others_whatever_the_limit() throws IOException {
    for (InterestView view : new InterestView[] {VIEW, FULL}) {
      for (int limit : new int[] {1, 2, 20, 200}) {
        JsonNode answer = JSON.readTree(sent(AnswerJson.interests(view, limit)));
        double sum = answer.get("otherWeight").asDouble();
        double before = 1;
        for (JsonNode interest : answer.get("interests")) {
          double weight = interest.get("weight").asDouble();
          assertTrue(weight > 0 && weight <= before, "sorted");
          before = weight;
          sum += weight;
        }
        assertEquals(1, sum, 1e-6);
        assertTrue(answer.get("interests").size() <= limit);
      }
    }
  }

  @Test
  void probabilities_of_a_step_sum_to_at_most_one_and_none_is_zero() throws IOException {
    JsonNode answer =
        JSON.readTree(sent(AnswerJson.migration(FULL, new MigrationShape(10, 20, 20))));
    assertEquals(10, answer.get("steps").size());
    assertEquals(20, answer.get("paths").size());
    for (JsonNode step : answer.get("steps")) {
      double sum = 0;
      for (JsonNode candidate : step.get("candidates")) {
        assertTrue(candidate.get("probability").asDouble() > 0);
        sum += candidate.get("probability").asDouble();
      }
      assertTrue(sum <= 1, "sum " + sum);
    }
  }

  @Test
  void parameters_say_how_much_is_told() throws IOException {
    JsonNode migration =
        JSON.readTree(sent(AnswerJson.migration(FULL, new MigrationShape(2, 4, 7))));
    assertEquals(2, migration.get("steps").size());
    assertEquals(3, migration.get("days").size());
    assertEquals(4, migration.get("paths").size());
    assertEquals(7, migration.get("steps").get(0).get("candidates").size());
    assertEquals(7, migration.get("days").get(2).get("candidates").size());
    JsonNode evolution =
        JSON.readTree(sent(AnswerJson.evolution(FULL, new EvolutionShape(28, 20))));
    assertEquals(20, evolution.get("categories").size());
    assertEquals(28, evolution.get("categories").get(0).get("forecast").size());
    assertEquals(28, evolution.get("categories").get(0).get("history").size());
  }

  @Test
  void the_model_that_ranked_made_the_migration_and_nothing_else() throws IOException {
    Migration plain = VIEW.migration();
    Migration migration =
        new Migration(
            plain.steps(),
            plain.days(),
            plain.paths(),
            plain.changePoints(),
            new ModelIdentity("shop-flows", "1"));
    InterestView ranked =
        new InterestView(
            BASELINE.personId(),
            BASELINE.position(),
            BASELINE.appendedAt(),
            BASELINE.source(),
            BASELINE.model(),
            BASELINE.lastEventAt(),
            BASELINE.counts(),
            BASELINE.interests(),
            migration,
            BASELINE.evolution());
    assertEquals(ranked, ViewCodec.decode(ViewCodec.encode(ranked)).orElseThrow());
    JsonNode answer =
        JSON.readTree(sent(AnswerJson.migration(ranked, new MigrationShape(3, 3, 5))));
    assertEquals("model", answer.get("source").asText());
    assertEquals("shop-flows", answer.at("/model/name").asText());
    JsonNode evolution =
        JSON.readTree(sent(AnswerJson.evolution(ranked, new EvolutionShape(7, 5))));
    assertEquals("baseline", evolution.get("source").asText());
    assertTrue(evolution.get("model").isNull());
  }

  @Test
  void tags_differ_by_position_model_person_and_parameters_and_by_nothing_else() {
    Set<String> tags = new HashSet<>();
    for (int limit = 1; limit <= 200; limit++) {
      assertTrue(tags.add(AnswerJson.interests(FULL, limit).etag()));
    }
    Answer first = AnswerJson.migration(VIEW, MigrationShape.STANDARD);
    tags.add(first.etag());
    for (Discovery order : List.of(new Discovery(0, 0), new Discovery(1, 0), new Discovery(1, 2))) {
      assertTrue(tags.add(AnswerJson.migration(VIEW, discovering(order)).etag()));
    }
    assertEquals(first.etag(), AnswerJson.migration(VIEW, MigrationShape.STANDARD).etag());
    InterestView other = InterestView.of(Scored.person("p-1 \"口红\"", 5, null));
    assertNotEquals(first.etag(), AnswerJson.migration(other, MigrationShape.STANDARD).etag());
    InterestView later = InterestView.of(Scored.person("p-1 \"口红\"", 6, Scored.MODEL));
    assertNotEquals(first.etag(), AnswerJson.migration(later, MigrationShape.STANDARD).etag());
    assertTrue(first.etag().matches("\"[!#-~]+\""), first.etag());
  }

  @Test
  void the_age_is_never_negative_and_fits_in_whatever_its_length() throws IOException {
    Answer answer = AnswerJson.interests(VIEW, 20);
    assertEquals(0, age(answer.aged(Scored.APPENDED.minusSeconds(5))));
    assertEquals(7, age(answer.aged(Scored.APPENDED.plusMillis(7))));
    assertEquals(86_400_000_000L, age(answer.aged(Scored.APPENDED.plusSeconds(86_400_000))));
  }

  @Test
  void discovery_has_its_wire_form() throws IOException {
    Golden.check(
        "migration-discovery",
        sent(AnswerJson.migration(VIEW, discovering(new Discovery(2.5, 1)))));
  }

  private static MigrationShape discovering(Discovery discovery) {
    return new MigrationShape(3, 3, 5, discovery);
  }

  private static byte[] sent(Answer answer) {
    return answer.aged(Scored.APPENDED.plusMillis(1234));
  }

  private static long age(byte[] json) throws IOException {
    return JSON.readTree(json).get("freshness").get("ageMs").asLong();
  }
}
