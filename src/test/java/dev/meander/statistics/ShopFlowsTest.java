package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.statistics.ShopFlows.Flow;
import dev.meander.statistics.ShopFlows.Returning;
import dev.meander.statistics.ShopFlows.Traffic;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopFlowsTest {
  private static final ShopForm CLICKS = ShopForm.clicks(0);
  private static final int LAMP = 0;
  private static final int PHONE = 1;
  private static final int SHOE = 2;
  private static final int NEVER = 3;

  private static Runs visits(int... categories) {
    RunsBuilder runs = new RunsBuilder(CLICKS);
    for (int i = 0; i < categories.length; i++) {
      runs.visit(categories[i], i * 60_000L, false, false, true);
    }
    return runs.build();
  }

  private static ShopFlows shop() {
    ShopCounts counts = new ShopCounts(CLICKS, 4, 120_000);
    Runs ada = visits(LAMP, LAMP, PHONE, LAMP, PHONE, SHOE);
    Runs bob = visits(SHOE, PHONE, LAMP);
    counts.add(0, ada, ada.size());
    counts.add(1, bob, bob.size());
    return counts.snapshot().flows();
  }

  @Test
  void theLargestFlowsComeFirstAndOfEqualOnesTheLowerNumbers() {
    ShopFlows flows = shop();
    assertEquals(
        List.of(
            new Flow(LAMP, PHONE, 2, 1),
            new Flow(PHONE, LAMP, 2, 1),
            new Flow(PHONE, SHOE, 1, 1),
            new Flow(SHOE, PHONE, 1, 1)),
        flows.largest(ShopFlows.ANY, ShopFlows.ANY, 10));
    assertEquals(
        flows.largest(ShopFlows.ANY, ShopFlows.ANY, 10).subList(0, 3),
        flows.largest(ShopFlows.ANY, ShopFlows.ANY, 3));
    assertEquals(6, flows.moves());
    assertEquals(4, flows.firstMoves());
    assertEquals(2, flows.people());
  }

  @Test
  void flowsOutOfOneCategoryAndIntoAnotherAreFound() {
    ShopFlows flows = shop();
    assertEquals(
        List.of(new Flow(PHONE, LAMP, 2, 1), new Flow(PHONE, SHOE, 1, 1)),
        flows.largest(PHONE, ShopFlows.ANY, 10));
    assertEquals(
        List.of(new Flow(LAMP, PHONE, 2, 1), new Flow(SHOE, PHONE, 1, 1)),
        flows.largest(ShopFlows.ANY, PHONE, 10));
    assertEquals(List.of(new Flow(PHONE, SHOE, 1, 1)), flows.largest(PHONE, SHOE, 10));
    assertEquals(List.of(), flows.largest(NEVER, ShopFlows.ANY, 10));
    assertEquals(List.of(), flows.largest(SHOE, LAMP, 10));
  }

  @Test
  void aCategoryIsToldAsAWhole() {
    assertEquals(new Traffic(3, 2, 3, 2, 2, 3), shop().traffic(PHONE));
    assertEquals(new Traffic(0, 0, 0, 0, 0, 0), shop().traffic(NEVER));
  }

  @Test
  void returningIsToldByHowManyOthersWereVisitedSince() {
    List<Returning> returning = shop().returning();
    // Ada stood before a return to the category before the last at three moves, took it twice;
    // Bob at one move, and took it not.
    assertEquals(new Returning(0, 0, 4, 2), returning.getFirst());
    assertEquals(new Returning(25, Integer.MAX_VALUE, 0, 0), returning.getLast());
    for (int i = 1; i < returning.size(); i++) {
      assertEquals(returning.get(i - 1).to() + 1, returning.get(i).from());
    }
  }

  @Test
  void theChecksumIsOfWhatWasCounted() {
    ShopCounts one = new ShopCounts(CLICKS, 4, 0);
    ShopCounts other = new ShopCounts(CLICKS, 4, 0);
    Runs ada = visits(LAMP, PHONE);
    one.add(0, ada, 2);
    other.add(0, ada, 2);
    assertEquals(one.snapshot().checksum(), other.snapshot().checksum());
    assertEquals(64, one.snapshot().checksum().length());
    other.add(1, ada, 1);
    assertEquals(false, one.snapshot().checksum().equals(other.snapshot().checksum()));
  }
}
