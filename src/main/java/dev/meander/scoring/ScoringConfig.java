package dev.meander.scoring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of scoring. */
@ConfigMapping(prefix = "meander.scoring")
public interface ScoringConfig {

  /** A folder of models with a {@code current.json}; without it the packed model serves. */
  Optional<Path> modelDir();

  /** How often the folder's {@code current.json} is looked at; a new model is swapped in. */
  @WithDefault("10s")
  Duration modelRefresh();

  /**
   * The model that ranks where people move next, {@code name/version}, or {@code none}; without it
   * the one that {@code current.json} names.
   */
  Optional<String> ranker();

  /** Moves that a shop must have for the ranker to serve it; the other model does below. */
  @WithDefault("500")
  @Min(1)
  int rankerLeastMoves();

  /**
   * The model that foretells evolution, {@code name/version}, or {@code none}; without it the one
   * that {@code current.json} names.
   */
  Optional<String> outlook();

  /** Moves that a shop must have for that model to serve it; the other model does below. */
  @WithDefault("500")
  @Min(1)
  int outlookLeastMoves();

  /** What runs the model: {@code auto}, {@code cpu} or {@code cuda}. */
  @WithDefault("auto")
  ExecutionProviderWanted executionProvider();

  /** Threads that score. */
  @WithDefault("1")
  @Min(1)
  @Max(64)
  int threads();

  /** Most people in one run of the model. */
  @WithDefault("64")
  @Min(1)
  @Max(1024)
  int batchSize();

  /** How long a batch that is not full waits for more. */
  @WithDefault("1ms")
  Duration batchDelay();

  /** Most batches waiting; past them scoring refuses. */
  @WithDefault("256")
  @Min(1)
  @Max(65536)
  int queueLength();
}
