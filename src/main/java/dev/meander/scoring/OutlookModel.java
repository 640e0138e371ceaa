package dev.meander.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.meander.statistics.Outlook;
import dev.meander.statistics.OutlookRows;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A model of evolution in ONNX Runtime, checked against its manifest: {@code features [B, C, F]}
 * and {@code mask [B, C]} go in, {@code shares [B, C, heads]} and {@code active [B, heads]} come
 * out, both logarithms of odds: shares against each other, active against inactive. Runs on the
 * caller's thread, one at a time; whoever loads it closes it.
 */
public final class OutlookModel implements AutoCloseable {
  private static final String MANIFEST = "manifest.json";

  private final OutlookManifest manifest;
  private final OrtSession session;
  private FloatBuffer features = OnnxFile.direct(0);
  private FloatBuffer mask = OnnxFile.direct(0);

  /**
   * What is foretold of one person.
   *
   * @param shares by row of what was asked, summing to one: of the weight in the window
   * @param active probability of an event in the window
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Foretold(double[] shares, double active) {}

  private OutlookModel(OutlookManifest manifest, OrtSession session) {
    this.manifest = manifest;
    this.session = session;
  }

  /**
   * Loads a model and the {@code manifest.json} beside it.
   *
   * @throws ModelRefusedException when one of them is missing, the model is not what its manifest
   *     says, wants other features or does not start
   */
  public static OutlookModel load(Path file) {
    byte[] model = OnnxFile.read(file);
    OutlookManifest manifest = OutlookManifest.parse(OnnxFile.read(file.resolveSibling(MANIFEST)));
    manifest.check(model);
    return new OutlookModel(
        manifest,
        OnnxFile.start(manifest.toString(), model, manifest.inputs(), manifest.outputs()));
  }

  /** Names of the heads. */
  public List<String> heads() {
    return manifest.heads();
  }

  /** Of what goes to no candidate, the part of categories that nobody had before, 0 to 1. */
  public double unseen(String head) {
    return manifest.unseen().getOrDefault(head, 0.0);
  }

  /** Name and version. */
  public String title() {
    return manifest.name() + ":" + manifest.version();
  }

  /**
   * Foretells one person's next events, for each head.
   *
   * @throws ModelRefusedException when the graph puts out what is no number
   * @throws IllegalStateException when ONNX Runtime fails
   */
  public List<Foretold> run(OutlookRows rows) {
    int width = rows.size();
    int heads = heads().size();
    fill(rows);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor featuresTensor =
            OnnxTensor.createTensor(environment, features, new long[] {1, width, Outlook.COUNT});
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask, new long[] {1, width});
        OrtSession.Result result =
            session.run(
                Map.of(
                    OutlookManifest.FEATURES, featuresTensor, OutlookManifest.MASK, maskTensor))) {
      String who = manifest.toString();
      float[] shares = OnnxFile.numbers(who, result, OutlookManifest.SHARES, width * heads);
      float[] active = OnnxFile.numbers(who, result, OutlookManifest.ACTIVE, heads);
      return IntStream.range(0, heads)
          .mapToObj(head -> foretold(shares, width, active[head], head))
          .toList();
    } catch (OrtException e) {
      throw new IllegalStateException(manifest + " failed", e);
    }
  }

  private void fill(OutlookRows rows) {
    int width = rows.size();
    if (mask.capacity() < width) {
      features = OnnxFile.direct(width * Outlook.COUNT);
      mask = OnnxFile.direct(width);
    }
    features.clear();
    mask.clear();
    features.put(rows.values(), 0, width * Outlook.COUNT);
    for (int row = 0; row < width; row++) {
      mask.put(1);
    }
    features.flip();
    mask.flip();
  }

  private Foretold foretold(float[] logits, int width, float active, int head) {
    double[] shares = new double[width];
    double highest = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < width; row++) {
      highest = Math.max(highest, logits[row * heads().size() + head]);
    }
    double sum = 0;
    for (int row = 0; row < width; row++) {
      shares[row] = Math.exp(logits[row * heads().size() + head] - highest);
      sum += shares[row];
    }
    if (!Double.isFinite(sum) || !Float.isFinite(active)) {
      throw new ModelRefusedException(manifest + ": it puts out what is no number");
    }
    for (int row = 0; row < width; row++) {
      shares[row] /= sum;
    }
    return new Foretold(shares, 1 / (1 + Math.exp(-active)));
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the session does not close", e);
    }
  }
}
