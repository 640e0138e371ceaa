package dev.meander.ingest;

/** Reference tokens of RFC 6901. */
final class JsonPointers {

  private JsonPointers() {}

  /** A client's own name as a token; bounded, since it is sent back. */
  static String escape(String name) {
    return Shown.of(name).replace("~", "~0").replace("/", "~1");
  }
}
