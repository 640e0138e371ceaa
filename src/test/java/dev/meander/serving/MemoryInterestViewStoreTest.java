package dev.meander.serving;

class MemoryInterestViewStoreTest extends ViewRefillContract {

  private final MemoryInterestViewStore store = new MemoryInterestViewStore();

  @Override
  InterestViewStore store() {
    return store;
  }

  @Override
  void empty() {
    store.empty();
  }

  @Override
  InterestViewStore elsewhere() {
    return store;
  }
}
