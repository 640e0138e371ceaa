package dev.meander.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the ranker is judged by the shop's own last days. */
@ConfigMapping(prefix = "meander.own-days")
public interface OwnDaysConfig {

  /**
   * Most moments after which the ranker is asked, drawn from the shop's last days; 0 leaves it to
   * what its manifest says of itself.
   */
  @WithDefault("4000")
  @Min(0)
  @Max(20_000)
  int moments();

  /** Least pause between two judgements once there are moments enough; a long one rests longer. */
  @WithDefault("10m")
  Duration refresh();
}
