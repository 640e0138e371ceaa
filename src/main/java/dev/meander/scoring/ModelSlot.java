package dev.meander.scoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Holds the one scorer that serves, and replaces it by what {@code current.json} names. */
final class ModelSlot implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ModelSlot.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  static final String POINTER = "current.json";

  /** {@code current.json}: which model serves. */
  @RegisterForReflection
  @JsonIgnoreProperties({"ranker", "outlook"})
  record Pointer(String name, String version) {}

  private final ModelFiles files;
  private final ExecutionProviderWanted wanted;
  private final ScoringLanes lanes;
  private final BaselineInterestScorer baseline;
  private volatile @Nullable OnnxInterestScorer scorer;
  private volatile @Nullable String refusal;
  private volatile int refusals;
  private byte[] pointerSeen = {};

  ModelSlot(ModelFiles files, ExecutionProviderWanted wanted, ScoringLanes lanes) {
    this.files = files;
    this.wanted = wanted;
    this.lanes = lanes;
    this.baseline = new BaselineInterestScorer(lanes);
  }

  /** Never blocks. */
  InterestScorer scorer() {
    OnnxInterestScorer model = scorer;
    return model != null ? model : baseline;
  }

  /** The same, as what scores a batch. */
  BatchScorer batchScorer() {
    OnnxInterestScorer model = scorer;
    return model != null ? model : baseline;
  }

  Optional<ActiveModel> active() {
    return Optional.ofNullable(scorer)
        .map(
            active ->
                new ActiveModel(
                    active.model().manifest().identity(),
                    active.model().provider().name().toLowerCase(Locale.ROOT)));
  }

  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  int refusals() {
    return refusals;
  }

  long notFinite() {
    OnnxInterestScorer active = scorer;
    return active == null ? 0 : active.notFinite();
  }

  long openValues() {
    OnnxInterestScorer active = scorer;
    return active == null ? 0 : active.model().openValues();
  }

  /**
   * Reads the pointer, and the model where the pointer changed. Blocks on files. What is broken is
   * refused: said once, and what served goes on serving.
   */
  synchronized void refresh() {
    byte[] pointer = {};
    try {
      pointer = files.read(POINTER);
      if (Arrays.equals(pointer, pointerSeen)) {
        return;
      }
      replace(load(pointer));
      refusal = null;
    } catch (RuntimeException | LinkageError e) { // no native library is a LinkageError
      if (refusal == null || !Arrays.equals(pointer, pointerSeen)) {
        refusals++;
        LOG.errorf(
            e,
            "a model was refused; %s goes on serving",
            active().map(Object::toString).orElse("the baseline formula"));
      }
      refusal = String.valueOf(e.getMessage());
    }
    pointerSeen = pointer;
  }

  private OnnxModel load(byte[] pointerJson) {
    Pointer pointer;
    try {
      pointer = JSON.readValue(pointerJson, Pointer.class);
    } catch (JsonProcessingException e) {
      throw new ModelRefusedException(POINTER + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ModelRefusedException(POINTER + " cannot be read", e);
    }
    if (!isPlain(pointer.name()) || !isPlain(pointer.version())) {
      throw new ModelRefusedException(POINTER + " names no model: " + pointer);
    }
    String folder = pointer.name() + "/" + pointer.version() + "/";
    ModelManifest manifest = ModelManifest.parse(files.read(folder + "manifest.json"));
    if (!manifest.name().equals(pointer.name()) || !manifest.version().equals(pointer.version())) {
      throw new ModelRefusedException(
          folder + " holds model " + manifest.name() + " " + manifest.version());
    }
    return OnnxModel.load(manifest, files.read(folder + "model.onnx"), wanted, 1);
  }

  private static boolean isPlain(@Nullable String name) {
    return name != null && PLAIN_NAME.matcher(name).matches() && !name.contains("..");
  }

  private void replace(OnnxModel model) {
    OnnxInterestScorer before = scorer;
    scorer = new OnnxInterestScorer(model, lanes);
    LOG.infof(
        "model %s %s serves on %s",
        model.manifest().name(), model.manifest().version(), model.provider());
    if (before != null) {
      before.model().close();
    }
  }

  @Override
  public synchronized void close() {
    OnnxInterestScorer before = scorer;
    scorer = null;
    if (before != null) {
      before.model().close();
    }
  }
}
