package dev.meander.launcher.calibration;

import dev.meander.launcher.evaluation.FrozenShop;
import dev.meander.launcher.evaluation.OwnScales;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.scoring.RankerBatch;
import dev.meander.scoring.RankerLogits;
import dev.meander.scoring.RankerModel;
import dev.meander.scoring.names.NameVectors;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.FeatureExtractor;
import dev.meander.statistics.Runs;
import dev.meander.statistics.Truths;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Asks a ranker after every run of a set's validation and test days, or a sample of them, and holds
 * what it says of its first place against what came. The service's own code, as in {@code
 * Evaluation}.
 */
public final class Calibration {

  /** What one head says in one part. */
  record Row(String part, String head, HeadCalibration found) {}

  /** A moment that waits for its logits. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; lives for the time of one batch
  private record Moment(int size, int[] places, boolean newcomer) {}

  private static final int BATCH = 64;

  private final ShopSet set;
  private final RankerModel model;
  private final int most;
  private final long lastMillis;
  private final NameVectors names = new NameVectors();
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param model closed by whoever loaded it; its heads are those of {@link Truths#HEADS}
   * @param most moments of a part, every n-th of them; 0 for all
   * @throws IllegalArgumentException when the model has other heads
   */
  public Calibration(ShopSet set, RankerModel model, int most) {
    if (!model.heads().equals(Truths.HEADS)) {
      throw new IllegalArgumentException(
          model.title() + " has heads " + model.heads() + ", due are " + Truths.HEADS);
    }
    this.set = set;
    this.model = model;
    this.most = most;
    lastMillis =
        set.people().stream()
            .mapToLong(person -> person.visits().getLast().millis())
            .max()
            .orElse(0);
  }

  /**
   * Asks.
   *
   * @param done is told how much is done, 0 to 1
   * @return what was found, for files
   */
  public CalibrationFiles run(DoubleConsumer done) {
    rows.clear();
    for (Part part : set.parts()) {
      if (part.role() != Part.Role.TRAIN) {
        ShopScales scales = OwnScales.of(set, part, model, OwnScales.MOMENTS).orElse(null);
        List<HeadCalibration> found = new ArrayList<>();
        for (int head = 0; head < Truths.HEADS.size(); head++) {
          found.add(
              new HeadCalibration(
                  model.temperature(head), scales == null ? null : scales.heads().get(head)));
        }
        boolean last = part.equals(set.test());
        ask(part, found, share -> done.accept((share + (last ? 1 : 0)) / 2));
        for (int head = 0; head < found.size(); head++) {
          rows.add(new Row(part.name(), Truths.HEADS.get(head), found.get(head)));
        }
      }
    }
    return new CalibrationFiles(set.name(), model.title(), List.copyOf(rows));
  }

  private void ask(Part part, List<HeadCalibration> found, DoubleConsumer done) {
    FrozenShop shop =
        FrozenShop.of(
            set.form(),
            set.people(),
            part.split()::counted,
            FrozenShop.Naming.of(model.schema(), names));
    FeatureExtractor extractor = new FeatureExtractor(model.schema());
    RankerBatch batch = new RankerBatch(model.schema());
    List<Moment> waiting = new ArrayList<>();
    long all = moments(part, shop);
    long stride = most == 0 ? 1 : Math.max(1, Math.ceilDiv(all, most));
    long met = 0;
    for (int person = 0; person < shop.people().size(); person++) {
      Runs runs = shop.people().get(person);
      for (int k = 0; k + 1 < runs.size(); k++) {
        if (part.split().asks(person, runs, k) && met++ % stride == 0) {
          CandidateRows candidates = extractor.extract(shop.statistics(), runs, k);
          if (candidates.others() > 0) {
            int known = shop.numbers().known();
            Truths answers =
                new Truths(runs, k, candidates, part.split().reach(runs, known, lastMillis));
            batch.add(candidates);
            waiting.add(new Moment(candidates.size(), answers.places(), candidates.newcomer()));
          }
          if (waiting.size() == BATCH) {
            hear(batch, waiting, found);
            done.accept(met / (double) all);
          }
        }
      }
    }
    if (!waiting.isEmpty()) {
      hear(batch, waiting, found);
    }
    done.accept(1);
  }

  private static long moments(Part part, FrozenShop shop) {
    long moments = 0;
    for (int person = 0; person < shop.people().size(); person++) {
      Runs runs = shop.people().get(person);
      for (int k = 0; k + 1 < runs.size(); k++) {
        moments += part.split().asks(person, runs, k) ? 1 : 0;
      }
    }
    return moments;
  }

  private void hear(RankerBatch batch, List<Moment> waiting, List<HeadCalibration> found) {
    RankerLogits logits = model.run(batch);
    for (int person = 0; person < waiting.size(); person++) {
      Moment moment = waiting.get(person);
      for (int head = 0; head < found.size(); head++) {
        int truth = moment.places[head];
        if (truth != Truths.UNKNOWN) {
          // The next run is never of the current category, the last candidate.
          double[] open = new double[head == 0 ? moment.size - 1 : moment.size];
          for (int i = 0; i < open.length; i++) {
            open[i] = logits.of(person, i, head);
          }
          found.get(head).add(open, truth, moment.newcomer);
        }
      }
    }
    batch.clear();
    waiting.clear();
  }
}
