package dev.meander.log.privacy;

import dev.meander.event.TenantId;
import dev.meander.log.privacy.MasterKeys.Wrapped;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The master keys that this process has, and the secrets of tenants that they wrap. Any thread. */
@Singleton
final class KeyRing {

  static final String LOOKUP = "lookup";

  private static final String FIND =
      "select master_id, wrapped from key_secret where tenant = $1 and name = $2";

  private static final String PUT =
      "insert into key_secret (tenant, name, master_id, wrapped) values ($1, $2, $3, $4)"
          + " on conflict do nothing";

  private final Statements database;
  private final PrivacyConfig config;
  private final Map<TenantId, PersonLookup> lookups = new ConcurrentHashMap<>();
  private volatile @Nullable MasterKeys masters;
  private @Nullable String file;

  @Inject
  KeyRing(Statements database, PrivacyConfig config) {
    this.database = database;
    this.config = config;
  }

  /**
   * Reads the configured keys anew. Reads a file: not for an event loop.
   *
   * @return whether there are any, and they are others than before
   * @throws IllegalArgumentException when what is configured is no list of keys
   */
  synchronized boolean load() {
    Optional<String> text = config.masterKeys().or(() -> config.masterKeyFile().map(KeyRing::read));
    if (text.isEmpty() || text.get().equals(file)) {
      return false;
    }
    masters = MasterKeys.parse(text.get());
    file = text.get();
    return true;
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException("the file of master keys can't be read: " + path, e);
    }
  }

  boolean isEmpty() {
    return masters == null;
  }

  /**
   * @throws IllegalStateException where no master key is configured
   */
  MasterKeys masters() {
    MasterKeys current = masters;
    if (current == null) {
      throw new IllegalStateException(
          "no master key is configured: set meander.privacy.master-keys or"
              + " meander.privacy.master-key-file");
    }
    return current;
  }

  /** What hashes the tenant's ids of people, made where there is none. */
  Uni<PersonLookup> lookup(TenantId tenant) {
    PersonLookup known = lookups.get(tenant);
    if (known != null) {
      return Uni.createFrom().item(known);
    }
    return secret(tenant, LOOKUP, () -> Aead.random(PersonLookup.SECRET_BYTES))
        .map(PersonLookup::of)
        .invoke(lookup -> lookups.put(tenant, lookup));
  }

  /** Whether events of the tenant were ever sealed; fails where this process can't open them. */
  Uni<Boolean> everSealed(TenantId tenant) {
    return find(tenant, LOOKUP).map(Optional::isPresent);
  }

  /** A secret of the tenant's, made where there is none: one for all processes. */
  Uni<byte[]> secret(TenantId tenant, String name, Supplier<byte[]> fresh) {
    return find(tenant, name)
        .chain(
            found ->
                found
                    .map(one -> Uni.createFrom().item(one))
                    .orElseGet(() -> make(tenant, name, fresh.get())));
  }

  private Uni<Optional<byte[]>> find(TenantId tenant, String name) {
    return database
        .run(FIND, tenant.value(), name)
        .map(
            rows -> {
              var row = rows.iterator();
              return row.hasNext()
                  ? Optional.of(masters().unwrap(Wrapped.of(row.next()), purpose(tenant, name)))
                  : Optional.empty();
            });
  }

  private Uni<byte[]> make(TenantId tenant, String name, byte[] secret) {
    Wrapped wrapped = masters().wrap(secret, purpose(tenant, name));
    return database
        .run(PUT, tenant.value(), name, wrapped.masterId(), Buffer.buffer(wrapped.bytes()))
        .chain(() -> find(tenant, name))
        .map(Optional::orElseThrow);
  }

  static String purpose(TenantId tenant, String name) {
    return "secret\0" + tenant.value() + "\0" + name;
  }
}
