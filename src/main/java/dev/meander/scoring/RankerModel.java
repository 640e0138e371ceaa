package dev.meander.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.meander.scoring.ModelManifest.Port;
import dev.meander.statistics.Feature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A ranker of candidates in ONNX Runtime, checked against its manifest: {@code features [B, C, F]},
 * {@code mask [B, C]} and {@code offset [B, C]} go in, {@code logits [B, C, heads]} come out. Runs
 * on the caller's thread, one at a time; whoever loads it closes it.
 */
public final class RankerModel implements AutoCloseable {
  private static final String MANIFEST = "manifest.json";

  private final RankerManifest manifest;
  private final OrtSession session;
  private FloatBuffer features = direct(0);
  private FloatBuffer mask = direct(0);
  private FloatBuffer offset = direct(0);

  private RankerModel(RankerManifest manifest, OrtSession session) {
    this.manifest = manifest;
    this.session = session;
  }

  /**
   * Loads a model and the {@code manifest.json} beside it.
   *
   * @throws ModelRefusedException when one of them is missing, the model is not what its manifest
   *     says, wants other features or does not start
   */
  public static RankerModel load(Path file) {
    byte[] model = read(file);
    RankerManifest manifest = RankerManifest.parse(read(file.resolveSibling(MANIFEST)));
    manifest.check(model);
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(model, options);
      try {
        checkPorts(manifest, "inputs", session.getInputInfo(), manifest.inputs());
        checkPorts(manifest, "outputs", session.getOutputInfo(), manifest.outputs());
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
      return new RankerModel(manifest, session);
    } catch (OrtException e) {
      throw new ModelRefusedException(manifest + " does not start", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelRefusedException(file + " cannot be read", e);
    }
  }

  private static void checkPorts(
      RankerManifest manifest, String what, Map<String, NodeInfo> actual, List<Port> expected) {
    List<Port> found = new ArrayList<>();
    for (NodeInfo node : actual.values()) {
      if (!(node.getInfo() instanceof TensorInfo tensor)) {
        throw new ModelRefusedException(manifest + ": " + node.getName() + " is no tensor");
      }
      found.add(new Port(node.getName(), LongStream.of(tensor.getShape()).boxed().toList()));
    }
    if (!found.equals(expected)) {
      throw new ModelRefusedException(
          manifest + ": " + what + " of the graph are " + found + ", must be " + expected);
    }
  }

  /** Names of the heads, in the order of the logits. */
  public List<String> heads() {
    return manifest.heads();
  }

  /** Name and version. */
  public String title() {
    return manifest.name() + ":" + manifest.version();
  }

  /**
   * Runs the graph.
   *
   * @param batch of one person or more
   * @throws ModelRefusedException when the graph puts out what is no number
   * @throws IllegalStateException when ONNX Runtime fails
   */
  public RankerLogits run(RankerBatch batch) {
    int people = batch.people();
    int width = batch.width();
    fill(batch);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] cells = {people, width};
    try (OnnxTensor featuresTensor =
            OnnxTensor.createTensor(
                environment, features, new long[] {people, width, Feature.COUNT});
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask, cells);
        OnnxTensor offsetTensor = OnnxTensor.createTensor(environment, offset, cells);
        OrtSession.Result result =
            session.run(
                Map.of(
                    RankerManifest.FEATURES, featuresTensor,
                    RankerManifest.MASK, maskTensor,
                    RankerManifest.OFFSET, offsetTensor))) {
      return checked(batch, logits(result, people * width * heads().size()));
    } catch (OrtException e) {
      throw new IllegalStateException(manifest + " failed", e);
    }
  }

  private void fill(RankerBatch batch) {
    int cells = batch.people() * batch.width();
    if (mask.capacity() < cells) {
      features = direct(cells * Feature.COUNT);
      mask = direct(cells);
      offset = direct(cells);
    }
    features.clear();
    mask.clear();
    offset.clear();
    int offsetPlace = manifest.offsetFeature().place();
    float[] padding = new float[Feature.COUNT];
    for (int person = 0; person < batch.people(); person++) {
      for (int i = 0; i < batch.width(); i++) {
        boolean there = i < batch.size(person);
        int at = there ? batch.at(person, i) : 0;
        features.put(there ? batch.rows() : padding, at, Feature.COUNT);
        mask.put(there ? 1 : 0);
        offset.put(there ? batch.rows()[at + offsetPlace] : 0);
      }
    }
    features.flip();
    mask.flip();
    offset.flip();
  }

  private static FloatBuffer direct(int numbers) {
    return ByteBuffer.allocateDirect(numbers * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private float[] logits(OrtSession.Result result, int expected) {
    Optional<OnnxValue> value = result.get(RankerManifest.LOGITS);
    if (value.isPresent() && value.get() instanceof OnnxTensor tensor) {
      FloatBuffer buffer = tensor.getFloatBuffer();
      float[] numbers = new float[buffer.remaining()];
      buffer.get(numbers);
      if (numbers.length == expected) {
        return numbers;
      }
    }
    throw new ModelRefusedException(manifest + ": the graph did not put out its logits");
  }

  private RankerLogits checked(RankerBatch batch, float[] values) {
    int heads = heads().size();
    RankerLogits logits = new RankerLogits(values, batch.width(), heads);
    for (int person = 0; person < batch.people(); person++) {
      for (int i = 0; i < batch.size(person); i++) {
        for (int head = 0; head < heads; head++) {
          if (!Float.isFinite(logits.of(person, i, head))) {
            throw new ModelRefusedException(
                manifest + ": it puts out " + logits.of(person, i, head) + " for a candidate");
          }
        }
      }
    }
    return logits;
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
