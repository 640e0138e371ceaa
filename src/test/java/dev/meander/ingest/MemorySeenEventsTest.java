package dev.meander.ingest;

class MemorySeenEventsTest extends SeenEventsContract {

  private final SeenEvents seen = new MemorySeenEvents();

  @Override
  SeenEvents seen() {
    return seen;
  }
}
