package dev.meander.serving;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of the reads and of the views they are made from. Public for the validator. */
@ConfigMapping(prefix = "meander.serving")
public interface ServingConfig {

  Views views();

  Fallback fallback();

  Stream stream();

  Discovery discovery();

  /** The cache of views; the way to it is {@code quarkus.redis} and {@code meander.redis}. */
  interface Views {

    /** Views written by one script call: bounds how long a call keeps the cache from reads. */
    @WithDefault("64")
    @Min(1)
    @Max(1024)
    int writeChunk();

    /**
     * How long a view is kept that is not written again. A read after that is answered from the
     * store of profiles.
     */
    @WithDefault("90d")
    Duration expireAfter();
  }

  /** What happens where there is no view. */
  interface Fallback {

    /** Longest wait for the store of profiles. */
    @WithDefault("5s")
    Duration timeout();

    /** Questions to the store of profiles at a time. */
    @WithDefault("32")
    @Min(1)
    int concurrency();

    /** Questions that may wait for their turn; one more is refused. */
    @WithDefault("256")
    @Min(0)
    int queue();

    /** How long a read waits for a view that is on its way. */
    @WithDefault("400ms")
    Duration awaitView();

    /** How young a person's newest event has to be for a view to count as on its way. */
    @WithDefault("5s")
    Duration youngerThan();

    /**
     * How long an answer stays as the person's view, so that an older view that is written late
     * does not take it back. Longer than scoring may lag.
     */
    @WithDefault("10m")
    Duration keep();

    /** What a client is told to wait before it tries again. */
    @WithDefault("1s")
    Duration retryAfter();
  }

  /** What a migration in mode {@code discovery} does where the request does not say. */
  interface Discovery {

    /** What the logarithm of the probability of a new category grows by, in nats. */
    @WithDefault("1.5")
    @DecimalMin("0")
    @DecimalMax("5")
    double bonus();

    /** How many of the most probable stay where they are. */
    @WithDefault("4")
    @Min(0)
    @Max(20)
    int keep();
  }

  /** Server-sent events. */
  interface Stream {

    /** Pause between comment lines that keep a silent connection open. */
    @WithDefault("15s")
    Duration heartbeat();

    /** Open streams of this process; one more is refused. */
    @WithDefault("10000")
    @Min(1)
    int maxOpen();
  }
}
