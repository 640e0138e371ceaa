package dev.meander.launcher.sample;

import dev.meander.launcher.sample.Interest.Course;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All interests of one person, and the walk through them: stay, return or go somewhere new, as the
 * package description says. Holds at most one {@link Interest} per leaf of the shop.
 */
final class Interests {

  private static final double RECENCY_EXPONENT = 0.8;
  private static final double TAKEN = 0.3;

  /** What will interest the person soon and was not looked at yet. */
  private record Latent(Leaf leaf, Course course, int until) {}

  private final Shop shop;
  private final Dice dice;
  private final double exploration;
  private final List<Interest> known = new ArrayList<>();
  private final List<Latent> latent = new ArrayList<>();
  private final BitSet seen = new BitSet();
  private @Nullable Interest current;
  private int moves;

  /**
   * @param exploration share of moves that go somewhere new, in (0, 1)
   */
  Interests(Shop shop, Dice dice, double exploration) {
    this.shop = shop;
    this.dice = dice;
    this.exploration = exploration;
  }

  /** Plants an interest: it shows with the person's next moves, or flares up where it is known. */
  void plant(Leaf leaf, Course course, int day, int until) {
    if (seen.get(leaf.index())) {
      find(leaf).ifPresent(interest -> interest.rekindle(course, day));
    } else {
      latent.removeIf(l -> l.leaf().equals(leaf));
      latent.add(new Latent(leaf, course, until));
    }
  }

  /** Where the person would say that their interests lie: planted or known, a few. */
  List<Leaf> stated(int most) {
    List<Leaf> leaves = new ArrayList<>(latent.stream().map(Latent::leaf).toList());
    known.forEach(interest -> leaves.add(interest.leaf()));
    return List.copyOf(leaves.subList(0, Math.min(most, leaves.size())));
  }

  /**
   * The category of the next look.
   *
   * @param stay chance to remain in the current category
   */
  Leaf step(double stay, int day, LocalDate date) {
    if (current != null && dice.chance(stay)) {
      return current.leaf();
    }
    if (known.size() < 2 || dice.chance(exploration)) {
      Optional<Leaf> somewhereNew = novel(day, date);
      if (somewhereNew.isPresent()) {
        return somewhereNew.get();
      }
    }
    Leaf back = returning(day, date);
    visit(back, day);
    return back;
  }

  /** The person came to a category by a way of its own, such as an exposure. */
  void visit(Leaf leaf, int day) {
    if (current != null && current.leaf().equals(leaf)) {
      return;
    }
    Interest interest =
        find(leaf)
            .orElseGet(
                () -> {
                  Interest born = new Interest(leaf, course(leaf), day);
                  seen.set(leaf.index());
                  known.add(born);
                  return born;
                });
    if (current != null) {
      current.visited(moves);
    }
    moves++;
    interest.visited(moves);
    current = interest;
  }

  Optional<Interest> find(Leaf leaf) {
    if (!seen.get(leaf.index())) {
      return Optional.empty();
    }
    return known.stream().filter(interest -> interest.leaf().equals(leaf)).findFirst();
  }

  private Leaf returning(int day, LocalDate date) {
    double[] weights = new double[known.size()];
    for (int i = 0; i < weights.length; i++) {
      Interest interest = known.get(i);
      if (interest != current) {
        int near = current == null ? 0 : shop.tree().nearness(current.leaf(), interest.leaf());
        weights[i] =
            (0.01 + interest.intensity(day, date, shop.popularity()))
                * (1 + near)
                / StrictMath.pow(interest.movesSince(moves), RECENCY_EXPONENT);
      }
    }
    int chosen = dice.weighted(weights, weights.length);
    return chosen >= 0 ? known.get(chosen).leaf() : known.getFirst().leaf();
  }

  private Optional<Leaf> novel(int day, LocalDate date) {
    latent.removeIf(l -> l.until() < day);
    Leaf chosen = null;
    if (!latent.isEmpty() && dice.chance(0.7)) {
      chosen = dice.pick(latent).leaf();
    } else if (current != null && dice.chance(0.7)) {
      chosen = near(current.leaf());
    }
    for (int tries = 0; chosen == null && tries < 8; tries++) {
      Leaf drawn = shop.popularity().draw(date, dice);
      chosen = seen.get(drawn.index()) ? null : drawn;
    }
    if (chosen == null) {
      return Optional.empty();
    }
    visit(chosen, day);
    return Optional.of(chosen);
  }

  private @Nullable Leaf near(Leaf from) {
    double kind = dice.uniform();
    List<Leaf> around =
        kind < 0.4
            ? shop.tree().complements(from)
            : kind < 0.88 ? shop.tree().siblings(from) : shop.tree().cousins(from);
    List<Leaf> unseen = around.stream().filter(leaf -> !seen.get(leaf.index())).toList();
    return unseen.isEmpty() ? null : dice.pick(unseen);
  }

  /** What becomes of a first look: the planted interest, a new one, or mostly nothing. */
  private Course course(Leaf leaf) {
    for (Latent planted : latent) {
      if (planted.leaf().equals(leaf)) {
        latent.remove(planted);
        return planted.course();
      }
    }
    return dice.chance(TAKEN * Math.min(1, leaf.appeal()))
        ? new Course(dice.logNormal(1, 0.5), dice.between(8, 50), dice.between(12, 60))
        : new Course(0.25, 1, 4);
  }
}
