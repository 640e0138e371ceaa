package dev.meander.projection;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;

class InMemoryParkingTest extends ParkingContract {

  private final InMemoryProfileStore store = new InMemoryProfileStore();

  @Override
  ProfileStore store() {
    return store;
  }

  @Override
  <T> T await(Supplier<Uni<T>> work) {
    return work.get().await().indefinitely();
  }

  @Override
  List<ParkedEntry> about(ParkingDecision decision) {
    return store.about(decision);
  }
}
