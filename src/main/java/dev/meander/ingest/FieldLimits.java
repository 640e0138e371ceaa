package dev.meander.ingest;

/** How large the free parts of an event may be. Lengths are in UTF-16 code units. */
final class FieldLimits {

  static final int SOURCE = 256;
  static final int SESSION_ID = 256;
  static final int QUERY = 1024;
  static final int TEXT = 10_000;
  static final int PATH = 2048;
  static final int REFERRER = 2048;
  static final int ITEM_NAME = 512;
  static final int CONTEXT_ENTRIES = 32;
  static final int CONTEXT_KEY = 64;
  static final int CONTEXT_VALUE = 1024;
  static final int CATEGORIES = 50;
  static final long DWELL_MS = 86_400_000;
  static final long QUANTITY = 1_000_000;
  static final int BEST_RATING = 5;

  private FieldLimits() {}
}
