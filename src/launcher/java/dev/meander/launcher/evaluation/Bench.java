package dev.meander.launcher.evaluation;

import dev.meander.statistics.ShopForm;
import dev.meander.statistics.ShopForm.TimeGrain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** The published sets with the parts of their protocol. */
public enum Bench {
  TAOBAO {
    private static final long DAY = 86_400_000;

    // 1 December 2017 in the shop's zone; a day later it is judged.
    private static final long FIRST = 1_512_057_600_000L;

    @Override
    ShopSet read(PublishedFiles files) throws IOException {
      List<Part.Between> trained = new ArrayList<>();
      // The same moments are asked with younger and with older statistics: a few days are all there
      // is.
      for (int daysBefore = 5; daysBefore > 2; daysBefore--) {
        long from = FIRST - daysBefore * DAY;
        trained.add(new Part.Between(from, from + 2 * DAY));
      }
      trained.add(new Part.Between(FIRST - 2 * DAY, FIRST));
      trained.add(new Part.Between(FIRST - DAY - DAY / 2, FIRST));
      trained.add(new Part.Between(FIRST - DAY, FIRST));
      List<Part> parts = ShopSet.byTime(trained, FIRST, FIRST + DAY);
      return new ShopSet(setName(), ShopForm.clicks(28_800), files.taobao(), parts);
    }
  },
  BEAUTY {
    @Override
    ShopSet read(PublishedFiles files) throws IOException {
      return ShopSet.ofLog(setName(), ShopForm.orders(), files.beauty(), .4, .5, .6, .65, .7);
    }
  },
  JD_ALL {
    @Override
    ShopSet read(PublishedFiles files) throws IOException {
      List<BenchPerson> people = files.jd();
      return new ShopSet(setName(), ShopForm.sessions(), people, bySession(people.size()));
    }
  },
  OPEN_ECOMMERCE {
    private static final int LONGEST_SESSION = 15;

    @Override
    ShopSet read(PublishedFiles files) throws IOException {
      ShopForm form = new ShopForm(TimeGrain.DAY, 0, LONGEST_SESSION);
      return ShopSet.ofLog(setName(), form, files.openEcommerce(), .3, .4, .5, .6, .7);
    }
  },
  UCI_ONLINE_RETAIL {
    @Override
    ShopSet read(PublishedFiles files) throws IOException {
      return ShopSet.ofLog(setName(), ShopForm.clicks(0), files.onlineRetail());
    }
  };

  private static final int FOLDS = 5;

  /** Reads the set from the folder of the sets' folders. */
  public ShopSet read(Path data) throws IOException {
    return read(new PublishedFiles(data));
  }

  abstract ShopSet read(PublishedFiles files) throws IOException;

  /** As commands name it. */
  public String setName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Seven tenths of the sessions in five folds, each asked for with the statistics of the others;
   * one tenth and two.
   */
  static List<Part> bySession(int sessions) {
    int[] order = new NumpyRandom(7).shuffled(sessions);
    BitSet trained = new BitSet();
    BitSet valid = new BitSet();
    BitSet test = new BitSet();
    for (int i = 0; i < sessions; i++) {
      (i < .7 * sessions ? trained : i < .8 * sessions ? valid : test).set(order[i]);
    }
    List<BitSet> folds = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      folds.add(new BitSet());
    }
    NumpyRandom random = new NumpyRandom(5);
    for (int session = 0; session < sessions; session++) {
      folds.get(random.upTo(FOLDS - 1)).set(session);
    }
    List<Part> parts = new ArrayList<>();
    for (BitSet fold : folds) {
      BitSet asked = (BitSet) trained.clone();
      asked.and(fold);
      BitSet counted = (BitSet) trained.clone();
      counted.andNot(fold);
      String name = "train" + parts.size();
      parts.add(new Part(name, Part.Role.TRAIN, new Part.Among(counted, asked)));
    }
    parts.add(new Part("valid", Part.Role.VALID, new Part.Among(trained, valid)));
    BitSet known = (BitSet) trained.clone();
    known.or(valid);
    parts.add(new Part("test", Part.Role.TEST, new Part.Among(known, test)));
    return parts;
  }
}
