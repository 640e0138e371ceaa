package dev.meander.launcher.evaluation;

import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The published sets with the split of their protocol: what is counted and what is asked. */
public enum Bench {
  TAOBAO {
    @Override
    ShopForm form() {
      return ShopForm.clicks(28_800);
    }

    @Override
    List<BenchPerson> people(PublishedFiles files) throws IOException {
      return files.taobao();
    }

    @Override
    Split split(List<BenchPerson> people) {
      return new Split.At(1_512_144_000_000L);
    }
  },
  BEAUTY {
    @Override
    ShopForm form() {
      return ShopForm.orders();
    }

    @Override
    List<BenchPerson> people(PublishedFiles files) throws IOException {
      return files.beauty();
    }

    @Override
    Split split(List<BenchPerson> people) {
      long[] times =
          people.stream()
              .flatMap(person -> person.visits().stream())
              .mapToLong(BenchVisit::millis)
              .sorted()
              .toArray();
      double at = (times.length - 1) * .9;
      int below = (int) at;
      int above = Math.min(below + 1, times.length - 1);
      return new Split.At((long) (times[below] + (at - below) * (times[above] - times[below])));
    }
  },
  JD_ALL {
    @Override
    ShopForm form() {
      return ShopForm.sessions();
    }

    @Override
    List<BenchPerson> people(PublishedFiles files) throws IOException {
      return files.jd();
    }

    @Override
    Split split(List<BenchPerson> people) {
      boolean[] asked = new boolean[people.size()];
      int[] order = new NumpyRandom(7).shuffled(people.size());
      for (int i = 0; i < order.length; i++) {
        asked[order[i]] = i >= 0.8 * people.size();
      }
      return new Split.People(asked);
    }
  };

  /** Which part of a set is counted, and after which runs it is asked what comes next. */
  sealed interface Split {
    /** How many of a person's runs are counted. */
    int visible(int person, Runs runs);

    /** Whether the next category is asked for after run {@code k}. */
    boolean asks(int person, Runs runs, int k);

    /** All that starts before a moment is counted, what starts later is asked for. */
    record At(long millis) implements Split {
      @Override
      public int visible(int person, Runs runs) {
        return runs.before(millis);
      }

      @Override
      public boolean asks(int person, Runs runs, int k) {
        return runs.start(k + 1) >= millis;
      }
    }

    /** Some people are counted, the others asked for. */
    final class People implements Split {
      private final boolean[] asked;

      People(boolean[] asked) {
        this.asked = Arrays.copyOf(asked, asked.length);
      }

      @Override
      public int visible(int person, Runs runs) {
        return asked[person] ? 0 : runs.size();
      }

      @Override
      public boolean asks(int person, Runs runs, int k) {
        return asked[person];
      }
    }
  }

  /** Reads the set. */
  public List<BenchPerson> people(Path data) throws IOException {
    return people(new PublishedFiles(data));
  }

  abstract ShopForm form();

  abstract List<BenchPerson> people(PublishedFiles files) throws IOException;

  abstract Split split(List<BenchPerson> people);
}
