package dev.meander.launcher.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class WindowTest {

  @Test
  void a_slow_replay_is_a_steady_flow() {
    assertEquals(1, Shape.of(500, 1).window());
    assertEquals(100, Shape.of(500, 1000).window());
    assertEquals(8000, Shape.of(500, 0).window());
    assertEquals(8000, Shape.of(500, 1_000_000).window());
  }

  @Test
  void large_events_make_small_batches() throws Exception {
    String large = "x".repeat(Shape.MAX_BODY / 3);
    var source = new RepeatedSource(new ReplayRecord.Event(1, "p", large), 7);
    Window window = Window.read(source, Shape.of(500, 0), "key");
    assertEquals(7, window.records());
    assertEquals(4, window.batches().size());
    for (Batch batch : window.batches()) {
      assertTrue(batch.body().length() <= Shape.MAX_BODY + batch.events().size());
    }
  }
}
