package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.interest.Calibration;
import dev.meander.interest.Discovery;
import dev.meander.interest.Migration;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ScoredInterest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is stored of a view is all that its answers need, in this form and in those before. */
class StoredViewTest {

  private static final InterestView VIEW =
      InterestView.of(Scored.person("p-1 \"口红\"", 5, Scored.MODEL));
  private static final InterestView BASELINE = InterestView.of(Scored.person("p-2", 6, null));
  private static final ModelIdentity RANKER = new ModelIdentity("shop-flows", "3");
  private static final Calibration CALIBRATION =
      new Calibration(
          4_000, Instant.parse("2025-11-20T08:00:00Z"), Instant.parse("2025-11-28T09:30:00.123Z"));
  private static final ModelIdentity OUTLOOK = new ModelIdentity("shop-outlook", "1");
  private static final InterestView FULL = InterestView.of(Scored.fullPerson("p-3"));

  @Test
  void a_stored_view_gives_the_same_answers_to_the_byte() {
    for (InterestView view : new InterestView[] {VIEW, BASELINE, FULL}) {
      InterestView stored = ViewCodec.decode(ViewCodec.encode(view)).orElseThrow();
      assertEquals(view, stored);
      assertArrayEquals(
          AnswerJson.migration(view, new MigrationShape(10, 20, 20)).json(),
          AnswerJson.migration(stored, new MigrationShape(10, 20, 20)).json());
    }
  }

  @Test
  void days_that_calibrated_it_are_stored_and_make_another_mark() {
    ScoredInterest scored = Scored.person("p-1", 5, null);
    InterestView plain = InterestView.of(Scored.ranked(scored, RANKER));
    InterestView view = InterestView.of(Scored.calibrated(scored, RANKER, CALIBRATION));
    InterestView stored = ViewCodec.decode(ViewCodec.encode(view)).orElseThrow();
    assertEquals(view, stored);
    assertEquals(CALIBRATION, stored.migration().calibration());
    assertNotEquals(plain.mark(), stored.mark());
    assertEquals(plain.migration().steps(), stored.migration().steps());
    String days =
        "\"calibration\":{\"moments\":4000,\"from\":\"2025-11-20T08:00:00Z\","
            + "\"until\":\"2025-11-28T09:30:00.123Z\"}";
    MigrationShape discovery = new MigrationShape(3, 3, 5, new Discovery(1, 2));
    for (MigrationShape shape : List.of(MigrationShape.STANDARD, discovery)) {
      assertTrue(told(stored, shape).contains(days), told(stored, shape));
      assertFalse(told(plain, shape).contains("calibration"));
    }
  }

  private static String told(InterestView view, MigrationShape shape) {
    return new String(AnswerJson.migration(view, shape).json(), StandardCharsets.UTF_8);
  }

  @Test
  void a_view_stored_before_there_were_rankers_or_outlooks_is_read() throws IOException {
    ScoredInterest plain = Scored.person("p-1", 5, Scored.MODEL);
    assertSameAnswers(InterestView.of(plain), stored("view-form-1"));
    ModelIdentity ranker = new ModelIdentity("shop-flows", "1");
    assertSameAnswers(InterestView.of(Scored.ranked(plain, ranker)), stored("view-form-2"));
  }

  @Test
  void a_view_stored_without_what_is_new_is_read() throws IOException {
    InterestView view = InterestView.of(Scored.foretold(Scored.fullPerson("p-3"), OUTLOOK));
    assertSameAnswers(view, stored("view-form-4"));
    Migration migration = stored("view-form-4").migration();
    assertTrue(migration.steps().stream().allMatch(step -> step.news().isEmpty()));
    assertEquals(20, new Discovery(2, 1).order(migration).steps().getLast().candidates().size());
  }

  private static void assertSameAnswers(InterestView expected, InterestView stored) {
    assertEquals(expected.mark(), stored.mark());
    assertArrayEquals(
        AnswerJson.interests(expected, 200).json(), AnswerJson.interests(stored, 200).json());
    MigrationShape everything = new MigrationShape(10, 20, 20);
    assertArrayEquals(
        AnswerJson.migration(expected, everything).json(),
        AnswerJson.migration(stored, everything).json());
    EvolutionShape all = new EvolutionShape(28, 20);
    assertArrayEquals(
        AnswerJson.evolution(expected, all).json(), AnswerJson.evolution(stored, all).json());
  }

  private static InterestView stored(String name) throws IOException {
    Path file =
        Path.of(
            System.getProperty("meander.basedir", ""),
            "src/test/resources/golden",
            name + ".base64");
    return ViewCodec.decode(Base64.getMimeDecoder().decode(Files.readAllBytes(file))).orElseThrow();
  }

  @Test
  void stored_forms_of_another_version_are_as_good_as_absent() {
    byte[] answer = AnswerCodec.encode(AnswerJson.interests(VIEW, 20));
    answer[0] = 3;
    assertTrue(AnswerCodec.decode(answer).isEmpty());
    assertTrue(AnswerCodec.decode(new byte[0]).isEmpty());
    assertTrue(ViewCodec.decode(new byte[] {':', ')', '\n', 1, (byte) 0xC0}).isEmpty());
  }

  @Test
  void the_largest_view_stays_small() {
    int answers =
        AnswerCodec.encode(AnswerJson.interests(FULL, 20)).length
            + AnswerCodec.encode(AnswerJson.migration(FULL, MigrationShape.STANDARD)).length
            + AnswerCodec.encode(AnswerJson.evolution(FULL, EvolutionShape.STANDARD)).length;
    int whole = ViewCodec.encode(FULL).length;
    assertTrue(answers <= 18_000, answers + " bytes of answers");
    assertTrue(whole <= 24_000, whole + " bytes of view");
  }
}
