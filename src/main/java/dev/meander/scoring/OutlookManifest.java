package dev.meander.scoring;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.scoring.ModelManifest.Port;
import dev.meander.statistics.Outlook;
import dev.meander.statistics.OutlookTrend;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a model of evolution says of itself, {@code manifest.json} beside it. Nothing of it is
 * believed before {@link #check} and, for names and shapes, {@link OutlookModel} have looked.
 *
 * @param sha256 of the model file, lower-case hexadecimal
 * @param opset of the default ONNX operator set
 * @param inputs name and shape, -1 for a dimension that varies
 * @param outputs likewise
 * @param featureSchema as {@link Outlook#schema} says it
 * @param heads {@code daysN}, in the order of the numbers that come out
 * @param unseen by head: of the weight that goes to no candidate, the part of categories that
 *     nobody had before, 0 to 1
 * @param bands how far what happens strays from what is foretold
 * @param trend what is meant by rising, stable and fading, how often each happens, and from which
 *     probability on it is said
 * @param data what it was trained on, with which seed
 * @param metrics from the held-out evaluation
 */
@RegisterForReflection
record OutlookManifest(
    String name,
    String version,
    String sha256,
    int opset,
    List<Port> inputs,
    List<Port> outputs,
    String featureSchema,
    List<String> heads,
    Map<String, Double> unseen,
    OutlookBands bands,
    Trends trend,
    Map<String, Object> data,
    Map<String, Object> metrics) {

  static final String FEATURES = "features";
  static final String MASK = "mask";
  static final String SHARES = "shares";
  static final String ACTIVE = "active";
  static final String TRENDS = "trends";

  private static final Set<String> DIRECTIONS =
      Arrays.stream(OutlookTrend.values()).map(OutlookManifest::named).collect(toUnmodifiableSet());

  /**
   * Of trends; the names are {@code fading}, {@code stable} and {@code rising}.
   *
   * @param baseRates of what is asked for, summing to one
   * @param thresholds of {@code rising}, then of {@code fading}: the probability above which it is
   *     said; stable otherwise
   */
  @RegisterForReflection
  record Trends(
      int days,
      double halfLifeDays,
      double leastChange,
      int leastEvents,
      Map<String, Double> baseRates,
      Map<String, Double> thresholds) {

    private boolean sameMeaning() {
      return days == OutlookTrend.DAYS
          && halfLifeDays == OutlookTrend.HALF_LIFE_DAYS
          && leastChange == OutlookTrend.LEAST_CHANGE
          && leastEvents == OutlookTrend.LEAST_EVENTS;
    }

    private boolean whole() {
      double sum = baseRates.values().stream().mapToDouble(Double::doubleValue).sum();
      return baseRates.keySet().equals(DIRECTIONS)
          && Math.abs(sum - 1) < 1e-3
          && thresholds.keySet().equals(Set.of("rising", "fading"))
          && thresholds.values().stream().allMatch(each -> each >= 0 && each <= 1);
    }
  }

  private static final List<Port> INPUTS =
      List.of(
          new Port(FEATURES, List.of(-1L, -1L, (long) Outlook.COUNT)),
          new Port(MASK, List.of(-1L, -1L)));

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  /**
   * Reads a manifest.
   *
   * @throws ModelRefusedException when it is no manifest or lacks a field
   */
  static OutlookManifest parse(byte[] json) {
    try {
      return JSON.readValue(json, OutlookManifest.class);
    } catch (JsonProcessingException e) {
      throw new ModelRefusedException("manifest.json: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ModelRefusedException("manifest.json cannot be read", e);
    }
  }

  /**
   * Checks all that can be checked without starting the model.
   *
   * @throws ModelRefusedException naming the first thing that is not as it must be
   */
  void check(byte[] model) {
    String actual = ModelManifest.sha256(model);
    require(actual.equals(sha256), "sha256 is " + actual + ", the manifest says " + sha256);
    require(
        featureSchema.equals(Outlook.schema()),
        "it wants features " + featureSchema + ", this service computes " + Outlook.schema());
    require(inputs.equals(INPUTS), "inputs are " + inputs + ", must be " + INPUTS);
    require(
        !heads.isEmpty()
            && heads.stream().allMatch(head -> head.matches("days[1-9][0-9]{0,2}"))
            && new HashSet<>(heads).size() == heads.size(),
        "heads are " + heads + ", must be distinct daysN");
    List<Port> expected =
        List.of(
            new Port(SHARES, List.of(-1L, -1L, (long) heads.size())),
            new Port(ACTIVE, List.of(-1L, (long) heads.size())),
            new Port(TRENDS, List.of(-1L, -1L, (long) OutlookTrend.values().length)));
    require(outputs.equals(expected), "outputs are " + outputs + ", must be " + expected);
    for (String head : heads) {
      Double part = unseen.get(head);
      require(part != null && part >= 0 && part <= 1, "unseen of " + head + " is " + part);
    }
    require(bands.areWhole(heads), "its bands are not of its heads, or of no use: " + bands);
    require(trend.sameMeaning(), "it means something else by a trend: " + trend);
    require(trend.whole(), "base rates or thresholds of its trends are of no use: " + trend);
  }

  /** As the manifest names it. */
  static String named(OutlookTrend trend) {
    return trend.name().toLowerCase(Locale.ROOT);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ModelRefusedException(this + ": " + otherwise);
    }
  }

  @Override
  public String toString() {
    return "outlook " + name + " " + version;
  }
}
