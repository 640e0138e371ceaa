package dev.meander.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.interest.ModelIdentity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a model says of itself, {@code manifest.json} beside it. Nothing of it is believed before
 * {@link #check} and, for names and shapes, {@link OnnxModel} have looked.
 *
 * @param sha256 of the model file, lower-case hexadecimal
 * @param opset of the default ONNX operator set
 * @param inputs name and shape, -1 for a dimension that varies
 * @param outputs likewise
 * @param featureSchema as {@link Feature#schema} says it
 * @param temperatures by head name, above 0
 * @param bands quantiles of the forecast's error at 1, 7 and 28 days
 * @param data what it was trained on, up to which position, with which seed
 * @param metrics from the held-out evaluation
 */
@RegisterForReflection
record ModelManifest(
    String name,
    String version,
    String sha256,
    int opset,
    List<Port> inputs,
    List<Port> outputs,
    String featureSchema,
    Map<String, Double> temperatures,
    Quantiles bands,
    Map<String, Object> data,
    Map<String, Object> metrics) {

  /** An input or output of the graph. */
  @RegisterForReflection
  record Port(String name, List<Long> shape) {}

  /** At 1, 7 and 28 days. */
  @RegisterForReflection
  record Quantiles(List<Double> lower, List<Double> upper) {}

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  static final String CANDIDATES = "candidates";
  static final String MASK = "mask";
  static final String MIGRATION = "migration";
  static final String MIGRATION_REST = "migration_rest";
  static final String EVOLUTION = "evolution";
  static final String EVOLUTION_REST = "evolution_rest";
  static final String COME_BACK = "come_back";

  /** The graph that this version of the service can run. */
  static final List<Port> INPUTS =
      List.of(
          new Port(CANDIDATES, List.of(-1L, -1L, (long) Feature.COUNT)),
          new Port(MASK, List.of(-1L, -1L)));

  static final List<Port> OUTPUTS =
      List.of(
          new Port(MIGRATION, List.of(-1L, -1L, (long) Heads.MIGRATION)),
          new Port(MIGRATION_REST, List.of(-1L, (long) Heads.MIGRATION)),
          new Port(EVOLUTION, List.of(-1L, -1L, (long) Heads.HORIZONS.size())),
          new Port(EVOLUTION_REST, List.of(-1L, (long) Heads.HORIZONS.size())),
          new Port(COME_BACK, List.of(-1L, (long) Heads.HORIZONS.size())));

  /**
   * Reads a manifest.
   *
   * @throws ModelRefusedException when it is no manifest or lacks a field
   */
  static ModelManifest parse(byte[] json) {
    try {
      return JSON.readValue(json, ModelManifest.class);
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
    String actual = sha256(model);
    require(actual.equals(sha256), "sha256 is " + actual + ", the manifest says " + sha256);
    require(
        featureSchema.equals(Feature.schema()),
        "it wants features " + featureSchema + ", this service computes " + Feature.schema());
    require(inputs.equals(INPUTS), "inputs are " + inputs + ", must be " + INPUTS);
    require(outputs.equals(OUTPUTS), "outputs are " + outputs + ", must be " + OUTPUTS);
    for (String head : Heads.names()) {
      Double temperature = temperatures.get(head);
      require(
          temperature != null && temperature > 0 && Double.isFinite(temperature),
          "temperature of " + head + " is " + temperature);
    }
    checkBands(bands.lower(), -1);
    checkBands(bands.upper(), 1);
  }

  private void checkBands(List<Double> quantiles, int sign) {
    require(
        quantiles.size() == Heads.HORIZONS.size()
            && quantiles.stream().allMatch(q -> Double.isFinite(q) && q * sign >= 0),
        "bands are " + bands);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ModelRefusedException("model " + name + " " + version + ": " + otherwise);
    }
  }

  ModelIdentity identity() {
    return new ModelIdentity(name, version);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
