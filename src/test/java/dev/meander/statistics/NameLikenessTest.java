package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameLikenessTest {

  private static final int WIDTH = 64;
  private static final int GROUP = 50;
  private static final byte[] NO_WORDS = {};

  /** Names in groups: those of a group differ little, and all have a good part in common. */
  private static List<byte[]> names(int count) {
    Random random = new Random(3);
    double[] common = drawn(random);
    List<byte[]> names = new ArrayList<>();
    double[] group = drawn(random);
    for (int i = 0; i < count; i++) {
      group = i % GROUP == 0 ? drawn(random) : group;
      double[] own = drawn(random);
      byte[] name = new byte[WIDTH];
      for (int d = 0; d < WIDTH; d++) {
        name[d] = (byte) Math.rint(25 * common[d] + 15 * group[d] + 5 * own[d]);
      }
      names.add(name);
    }
    return names;
  }

  private static double[] drawn(Random random) {
    return random.doubles(WIDTH, -1, 1).toArray();
  }

  @Test
  void theLikestOfEachAreKeptByLikenessAndNoMoreThanTheBound() {
    int count = 600;
    NameLikeness likeness = NameLikeness.of(names(count));
    for (int i = 0; i < count; i++) {
      int kept = likeness.end(i) - likeness.first(i);
      assertTrue(kept > 8 && kept <= NameLikeness.NEAREST, i + " has " + kept);
      for (int at = likeness.first(i); at < likeness.first(i) + 8; at++) {
        assertEquals(i / GROUP, likeness.near(at) / GROUP, "of another group");
        assertTrue(likeness.near(at) != i, "itself");
        assertTrue(at == likeness.first(i) || likeness.likeness(at) <= likeness.likeness(at - 1));
      }
    }
    assertTrue(
        likeness.bytes() <= count * (NameLikeness.NEAREST * 8L + 4) + 4, "bytes are not bounded");
  }

  @Test
  void whatAllHaveInCommonIsNoLikeness() {
    List<byte[]> names = names(600);
    int[] common = new int[WIDTH];
    names.forEach(name -> Arrays.setAll(common, d -> common[d] + name[d]));
    double dot = 0;
    double first = 0;
    double second = 0;
    for (int d = 0; d < WIDTH; d++) {
      dot += names.getFirst()[d] * names.getLast()[d];
      first += names.getFirst()[d] * names.getFirst()[d];
      second += names.getLast()[d] * names.getLast()[d];
    }
    assertTrue(dot / Math.sqrt(first * second) > .4, "the fixture has nothing in common");
    assertEquals(0, NameLikeness.of(names).likeness(0, 599));
  }

  @Test
  void aNameThatSaysNothingIsLikeNone() {
    List<byte[]> names = new ArrayList<>(names(100));
    names.set(3, NO_WORDS);
    names.addFirst(NO_WORDS);
    NameLikeness likeness = NameLikeness.of(names);
    for (int other = 0; other < names.size(); other++) {
      assertEquals(0, likeness.likeness(0, other));
      assertEquals(0, likeness.likeness(other, 4));
    }
    assertTrue(likeness.likeness(1, 2) > NameLikeness.LEAST);
    assertEquals(likeness.end(names.size()), likeness.first(names.size()), "the unknown one");
    assertFalse(NameLikeness.of(List.of(NO_WORDS, NO_WORDS)).any());
    assertEquals(0, NameLikeness.NONE.likeness(5, 7));
  }
}
