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
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.LongStream;

/**
 * A model in ONNX Runtime, checked against its manifest. Runs are thread-safe and use no thread but
 * the caller's; {@link #close} waits for running ones.
 */
final class OnnxModel implements AutoCloseable {

  /** Runs a model after it was closed: another one serves by now. */
  static final class Retired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Retired(String message) {
      super(message);
    }
  }

  /**
   * Logits as the graph puts them out, row-major.
   *
   * @param migration {@code [B][C][6]}
   * @param migrationRest {@code [B][6]}
   * @param evolution {@code [B][C][3]}
   * @param evolutionRest {@code [B][3]}
   * @param comeBack {@code [B][3]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; lives for the time of one batch
  record Logits(
      float[] migration,
      float[] migrationRest,
      float[] evolution,
      float[] evolutionRest,
      float[] comeBack) {}

  private final ModelManifest manifest;
  private final OrtSession session;
  private final ExecutionProvider provider;
  private final ReentrantReadWriteLock lifetime = new ReentrantReadWriteLock();
  private final AtomicLong openValues = new AtomicLong();
  private boolean closed;

  private OnnxModel(ModelManifest manifest, OrtSession session, ExecutionProvider provider) {
    this.manifest = manifest;
    this.session = session;
    this.provider = provider;
  }

  /**
   * Starts a model.
   *
   * @param threads that one run may use
   * @throws ModelRefusedException when the model is not what its manifest says, or does not start
   */
  static OnnxModel load(
      ModelManifest manifest, byte[] model, ExecutionProviderWanted wanted, int threads) {
    manifest.check(model);
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      ExecutionProvider provider = ExecutionProvider.choose(wanted, options);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(model, options);
      try {
        checkPorts("inputs", session.getInputInfo(), manifest.inputs());
        checkPorts("outputs", session.getOutputInfo(), manifest.outputs());
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
      return new OnnxModel(manifest, session, provider);
    } catch (OrtException e) {
      throw new ModelRefusedException(
          "model " + manifest.name() + " " + manifest.version() + " does not start", e);
    }
  }

  private static void checkPorts(String what, Map<String, NodeInfo> actual, List<Port> expected) {
    List<Port> found = new ArrayList<>();
    for (NodeInfo node : actual.values()) {
      if (!(node.getInfo() instanceof TensorInfo tensor)) {
        throw new ModelRefusedException(what + ": " + node.getName() + " is no tensor");
      }
      found.add(new Port(node.getName(), LongStream.of(tensor.getShape()).boxed().toList()));
    }
    if (!found.equals(expected)) {
      throw new ModelRefusedException(
          what + " of the graph are " + found + ", the manifest says " + expected);
    }
  }

  ModelManifest manifest() {
    return manifest;
  }

  ExecutionProvider provider() {
    return provider;
  }

  /** Native values that are open now; 0 when nothing runs. */
  long openValues() {
    return openValues.get();
  }

  /**
   * Runs the graph.
   *
   * @param candidates direct, {@code people * width * F} numbers from its position on
   * @param mask direct, {@code people * width} numbers: 1 for a candidate, 0 for padding
   * @throws Retired after {@link #close}
   * @throws IllegalStateException when ONNX Runtime fails
   */
  Logits run(FloatBuffer candidates, FloatBuffer mask, int people, int width) {
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw new Retired("model " + manifest.name() + " " + manifest.version() + " was replaced");
      }
      return runOpen(candidates, mask, people, width);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "model " + manifest.name() + " " + manifest.version() + " failed", e);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private Logits runOpen(FloatBuffer candidates, FloatBuffer mask, int people, int width)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (Counted<OnnxTensor> candidatesTensor =
            counted(
                OnnxTensor.createTensor(
                    environment, candidates, new long[] {people, width, Feature.COUNT}));
        Counted<OnnxTensor> maskTensor =
            counted(OnnxTensor.createTensor(environment, mask, new long[] {people, width}));
        Counted<OrtSession.Result> result =
            counted(
                session.run(
                    Map.of(
                        ModelManifest.CANDIDATES,
                        candidatesTensor.value(),
                        ModelManifest.MASK,
                        maskTensor.value())))) {
      return new Logits(
          numbers(result.value(), ModelManifest.MIGRATION),
          numbers(result.value(), ModelManifest.MIGRATION_REST),
          numbers(result.value(), ModelManifest.EVOLUTION),
          numbers(result.value(), ModelManifest.EVOLUTION_REST),
          numbers(result.value(), ModelManifest.COME_BACK));
    }
  }

  private static float[] numbers(OrtSession.Result result, String output) {
    Optional<OnnxValue> value = result.get(output);
    if (value.isPresent() && value.get() instanceof OnnxTensor tensor) {
      FloatBuffer buffer = tensor.getFloatBuffer();
      float[] numbers = new float[buffer.remaining()];
      buffer.get(numbers);
      return numbers;
    }
    throw new IllegalStateException("the graph put out no tensor " + output);
  }

  private <T extends AutoCloseable> Counted<T> counted(T value) {
    openValues.incrementAndGet();
    return new Counted<>(value, openValues);
  }

  /** A native value whose closing is counted, so that a leak shows. */
  private record Counted<T extends AutoCloseable>(T value, AtomicLong open)
      implements AutoCloseable {
    @Override
    public void close() {
      try {
        value.close();
      } catch (Exception e) {
        throw new IllegalStateException("a native value does not close", e);
      }
      open.decrementAndGet();
    }
  }

  @Override
  public void close() {
    lifetime.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the session does not close", e);
    } finally {
      lifetime.writeLock().unlock();
    }
  }
}
