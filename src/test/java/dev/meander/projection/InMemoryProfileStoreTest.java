package dev.meander.projection;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

class InMemoryProfileStoreTest extends MergedLogsContract {

  private final ProfileStore store = new InMemoryProfileStore();

  @Override
  ProfileStore store() {
    return store;
  }

  @Override
  <T> T await(Supplier<Uni<T>> work) {
    return work.get().await().indefinitely();
  }
}
