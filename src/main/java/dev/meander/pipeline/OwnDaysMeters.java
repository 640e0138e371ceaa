package dev.meander.pipeline;

import dev.meander.scoring.shop.HeadScale;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.statistics.Truths;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the shop's own days say of the ranker: 0 moments where they say nothing. */
@ApplicationScoped
class OwnDaysMeters {

  private final Timer judging;
  private volatile @Nullable ShopScales told;

  @Inject
  OwnDaysMeters(MeterRegistry registry) {
    judging =
        Timer.builder("meander.own.days.judge")
            .description("judging the ranker by the shop's own days once")
            .register(registry);
    Gauge.builder("meander.own.days.moments", this, OwnDaysMeters::moments)
        .description("moments of the shop's own days that the ranker is told by; 0: its manifest")
        .register(registry);
    for (int head = 0; head < Truths.HEADS.size(); head++) {
      gauge(registry, "temperature", head, HeadScale::temperature);
      gauge(registry, "reach", head, HeadScale::reach);
    }
  }

  private void gauge(
      MeterRegistry registry, String what, int head, ToDoubleFunction<HeadScale> value) {
    Gauge.builder("meander.own.days." + what, this, meters -> meters.of(head, value))
        .tag("head", Truths.HEADS.get(head))
        .description("by the shop's own days; not a number where they say nothing")
        .register(registry);
  }

  private double moments() {
    ShopScales now = told;
    return now == null ? 0 : now.moments();
  }

  private double of(int head, ToDoubleFunction<HeadScale> value) {
    ShopScales now = told;
    return now == null ? Double.NaN : value.applyAsDouble(now.heads().get(head));
  }

  void judged(Optional<ShopScales> found, Duration took) {
    told = found.orElse(null);
    judging.record(took);
  }
}
