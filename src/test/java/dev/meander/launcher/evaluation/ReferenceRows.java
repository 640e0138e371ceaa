package dev.meander.launcher.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.Feature;
import dev.meander.statistics.FeatureExtractor;
import dev.meander.statistics.FeatureSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Compares features with those that {@code meander_training.reference_features} wrote. */
final class ReferenceRows {
  private static final double EXACT = 1e-5;

  /** Rests lie in buckets here and one by one there: see ADR 8. */
  private static final double REST_BUCKET = 1e-3;

  /**
   * Places by likeness: two values that are equal but for the order of their sums change places.
   */
  private static final int MOST_SWAPPED_PER_THOUSAND = 1;

  /** The reference ranks the next run alone and leaves the current category out. */
  private static final Set<Feature> REFERENCE = reference();

  private final FrozenShop shop;
  private final Map<String, Integer> people = new HashMap<>();
  private int swapped;
  private int rows;

  ReferenceRows(FrozenShop shop, List<BenchPerson> set) {
    this.shop = shop;
    for (int i = 0; i < set.size(); i++) {
      people.put(set.get(i).id(), i);
    }
  }

  private static Set<Feature> reference() {
    Set<Feature> reference = EnumSet.copyOf(FeatureSchema.BEHAVIOUR.features());
    reference.remove(Feature.CURRENT);
    return reference;
  }

  /** How many instances were compared. */
  int compare(Path file) throws IOException {
    FeatureExtractor extractor = new FeatureExtractor(FeatureSchema.BEHAVIOUR);
    int instances = 0;
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      JsonNode head = json.readTree(lines.readLine());
      List<String> columns = new ArrayList<>(FeatureSchema.BEHAVIOUR.columns());
      columns.remove(Feature.CURRENT.column());
      assertEquals(json.valueToTree(columns), head.get("features"));
      assertEquals(shop.numbers().known(), head.get("categories").asInt());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode wanted = json.readTree(line);
        int person =
            Objects.requireNonNull(people.get(wanted.get("person").asText()), "not in the set");
        int k = wanted.get("k").asInt();
        compare(wanted, extractor.extract(shop.statistics(), shop.people().get(person), k));
        instances++;
      }
    }
    assertEquals(
        0,
        swapped * 1_000 / rows / (MOST_SWAPPED_PER_THOUSAND + 1),
        swapped + " places differ in " + rows + " rows");
    return instances;
  }

  private void compare(JsonNode wanted, CandidateRows found) {
    String instance = wanted.get("person").asText() + " after run " + wanted.get("k");
    assertEquals(wanted.get("candidates").size(), found.others(), instance);
    for (int i = 0; i < found.others(); i++) {
      rows++;
      assertEquals(
          wanted.get("candidates").get(i).asText(),
          shop.numbers().name(found.category(i)),
          instance);
      for (Feature feature : REFERENCE) {
        double expected = wanted.get("rows").get(i).get(feature.place()).asDouble();
        double actual = found.value(i, feature);
        double allowed =
            feature == Feature.REST_QUANTILE
                ? REST_BUCKET
                : EXACT * Math.max(1, Math.abs(expected));
        if (feature == Feature.TOGETHER_SESSION_PLACE && Math.abs(expected - actual) > allowed) {
          swapped++;
        } else {
          assertEquals(expected, actual, allowed, instance + ": " + feature.column());
        }
      }
    }
  }
}
