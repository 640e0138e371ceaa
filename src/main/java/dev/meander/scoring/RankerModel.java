package dev.meander.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.meander.statistics.FeatureSchema;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A ranker of candidates in ONNX Runtime, checked against its manifest: {@code features [B, C, F]},
 * {@code mask [B, C]} and {@code offset [B, C]} go in, {@code logits [B, C, heads]} come out. Any
 * thread; a run uses none but the caller's. Whoever loads it closes it, which waits for running
 * ones.
 */
public final class RankerModel implements AutoCloseable {
  private static final String MANIFEST = "manifest.json";

  private final RankerManifest manifest;
  private final OrtSession session;
  private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);
  private final ReentrantReadWriteLock lifetime = new ReentrantReadWriteLock();
  private boolean closed;

  private RankerModel(RankerManifest manifest, OrtSession session) {
    this.manifest = manifest;
    this.session = session;
  }

  /** Native memory of one thread, reused by every batch. */
  private static final class Buffers {
    FloatBuffer features = OnnxFile.direct(0);
    FloatBuffer mask = OnnxFile.direct(0);
    FloatBuffer offset = OnnxFile.direct(0);

    void reserve(int cells, int columns) {
      if (mask.capacity() < cells) {
        features = OnnxFile.direct(cells * columns);
        mask = OnnxFile.direct(cells);
        offset = OnnxFile.direct(cells);
      }
      features.clear();
      mask.clear();
      offset.clear();
    }

    void flip() {
      features.flip();
      mask.flip();
      offset.flip();
    }
  }

  /**
   * Loads a model and the {@code manifest.json} beside it, to run on the processor.
   *
   * @throws ModelRefusedException when one of them is missing, the model is not what its manifest
   *     says, wants other features or does not start
   */
  public static RankerModel load(Path file) {
    byte[] model = OnnxFile.read(file);
    RankerManifest manifest = RankerManifest.parse(OnnxFile.read(file.resolveSibling(MANIFEST)));
    return load(manifest, model, ExecutionProviderWanted.CPU);
  }

  /**
   * Starts a model.
   *
   * @throws ModelRefusedException when the model is not what its manifest says, wants other
   *     features or does not start
   */
  static RankerModel load(RankerManifest manifest, byte[] model, ExecutionProviderWanted wanted) {
    manifest.check(model);
    return new RankerModel(
        manifest,
        OnnxFile.start(manifest.toString(), model, manifest.inputs(), manifest.outputs(), wanted));
  }

  RankerManifest manifest() {
    return manifest;
  }

  /** Names of the heads, in the order of the logits. */
  public List<String> heads() {
    return manifest.heads();
  }

  /** What it was trained on. */
  public FeatureSchema schema() {
    return manifest.schema();
  }

  /**
   * What a head's logits are divided by to be logarithms of calibrated probabilities, but for a
   * constant.
   *
   * @param head from 0
   */
  public double temperature(int head) {
    return manifest.temperatures().getOrDefault(heads().get(head), 1.0);
  }

  /** Name and version. */
  public String title() {
    return manifest.name() + ":" + manifest.version();
  }

  /**
   * Runs the graph.
   *
   * @param batch of one person or more, of this model's schema
   * @throws IllegalArgumentException when its rows tell something else
   * @throws ModelRefusedException when the graph puts out what is no number
   * @throws OnnxModel.Retired after {@link #close}
   * @throws IllegalStateException when ONNX Runtime fails
   */
  public RankerLogits run(RankerBatch batch) {
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw new OnnxModel.Retired(manifest + " was replaced");
      }
      return runOpen(batch);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private RankerLogits runOpen(RankerBatch batch) {
    if (batch.schema() != schema()) {
      throw new IllegalArgumentException(batch.schema() + " for " + manifest);
    }
    int people = batch.people();
    int width = batch.width();
    Buffers lane = filled(batch);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] cells = {people, width};
    try (OnnxTensor featuresTensor =
            OnnxTensor.createTensor(
                environment, lane.features, new long[] {people, width, schema().count()});
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, lane.mask, cells);
        OnnxTensor offsetTensor = OnnxTensor.createTensor(environment, lane.offset, cells);
        OrtSession.Result result =
            session.run(
                Map.of(
                    RankerManifest.FEATURES, featuresTensor,
                    RankerManifest.MASK, maskTensor,
                    RankerManifest.OFFSET, offsetTensor))) {
      int expected = people * width * heads().size();
      return checked(
          batch, OnnxFile.numbers(manifest.toString(), result, RankerManifest.LOGITS, expected));
    } catch (OrtException e) {
      throw new IllegalStateException(manifest + " failed", e);
    }
  }

  private Buffers filled(RankerBatch batch) {
    Buffers lane = buffers.get();
    int columns = schema().count();
    lane.reserve(batch.people() * batch.width(), columns);
    int offsetPlace = manifest.offsetFeature().place();
    float[] padding = new float[columns];
    for (int person = 0; person < batch.people(); person++) {
      for (int i = 0; i < batch.width(); i++) {
        boolean there = i < batch.size(person);
        int at = there ? batch.at(person, i) : 0;
        lane.features.put(there ? batch.rows() : padding, at, columns);
        lane.mask.put(there ? 1 : 0);
        lane.offset.put(there ? batch.rows()[at + offsetPlace] : 0);
      }
    }
    lane.flip();
    return lane;
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
