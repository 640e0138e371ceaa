package dev.meander.serving;

class MemoryInterestViewStoreTest extends InterestViewStoreContract {

  private final InterestViewStore store = new MemoryInterestViewStore();

  @Override
  InterestViewStore store() {
    return store;
  }

  @Override
  InterestViewStore elsewhere() {
    return store;
  }
}
