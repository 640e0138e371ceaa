package dev.meander.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.scoring.ModelManifest.Port;
import dev.meander.statistics.Outlook;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

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
    Map<String, Object> data,
    Map<String, Object> metrics) {

  static final String FEATURES = "features";
  static final String MASK = "mask";
  static final String SHARES = "shares";
  static final String ACTIVE = "active";

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
            new Port(ACTIVE, List.of(-1L, (long) heads.size())));
    require(outputs.equals(expected), "outputs are " + outputs + ", must be " + expected);
    for (String head : heads) {
      Double part = unseen.get(head);
      require(part != null && part >= 0 && part <= 1, "unseen of " + head + " is " + part);
    }
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
