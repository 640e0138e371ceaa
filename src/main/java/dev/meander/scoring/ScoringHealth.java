package dev.meander.scoring;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says what scores. Always up: without a model the baseline formula answers. */
@Readiness
@ApplicationScoped
public class ScoringHealth implements HealthCheck {

  private final ActiveScorer scorer;

  ScoringHealth(ActiveScorer scorer) {
    this.scorer = scorer;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("scoring").up();
    scorer
        .model()
        .ifPresentOrElse(
            model ->
                response
                    .withData("source", "model")
                    .withData("model", model.identity().name())
                    .withData("version", model.identity().version())
                    .withData("executionProvider", model.executionProvider()),
            () -> response.withData("source", "baseline"));
    scorer
        .ranker()
        .ifPresent(ranker -> response.withData("ranker", ranker.name() + "/" + ranker.version()));
    scorer
        .outlook()
        .ifPresent(
            outlook -> response.withData("outlook", outlook.name() + "/" + outlook.version()));
    scorer.refusal().ifPresent(refusal -> response.withData("refused", refusal));
    return response.build();
  }
}
