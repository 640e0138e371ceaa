package dev.meander.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the one ranker that serves, and replaces it by what the setting or, without one, {@code
 * ranker} in {@code current.json} names.
 */
final class RankerSlot implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RankerSlot.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONE = "none";
  private static final Pattern NAMED =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}/[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final ModelFiles files;
  private final Optional<String> wanted;
  private final ExecutionProviderWanted provider;
  private final int leastMoves;
  private volatile @Nullable Ranker ranker;
  private volatile @Nullable String refusal;
  private volatile int refusals;
  private String seen = NONE;

  /**
   * @param wanted {@code name/version} or {@code none}; empty leaves it to {@code current.json}
   * @param leastMoves see {@link ScoringConfig#rankerLeastMoves}
   */
  RankerSlot(
      ModelFiles files, Optional<String> wanted, ExecutionProviderWanted provider, int leastMoves) {
    this.files = files;
    this.wanted = wanted;
    this.provider = provider;
    this.leastMoves = leastMoves;
  }

  /** What ranks now. Never blocks. */
  Optional<Ranker> ranker() {
    return Optional.ofNullable(ranker);
  }

  /** Why the newest ranker does not serve; empty where it does. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  int refusals() {
    return refusals;
  }

  /**
   * Looks which ranker is wanted, and reads it where that changed. Blocks on files. What is broken
   * is refused: said once, and what served goes on serving.
   */
  synchronized void refresh() {
    String named = seen;
    try {
      named = wanted.orElseGet(this::pointed);
      if (!named.equals(seen)) {
        replace(named.equals(NONE) ? null : load(named));
        refusal = null;
      }
    } catch (RuntimeException | LinkageError e) { // no native library is a LinkageError
      if (refusal == null || !named.equals(seen)) {
        refusals++;
        Ranker serving = ranker;
        LOG.errorf(
            e,
            "a ranker was refused; %s goes on",
            serving == null ? "ranking without one" : serving.identity());
      }
      refusal = String.valueOf(e.getMessage());
    }
    seen = named;
  }

  private String pointed() {
    try {
      JsonNode pointer = JSON.readTree(files.read(ModelSlot.POINTER));
      return pointer.path("ranker").asText(NONE);
    } catch (JsonProcessingException e) {
      throw new ModelRefusedException(ModelSlot.POINTER + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ModelRefusedException(ModelSlot.POINTER + " cannot be read", e);
    }
  }

  private Ranker load(String named) {
    if (!NAMED.matcher(named).matches() || named.contains("..")) {
      throw new ModelRefusedException("no ranker can be named " + named);
    }
    RankerManifest manifest = RankerManifest.parse(files.read(named + "/manifest.json"));
    if (!named.equals(manifest.name() + "/" + manifest.version())) {
      throw new ModelRefusedException(named + " holds " + manifest);
    }
    RankerModel model = RankerModel.load(manifest, files.read(named + "/model.onnx"), provider);
    try {
      return new Ranker(model, leastMoves);
    } catch (ModelRefusedException e) {
      model.close();
      throw e;
    }
  }

  private void replace(@Nullable Ranker next) {
    Ranker before = ranker;
    ranker = next;
    if (next != null) {
      LOG.infof("ranker %s %s serves", next.identity().name(), next.identity().version());
    }
    if (before != null) {
      before.close();
    }
  }

  @Override
  public synchronized void close() {
    replace(null);
  }
}
