package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.meander.interest.Discovery;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscoverySettingsTest {

  private static ServingConfig.Discovery settings(String bonus, String keep) {
    return Settings.of(
            Map.of(
                "meander.serving.discovery.bonus", bonus, "meander.serving.discovery.keep", keep))
        .discovery();
  }

  @Test
  void what_the_request_does_not_say_is_configured() {
    assertEquals(
        new Discovery(1.5, 4),
        Parameters.discovery("discovery", null, null, Settings.of(Map.of()).discovery()));
    ServingConfig.Discovery own = settings("0.75", "2");
    assertEquals(new Discovery(0.75, 2), Parameters.discovery("discovery", null, null, own));
    assertEquals(new Discovery(3, 2), Parameters.discovery("discovery", "3", null, own));
    assertEquals(new Discovery(0.75, 0), Parameters.discovery("discovery", null, "0", own));
    assertNull(Parameters.discovery(null, null, null, own));
    assertNull(Parameters.discovery("likeliest", null, null, own));
  }

  @Test
  void an_order_of_no_number_cannot_be() {
    assertNotNull(new Discovery(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Discovery(Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new Discovery(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Discovery(1, -1));
  }
}
