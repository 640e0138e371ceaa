package dev.meander.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.scoring.ModelManifest.Port;
import dev.meander.statistics.Feature;
import dev.meander.statistics.FeatureSchema;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What a ranker says of itself, {@code manifest.json} beside it. Nothing of it is believed before
 * {@link #check} and, for names and shapes, {@link RankerModel} have looked.
 *
 * @param sha256 of the model file, lower-case hexadecimal
 * @param opset of the default ONNX operator set
 * @param inputs name and shape, -1 for a dimension that varies
 * @param outputs likewise
 * @param featureSchema as {@link FeatureSchema#id} says it
 * @param offset the column that is the log hazard
 * @param heads in the order of the logits; the first three are the next three runs
 * @param temperatures by head, above 0
 * @param data what it was trained on, with which seed
 * @param metrics from the held-out evaluation
 */
@RegisterForReflection
record RankerManifest(
    String name,
    String version,
    String sha256,
    int opset,
    List<Port> inputs,
    List<Port> outputs,
    String featureSchema,
    String offset,
    List<String> heads,
    Map<String, Double> temperatures,
    Map<String, Object> data,
    Map<String, Object> metrics) {

  static final String FEATURES = "features";
  static final String MASK = "mask";
  static final String OFFSET = "offset";
  static final String LOGITS = "logits";

  /** Heads that every ranker has. */
  static final List<String> STEPS = List.of("step1", "step2", "step3");

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
  static RankerManifest parse(byte[] json) {
    try {
      return JSON.readValue(json, RankerManifest.class);
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
        FeatureSchema.of(featureSchema).isPresent(),
        "it wants features " + featureSchema + ", this service computes " + FeatureSchema.ids());
    require(
        Feature.of(offset).filter(schema()::holds).isPresent(),
        "its offset " + offset + " is no feature");
    List<Port> due =
        List.of(
            new Port(FEATURES, List.of(-1L, -1L, (long) schema().count())),
            new Port(MASK, List.of(-1L, -1L)),
            new Port(OFFSET, List.of(-1L, -1L)));
    require(inputs.equals(due), "inputs are " + inputs + ", must be " + due);
    require(
        heads.size() >= STEPS.size()
            && heads.subList(0, STEPS.size()).equals(STEPS)
            && new HashSet<>(heads).size() == heads.size(),
        "heads are " + heads + ", must begin with " + STEPS + " and be distinct");
    List<Port> expected = List.of(new Port(LOGITS, List.of(-1L, -1L, (long) heads.size())));
    require(outputs.equals(expected), "outputs are " + outputs + ", must be " + expected);
    for (String head : heads) {
      Double temperature = temperatures.get(head);
      require(
          temperature != null && temperature > 0 && Double.isFinite(temperature),
          "temperature of " + head + " is " + temperature);
    }
  }

  /** What it was trained on, once it is checked. */
  FeatureSchema schema() {
    return FeatureSchema.of(featureSchema).orElseThrow();
  }

  /** The column of the log hazard. */
  Feature offsetFeature() {
    return Feature.of(offset).orElseThrow();
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ModelRefusedException(this + ": " + otherwise);
    }
  }

  @Override
  public String toString() {
    return "ranker " + name + " " + version;
  }
}
