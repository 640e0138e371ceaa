package dev.meander.statistics;

import dev.meander.launcher.evaluation.Bench;
import dev.meander.launcher.evaluation.FrozenShop;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.scoring.names.NameVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many of the next categories that are no candidate become one by as many more, by source:
 * {@code java dev.meander.statistics.CandidateRecall SET DATA}, on validation, of every fourth
 * moment.
 */
final class CandidateRecall {
  private static final int[] MORE = {10, 20, 40, 60};
  private static final int STRIDE = 4;

  /** The higher, the sooner a category that is no candidate becomes one; nothing of 0 does. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Source(String name, double[] scores, int[] found) {}

  private final ShopStatistics shop;
  private final List<Source> sources = new ArrayList<>();
  private final FeatureExtractor extractor = new FeatureExtractor(FeatureSchema.BEHAVIOUR);
  private final OwnHistory own = new OwnHistory();
  private final ShopScores scores = new ShopScores();
  private int moments;
  private int missed;

  private CandidateRecall(ShopStatistics shop) {
    this.shop = shop;
    for (String name : List.of("popular", "visited by the same people", "called alike")) {
      sources.add(new Source(name, new double[shop.unknown], new int[MORE.length]));
    }
  }

  /** Prints what is found. */
  public static void main(String[] arguments) throws IOException {
    ShopSet set = Bench.valueOf(arguments[0].toUpperCase(Locale.ROOT)).read(Path.of(arguments[1]));
    Part part =
        set.parts().stream()
            .filter(each -> each.role() == Part.Role.VALID)
            .findFirst()
            .orElseThrow();
    FrozenShop frozen =
        FrozenShop.of(
            set.form(),
            set.people(),
            part.split()::counted,
            FrozenShop.Naming.of(FeatureSchema.NAMES, new NameVectors()));
    CandidateRecall recall = new CandidateRecall(frozen.statistics());
    int met = 0;
    for (int person = 0; person < frozen.people().size(); person++) {
      Runs runs = frozen.people().get(person);
      for (int k = 0; k + 1 < runs.size(); k++) {
        if (part.split().asks(person, runs, k) && met++ % STRIDE == 0) {
          recall.ask(runs, k, runs.category(k + 1));
        }
      }
    }
    recall.print();
  }

  private void ask(Runs runs, int k, int truth) {
    moments++;
    CandidateRows rows = extractor.extract(shop, runs, k);
    if (rows.find(truth) >= 0) {
      return;
    }
    missed++;
    if (truth >= shop.unknown) {
      return;
    }
    read(runs, k);
    boolean[] chosen = new boolean[shop.unknown + 1];
    for (int category : rows.categories()) {
      chosen[category] = true;
    }
    for (Source source : sources) {
      double[] by = source.scores();
      int before = 0;
      for (int i = 0; i < by.length; i++) {
        boolean sooner = by[i] > by[truth] || (by[i] == by[truth] && i < truth);
        before += !chosen[i] && sooner ? 1 : 0;
      }
      for (int i = 0; i < MORE.length; i++) {
        source.found()[i] += by[truth] > 0 && before < MORE[i] ? 1 : 0;
      }
    }
  }

  private void read(Runs runs, int k) {
    own.read(runs, k, shop.unknown, false);
    scores.read(shop, own);
    double[] named = sources.get(2).scores();
    Arrays.fill(named, 0);
    for (int j = 0; j < own.distinct; j++) {
      int category = own.categories[j];
      for (int at = shop.names.first(category); at < shop.names.end(category); at++) {
        named[shop.names.near(at)] += shop.names.likeness(at) * own.weight[OwnHistory.FADES_10][j];
      }
    }
    for (int i = 0; i < shop.unknown; i++) {
      sources.get(0).scores()[i] = shop.share(i);
      sources.get(1).scores()[i] = scores.inPeople[i];
    }
  }

  private void print() {
    System.out.printf(
        Locale.ROOT,
        "categories=%d moments=%d missed=%.4f%n",
        shop.unknown,
        moments,
        missed / (double) moments);
    for (Source source : sources) {
      StringBuilder line = new StringBuilder(source.name());
      for (int i = 0; i < MORE.length; i++) {
        line.append(
            String.format(Locale.ROOT, " +%d=%.4f", MORE[i], source.found()[i] / (double) moments));
      }
      System.out.println(line);
    }
  }
}
