package dev.meander.projection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** The read model in each of its versions. Any thread. */
@ApplicationScoped
public class ProjectionStores {

  private final Mutiny.SessionFactory sessions;
  private final ProjectionConfig config;
  private final Map<Integer, HibernateProfileStore> stores = new ConcurrentHashMap<>();

  @Inject
  ProjectionStores(Mutiny.SessionFactory sessions, ProjectionConfig config) {
    this.sessions = sessions;
    this.config = config;
  }

  /** The read model of that version, whose tables have to be there. */
  public ProfileStore of(int version) {
    return stores.computeIfAbsent(
        version, one -> new HibernateProfileStore(sessions, config, one, true));
  }

  /** The same for who fills it and publishes nothing: batches hand out no profiles. */
  public ProfileStore unpublished(int version) {
    return new HibernateProfileStore(sessions, config, version, false);
  }

  /** What is remembered of a version is not needed any more. */
  public void forget(int version) {
    stores.remove(version);
  }
}
