package dev.meander.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Leads an event of an older version of the wire form to the newest, one version after the other,
 * so that each needs to be understood once. Immutable.
 *
 * <p>The newest version is streamed; older ones are read as trees, for what is old is read when the
 * log is read anew. Versions 2 to 4 are other forms: what is sealed, and what is no event.
 */
final class Upcasters {

  /** The versions of events that were ever written, with the step that leads on from each. */
  static final Upcasters KNOWN = new Upcasters(EventEncoder.VERSION, new TreeMap<>());

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @param to the next version of events
   * @param step changes the fields of the one into those of the other
   */
  record Upcaster(int to, Consumer<ObjectNode> step) {}

  private final int newest;
  private final NavigableMap<Integer, Upcaster> from;

  /**
   * @param from by the version that each leads on from
   * @throws IllegalArgumentException when one of them does not lead to the newest
   */
  Upcasters(int newest, NavigableMap<Integer, Upcaster> from) {
    this.newest = newest;
    this.from = new TreeMap<>(from);
    this.from.forEach(
        (version, upcaster) -> {
          if (upcaster.to() <= version
              || (upcaster.to() != newest && !from.containsKey(upcaster.to()))) {
            throw new IllegalArgumentException("version " + version + " does not lead on");
          }
        });
  }

  int newest() {
    return newest;
  }

  /** Every version of events, ascending. */
  NavigableMap<Integer, Upcaster> older() {
    return from;
  }

  /**
   * The event in its newest form.
   *
   * @throws UndecodableException where nothing leads on from the version
   */
  byte[] upcast(int version, byte[] wire) throws IOException {
    if (!from.containsKey(version)) {
      throw new UndecodableException(
          UndecodableReason.UNKNOWN_VERSION,
          "version " + version + ", this process reads events up to " + newest);
    }
    JsonNode read = JSON.readTree(wire);
    if (!(read instanceof ObjectNode event)) {
      throw new UndecodableException(UndecodableReason.NOT_JSON, "is no object");
    }
    int at = version;
    while (at != newest) {
      Upcaster upcaster = from.get(at);
      if (upcaster == null) {
        throw new IllegalStateException("version " + at + " does not lead on");
      }
      upcaster.step().accept(event);
      at = upcaster.to();
    }
    event.put("v", newest);
    return JSON.writeValueAsBytes(event);
  }
}
