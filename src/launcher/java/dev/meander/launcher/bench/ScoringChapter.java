package dev.meander.launcher.bench;

import dev.meander.scoring.ScoringRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The service's scorer against the model alone, in the launcher's JVM. */
final class ScoringChapter {

  private static final int EVENTS = 60_000;

  private final BenchPlan plan;
  private final PostedEvents events;
  private final Report report;

  ScoringChapter(BenchPlan plan, PostedEvents events, Report report) {
    this.plan = plan;
    this.events = events;
    this.report = report;
  }

  void run() {
    var people = SampleProfiles.of(events.next(EVENTS));
    try (var rates = new ScoringRates(people.profiles(), people.popularity())) {
      Optional<String> model = rates.model();
      report.chapter(
          "scoring",
          ("the service's classes in the launcher, model %s; %,d people of the sample, batches of %d,"
                  + " one lane; raw: ONNX Runtime, one thread, the same tensors made beforehand")
              .formatted(model.orElse("none"), people.profiles().size(), ScoringRates.BATCH));
      measure(rates, model.isPresent());
    }
  }

  private void measure(ScoringRates rates, boolean model) {
    List<Double> formula = new ArrayList<>();
    List<Double> scorer = new ArrayList<>();
    List<Double> raw = new ArrayList<>();
    for (int round = plan.firstRound(); round <= plan.rounds(); round++) {
      double formulaRate = rates.formula(plan.seconds());
      double scorerRate = model ? rates.scorer(plan.seconds()) : 0;
      double rawRate = model ? rates.raw(plan.seconds()) : 0;
      if (round > 0) {
        formula.add(formulaRate);
        scorer.add(scorerRate);
        raw.add(rawRate);
      }
    }
    report.rates("baseline formula", formula, "people/s");
    if (model) {
      report.rates("scorer with the model", scorer, "people/s");
      report.rates("raw ONNX Runtime", raw, "people/s");
      report.ratios("scorer / raw ONNX Runtime", Spread.ofRatios(scorer, raw));
    } else {
      report.failed("scoring by a model", "no model ships in this build");
    }
  }
}
