package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.CategoryPath;
import dev.meander.interest.Discovery;
import dev.meander.interest.Migration;
import dev.meander.interest.RankedCategory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BestTest {

  private static final int ROUNDS = 2_000;

  /** As many categories as there are probabilities, but for the last. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Numbered(int size, boolean[] known) implements Choices {
    @Override
    public CategoryPath category(int choice) {
      return CategoryPath.of("c" + (1000 + choice));
    }

    @Override
    public boolean own(int choice) {
      return known[choice];
    }

    @Override
    public @Nullable Visits visits(int choice) {
      return null;
    }

    @Override
    public int indexOf(CategoryPath category) {
      return -1;
    }

    @Override
    public int current() {
      return -1;
    }
  }

  /** Of any bonus, any number of kept ones and any share of what is new. */
  @Test
  void what_is_kept_is_enough_for_every_order_by_discovery() {
    Random random = new Random(25);
    int beyond = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int size = random.nextInt(120);
      double newness = random.nextDouble();
      boolean[] own = new boolean[size];
      double[] distribution = new double[size + 1];
      for (int i = 0; i < size; i++) {
        own[i] = random.nextDouble() > newness;
        distribution[i] =
            random.nextInt(20) == 0 ? 0 : Math.exp(-random.nextInt(400) / 40.0) / size;
      }
      Choices choices = new Numbered(size, own);
      Best best = Best.of(choices, own, distribution);
      Discovery discovery = new Discovery(random.nextInt(21) / 4.0, random.nextInt(21));

      List<Integer> plain =
          IntStream.range(0, size)
              .filter(i -> distribution[i] > 0)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -distribution[i]))
              .toList();
      List<Double> places = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        places.add(0.0);
      }
      for (int place = 0; place < plain.size(); place++) {
        int i = plain.get(place);
        boolean lifted = !own[i] || place < discovery.keep();
        places.set(i, Math.log(distribution[i]) + (lifted ? discovery.bonus() : 0));
      }
      List<RankedCategory> expected =
          plain.stream()
              .sorted(Comparator.comparingDouble(i -> -places.get(i)))
              .limit(20)
              .map(i -> new RankedCategory(choices.category(i), distribution[i], !own[i]))
              .toList();

      List<RankedCategory> ordered = ordered(discovery, best);
      assertEquals(expected, ordered, () -> discovery + " of " + best);
      beyond += best.candidates().containsAll(ordered) ? 0 : 1;
      assertTrue(best.candidates().size() <= Best.MOST && best.news().size() <= Best.MOST);
    }
    assertTrue(beyond > ROUNDS / 20, beyond + " orders need what the plain one leaves out");
  }

  private static List<RankedCategory> ordered(Discovery discovery, Best best) {
    Migration plain =
        new Migration(
            List.of(new Migration.Step(1, best.candidates(), best.news())),
            List.of(new Migration.Within(1, best.candidates(), best.news())),
            List.of(),
            List.of());
    Migration ordered = discovery.order(plain);
    List<RankedCategory> step = ordered.steps().getFirst().candidates();
    assertEquals(step, ordered.days().getFirst().candidates());
    return step;
  }
}
