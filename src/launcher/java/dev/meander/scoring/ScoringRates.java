package dev.meander.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * How many people a second the service's scorer answers for, and how many the same model takes in a
 * loop of ONNX Runtime with its tensors made beforehand. Belongs to {@code ./meander bench}, which
 * is not in the artefact; it stands in this package to measure the very classes that serve. One
 * lane, one thread of ONNX Runtime. Used by one thread; closed by who made it.
 */
public final class ScoringRates implements AutoCloseable {

  /** As the service is configured by default. */
  public static final int BATCH = 64;

  private static final JsonMapper JSON = new JsonMapper();

  /** Batches given to the scorer ahead of the one that it computes. */
  private static final int AHEAD = 3;

  private final List<List<ProfileAt>> batches = new ArrayList<>();
  private final ShopPopularity popularity;
  private final ScoringLanes lanes = new ScoringLanes(1, BATCH, Duration.ofMillis(1), 256);
  private final ModelSlot slot;
  private final BaselineInterestScorer baseline = new BaselineInterestScorer(lanes);

  /**
   * @param people at least {@link #BATCH}; the rest of a last batch that is not full is left out
   */
  public ScoringRates(List<ProfileAt> people, ShopPopularity popularity) {
    for (int from = 0; from + BATCH <= people.size(); from += BATCH) {
      batches.add(List.copyOf(people.subList(from, from + BATCH)));
    }
    this.popularity = popularity;
    this.slot = new ModelSlot(new ModelFiles(Optional.empty()), ExecutionProviderWanted.CPU, lanes);
    slot.refresh();
  }

  /** The model that ships; empty where none does. */
  public Optional<String> model() {
    return slot.active()
        .map(active -> active.identity().name() + " " + active.identity().version());
  }

  /** The service's scorer: features, model, answers. */
  public double scorer(Duration time) {
    return through(slot.scorer(), time);
  }

  /** The formula that answers where no model does. */
  public double formula(Duration time) {
    return through(baseline, time);
  }

  private double through(InterestScorer scorer, Duration time) {
    Deque<CompletionStage<List<ScoredInterest>>> open = new ArrayDeque<>();
    long begun = System.nanoTime();
    long people = 0;
    for (int i = 0; System.nanoTime() - begun < time.toNanos(); i++) {
      open.add(
          scorer
              .score(batches.get(i % batches.size()), popularity)
              .subscribe()
              .asCompletionStage());
      if (open.size() > AHEAD) {
        people += open.remove().toCompletableFuture().join().size();
      }
    }
    while (!open.isEmpty()) {
      people += open.remove().toCompletableFuture().join().size();
    }
    return people / ((System.nanoTime() - begun) / 1e9);
  }

  /**
   * Nothing but the model.
   *
   * @throws IllegalStateException when no model ships
   */
  public double raw(Duration time) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      try (OrtSession session = environment.createSession(graph(), options)) {
        List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
        try {
          for (List<ProfileAt> batch : batches) {
            inputs.add(tensors(environment, batch));
          }
          return loop(session, inputs, time);
        } finally {
          inputs.forEach(input -> input.values().forEach(OnnxTensor::close));
        }
      }
    } catch (OrtException | IOException e) {
      throw new IllegalStateException("the model that ships does not run", e);
    }
  }

  private static double loop(
      OrtSession session, List<Map<String, OnnxTensor>> inputs, Duration time) throws OrtException {
    long begun = System.nanoTime();
    long people = 0;
    for (int i = 0; System.nanoTime() - begun < time.toNanos(); i++) {
      try (OrtSession.Result result = session.run(inputs.get(i % inputs.size()))) {
        people += result.size() > 0 ? BATCH : 0;
      }
    }
    return people / ((System.nanoTime() - begun) / 1e9);
  }

  private Map<String, OnnxTensor> tensors(OrtEnvironment environment, List<ProfileAt> batch)
      throws OrtException {
    List<PersonFeatures> people =
        batch.stream().map(at -> PersonFeatures.of(at.profile(), popularity)).toList();
    int width = Math.max(1, people.stream().mapToInt(p -> p.candidates().size()).max().orElse(1));
    FloatBuffer candidates = direct(BATCH * width * Feature.COUNT);
    FloatBuffer mask = direct(BATCH * width);
    for (PersonFeatures person : people) {
      int own = person.candidates().size();
      candidates.put(person.values()).put(new float[(width - own) * Feature.COUNT]);
      for (int i = 0; i < width; i++) {
        mask.put(i < own ? 1 : 0);
      }
    }
    return Map.of(
        ModelManifest.CANDIDATES,
        OnnxTensor.createTensor(
            environment, candidates.flip(), new long[] {BATCH, width, Feature.COUNT}),
        ModelManifest.MASK,
        OnnxTensor.createTensor(environment, mask.flip(), new long[] {BATCH, width}));
  }

  private static FloatBuffer direct(int numbers) {
    return ByteBuffer.allocateDirect(numbers * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static byte[] graph() throws IOException {
    var files = new ModelFiles(Optional.empty());
    var pointer = JSON.readValue(files.read("current.json"), ModelSlot.Pointer.class);
    return files.read(pointer.name() + "/" + pointer.version() + "/model.onnx");
  }

  @Override
  public void close() {
    lanes.close();
    slot.close();
  }
}
