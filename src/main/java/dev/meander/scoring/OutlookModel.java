package dev.meander.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.meander.statistics.Outlook;
import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.OutlookTrend;
import dev.meander.statistics.ShopForm;
import dev.meander.statistics.ShopForm.TimeGrain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/**
 * A model of evolution in ONNX Runtime, checked against its manifest: {@code features [B, C, F]}
 * and {@code mask [B, C]} go in, {@code shares [B, C, heads]}, {@code active [B, heads]} and {@code
 * trends [B, C, 3]} come out, all logarithms of odds: shares against each other, active against
 * inactive, trends of a row against each other. Any thread; a run uses none but the caller's.
 * Whoever loads it closes it, which waits for running ones.
 */
public final class OutlookModel implements AutoCloseable {
  private static final String MANIFEST = "manifest.json";
  private static final int TRENDS = OutlookTrend.values().length;

  private final OutlookManifest manifest;
  private final OrtSession session;
  private final ThreadLocal<OutlookBuffers> buffers = ThreadLocal.withInitial(OutlookBuffers::new);
  private final ReentrantReadWriteLock lifetime = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * What is foretold of one person.
   *
   * @param windows by head
   * @param trends by row and {@link OutlookTrend}, each row summing to one; of use only where
   *     {@link OutlookTrend#asked}
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Foretold(List<Window> windows, double[][] trends) {}

  /**
   * The days after.
   *
   * @param shares by row of what was asked, summing to one: of the weight in the window
   * @param active probability of an event in the window
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Window(double[] shares, double active) {}

  private OutlookModel(OutlookManifest manifest, OrtSession session) {
    this.manifest = manifest;
    this.session = session;
  }

  /**
   * Loads a model and the {@code manifest.json} beside it, to run on the processor.
   *
   * @throws ModelRefusedException when one of them is missing, the model is not what its manifest
   *     says, wants other features or does not start
   */
  public static OutlookModel load(Path file) {
    byte[] model = OnnxFile.read(file);
    OutlookManifest manifest = OutlookManifest.parse(OnnxFile.read(file.resolveSibling(MANIFEST)));
    return load(manifest, model, ExecutionProviderWanted.CPU);
  }

  /** Starts a model, or refuses it as {@link #load(Path)} does. */
  static OutlookModel load(OutlookManifest manifest, byte[] model, ExecutionProviderWanted wanted) {
    manifest.check(model);
    return new OutlookModel(
        manifest,
        OnnxFile.start(manifest.toString(), model, manifest.inputs(), manifest.outputs(), wanted));
  }

  OutlookManifest manifest() {
    return manifest;
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
   * Probability of an event within a head's window: what the model says in shops of orders, such as
   * it learned from; in others, where people come by the hour, their own pace.
   */
  public double comeBack(ShopForm form, OutlookRows rows, Foretold foretold, int head) {
    return form.grain() == TimeGrain.DAY
        ? foretold.windows().get(head).active()
        : rows.ownPace(days(head));
  }

  /** Length of a head's window. */
  int days(int head) {
    return Integer.parseInt(heads().get(head).substring("days".length()));
  }

  /**
   * Foretells one person's next events.
   *
   * @throws ModelRefusedException when the graph puts out what is no number
   * @throws OnnxModel.Retired after {@link #close}
   * @throws IllegalStateException when ONNX Runtime fails
   */
  public Foretold run(OutlookRows rows) {
    return run(rows.values(), 0, rows.size());
  }

  /** The same by the first row alone: enough for who comes back, which stands in every row. */
  public Foretold runFirst(OutlookRows rows) {
    return run(rows.values(), 0, 1);
  }

  /**
   * The same of rows in an array.
   *
   * @param from where the first begins
   * @param width how many there are
   */
  Foretold run(float[] rows, int from, int width) {
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw new OnnxModel.Retired(manifest + " was replaced");
      }
      return runOpen(rows, from, width);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private Foretold runOpen(float[] rows, int from, int width) {
    int heads = heads().size();
    OutlookBuffers lane = buffers.get();
    lane.fill(rows, from, width);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] cells = {1, width};
    try (OnnxTensor features =
            OnnxTensor.createTensor(
                environment, lane.features, new long[] {1, width, Outlook.COUNT});
        OnnxTensor mask = OnnxTensor.createTensor(environment, lane.mask, cells);
        OrtSession.Result result =
            session.run(Map.of(OutlookManifest.FEATURES, features, OutlookManifest.MASK, mask))) {
      String who = manifest.toString();
      float[] shares = OnnxFile.numbers(who, result, OutlookManifest.SHARES, width * heads);
      float[] active = OnnxFile.numbers(who, result, OutlookManifest.ACTIVE, heads);
      float[] trends = OnnxFile.numbers(who, result, OutlookManifest.TRENDS, width * TRENDS);
      return new Foretold(
          IntStream.range(0, heads)
              .mapToObj(head -> window(shares, width, active[head], head))
              .toList(),
          trends(trends, width));
    } catch (OrtException e) {
      throw new IllegalStateException(manifest + " failed", e);
    }
  }

  private Window window(float[] logits, int width, float active, int head) {
    double[] shares = new double[width];
    for (int row = 0; row < width; row++) {
      shares[row] = logits[row * heads().size() + head];
    }
    toShares(shares);
    return new Window(shares, finite(1 / (1 + Math.exp(-active))));
  }

  private double[][] trends(float[] logits, int width) {
    double[][] trends = new double[width][TRENDS];
    for (int row = 0; row < width; row++) {
      for (int trend = 0; trend < TRENDS; trend++) {
        trends[row][trend] = logits[row * TRENDS + trend];
      }
      toShares(trends[row]);
    }
    return trends;
  }

  /** Softmax in place. */
  private void toShares(double[] logits) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.exp(logits[i] - highest);
      sum += logits[i];
    }
    double all = finite(sum);
    for (int i = 0; i < logits.length; i++) {
      logits[i] /= all;
    }
  }

  private double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new ModelRefusedException(manifest + ": it puts out what is no number");
    }
    return number;
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
