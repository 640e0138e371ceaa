package dev.meander.scoring;

import dev.meander.interest.ModelIdentity;
import dev.meander.scoring.shop.HeadScale;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.FeatureExtractor;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopStatistics;
import dev.meander.statistics.Truths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks a ranker after moments of a shop's last days, on statistics of the days before, and finds
 * how its heads are told right there. Holds the logits of all moments, some 4 KB each. One thread,
 * on which the model runs.
 */
public final class RankerJudgement {

  /** Moments of the next step below which nothing is said. */
  public static final int LEAST_MOMENTS = 200;

  private static final int BATCH = 64;

  /** A moment that waits for its logits. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; lives for the time of one batch
  private record Waiting(int candidates, int[] truths, boolean newcomer) {}

  private final RankerModel model;
  private final ShopStatistics before;
  private final FeatureExtractor extractor;
  private final RankerBatch batch;
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<ScaleFit> fits = new ArrayList<>();
  private int moments;

  /**
   * @param model stays open meanwhile; has all heads of {@link Truths#HEADS}
   * @param before of which no judged day is a part; with names where the model asks for them
   */
  public RankerJudgement(RankerModel model, ShopStatistics before) {
    this.model = model;
    this.extractor = new FeatureExtractor(model.schema());
    this.batch = new RankerBatch(model.schema());
    this.before = before;
    Truths.HEADS.forEach(_ -> fits.add(new ScaleFit()));
  }

  /**
   * Asks what comes after a run.
   *
   * @param runs of one person, of whom all up to {@code k} is known
   * @param reach what may answer
   * @throws ModelRefusedException when the model puts out what is no number
   * @throws OnnxModel.Retired when the model was closed
   */
  public void ask(Runs runs, int k, Truths.Reach reach) {
    ask(before, runs, k, reach);
  }

  /** The same on other statistics: those of the rest, where a part of the people is judged. */
  public void ask(ShopStatistics others, Runs runs, int k, Truths.Reach reach) {
    CandidateRows rows = extractor.extract(others, runs, k);
    if (rows.others() > 0) {
      batch.add(rows);
      int[] truths = new Truths(runs, k, rows, reach).places();
      waiting.add(new Waiting(rows.size(), truths, rows.newcomer()));
      moments++;
      if (waiting.size() == BATCH) {
        hear();
      }
    }
  }

  private void hear() {
    RankerLogits logits = model.run(batch);
    for (int head = 0; head < fits.size(); head++) {
      int of = model.heads().indexOf(Truths.HEADS.get(head));
      for (int person = 0; person < waiting.size(); person++) {
        int truth = waiting.get(person).truths[head];
        if (truth != Truths.UNKNOWN) {
          // The next run is never of the current category, the last candidate.
          float[] open = new float[waiting.get(person).candidates - (head == 0 ? 1 : 0)];
          for (int i = 0; i < open.length; i++) {
            open[i] = logits.of(person, i, of);
          }
          fits.get(head).add(open, truth, waiting.get(person).newcomer);
        }
      }
    }
    batch.clear();
    waiting.clear();
  }

  /**
   * What was found: {@link HeadScales}.
   *
   * @param from when the days began
   * @param until when their last run began
   * @return empty where there were too few moments
   */
  public Optional<ShopScales> scales(Instant from, Instant until) {
    if (!waiting.isEmpty()) {
      hear();
    }
    if (fits.getFirst().asked() < LEAST_MOMENTS || !(fits.getFirst().reach() > 0)) {
      return Optional.empty();
    }
    List<HeadScale> manifest = new ArrayList<>();
    for (String head : Truths.HEADS) {
      manifest.add(HeadScale.ofModel(model.temperature(model.heads().indexOf(head))));
    }
    return Optional.of(
        new ShopScales(identity(), HeadScales.of(fits, manifest), moments, from, until));
  }

  private ModelIdentity identity() {
    return new ModelIdentity(model.manifest().name(), model.manifest().version());
  }
}
