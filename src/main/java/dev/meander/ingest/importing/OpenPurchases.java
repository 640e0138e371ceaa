package dev.meander.ingest.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Purchases of which pieces may still come back: what a return is given to. The newest purchase
 * gives first. Memory grows with the purchases that have pieces left. Not for several threads.
 */
final class OpenPurchases {

  /**
   * Pieces of one purchase that came back.
   *
   * @param purchase the id of its event
   */
  record Part(String purchase, int pieces) {}

  private record Key(String customer, String item) {}

  /** A stack of purchases, the newest on top. */
  private static final class Open {
    private final String purchase;
    private final @Nullable Open older;
    private int pieces;

    Open(String purchase, int pieces, @Nullable Open older) {
      this.purchase = purchase;
      this.pieces = pieces;
      this.older = older;
    }
  }

  private final Map<Key, Open> newest = new HashMap<>();

  void add(String customer, String item, String purchase, int pieces) {
    var key = new Key(customer, item);
    newest.put(key, new Open(purchase, pieces, newest.get(key)));
  }

  /** Takes at most so many pieces back, the newest first; fewer where fewer are left. */
  List<Part> take(String customer, String item, int pieces) {
    var key = new Key(customer, item);
    List<Part> parts = new ArrayList<>();
    Open top = newest.get(key);
    int wanted = pieces;
    while (top != null && wanted > 0) {
      int taken = Math.min(wanted, top.pieces);
      parts.add(new Part(top.purchase, taken));
      top.pieces -= taken;
      wanted -= taken;
      if (top.pieces == 0) {
        top = top.older;
      }
    }
    if (top == null) {
      newest.remove(key);
    } else {
      newest.put(key, top);
    }
    return parts;
  }
}
