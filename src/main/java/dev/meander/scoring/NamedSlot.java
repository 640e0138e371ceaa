package dev.meander.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.interest.ModelIdentity;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the one model of a kind that serves beside the model of {@link ModelSlot}, and replaces it
 * by what the setting or, without one, {@code current.json} names.
 *
 * @param <T> closed when another takes its place
 */
abstract class NamedSlot<T extends NamedSlot.Serving> implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(NamedSlot.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONE = "none";
  private static final Pattern NAMED =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}/[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** What serves. */
  interface Serving extends AutoCloseable {
    ModelIdentity identity();

    /** Batches for which the model put out what is no number. */
    long notFinite();

    @Override
    void close();
  }

  final ModelFiles files;
  private final String kind;
  private final Optional<String> wanted;
  private volatile @Nullable T serving;
  private volatile @Nullable String refusal;
  private volatile int refusals;
  private String seen = NONE;

  /**
   * @param kind as {@code current.json} calls it
   * @param wanted {@code name/version} or {@code none}; empty leaves it to {@code current.json}
   */
  NamedSlot(ModelFiles files, String kind, Optional<String> wanted) {
    this.files = files;
    this.kind = kind;
    this.wanted = wanted;
  }

  /**
   * Reads the model of that name.
   *
   * @param named {@code name/version}, which the manifest has to say too
   * @throws ModelRefusedException when it is broken
   */
  abstract T load(String named);

  /** What serves now. Never blocks. */
  Optional<T> serving() {
    return Optional.ofNullable(serving);
  }

  /** Why the newest does not serve; empty where it does. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  int refusals() {
    return refusals;
  }

  /** See {@link Serving#notFinite}, of what serves. */
  long notFinite() {
    return serving().map(Serving::notFinite).orElse(0L);
  }

  /**
   * Looks which one is wanted, and reads it where that changed. Blocks on files. What is broken is
   * refused: said once, and what served goes on serving.
   */
  synchronized void refresh() {
    String named = seen;
    try {
      named = wanted.orElseGet(this::pointed);
      if (!named.equals(seen)) {
        replace(named.equals(NONE) ? null : named(named));
        refusal = null;
      }
    } catch (RuntimeException | LinkageError e) { // no native library is a LinkageError
      if (refusal == null || !named.equals(seen)) {
        refusals++;
        LOG.errorf(
            e,
            "the %s was refused; %s goes on",
            kind,
            serving().<Object>map(Serving::identity).orElse("what there is without one"));
      }
      refusal = String.valueOf(e.getMessage());
    }
    seen = named;
  }

  private String pointed() {
    try {
      JsonNode pointer = JSON.readTree(files.read(ModelSlot.POINTER));
      return pointer.path(kind).asText(NONE);
    } catch (JsonProcessingException e) {
      throw new ModelRefusedException(ModelSlot.POINTER + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ModelRefusedException(ModelSlot.POINTER + " cannot be read", e);
    }
  }

  private T named(String named) {
    if (!NAMED.matcher(named).matches() || named.contains("..")) {
      throw new ModelRefusedException("no " + kind + " can be named " + named);
    }
    return load(named);
  }

  private void replace(@Nullable T next) {
    T before = serving;
    serving = next;
    if (next != null) {
      LOG.infof("%s %s %s serves", kind, next.identity().name(), next.identity().version());
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
