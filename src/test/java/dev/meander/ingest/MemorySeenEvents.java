package dev.meander.ingest;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Never forgets, and can be told to give no answer. */
final class MemorySeenEvents implements SeenEvents {

  private final Map<SeenKey, Seen> seen = new ConcurrentHashMap<>();
  private boolean gone;

  void gone(boolean isGone) {
    gone = isGone;
  }

  @Override
  public Uni<List<@Nullable Seen>> find(List<SeenKey> keys) {
    if (gone) {
      return Uni.createFrom().failure(new IllegalStateException("gone"));
    }
    List<@Nullable Seen> found = new ArrayList<>();
    keys.forEach(key -> found.add(seen.get(key)));
    return Uni.createFrom().item(found);
  }

  @Override
  public Uni<Void> mark(Map<SeenKey, Seen> marks) {
    if (gone) {
      return Uni.createFrom().failure(new IllegalStateException("gone"));
    }
    marks.forEach(seen::putIfAbsent);
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Void> forget(List<SeenKey> keys) {
    if (gone) {
      return Uni.createFrom().failure(new IllegalStateException("gone"));
    }
    keys.forEach(seen::remove);
    return Uni.createFrom().voidItem();
  }
}
