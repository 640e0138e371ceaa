package dev.meander.pipeline;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.log.privacy.Erasure;
import dev.meander.log.privacy.Erasures;
import dev.meander.log.privacy.PrivacyConfig;
import dev.meander.log.privacy.Receipts;
import dev.meander.projection.PersonRows;
import dev.meander.projection.PersonRows.Purged;
import dev.meander.serving.InterestViewStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Carries an erasure one step on, where that is possible now. Each step may be taken again, by
 * whichever process: one that dies in the middle leaves it to the next look.
 *
 * <ol>
 *   <li>The key is closed. What other processes sealed before they heard of it settles.
 *   <li>The marker is written behind the person's events.
 *   <li>The projection passes it and deletes the rows, scoring passes the tombstone and deletes the
 *       view: each in the order of its partition, so nothing of before comes after.
 *   <li>The key is destroyed, and no process holds it once the lease is over.
 *   <li>What a refill or a retry may have brought back in between is deleted, the receipt signed,
 *       and the name of the person forgotten.
 * </ol>
 */
@ApplicationScoped
class ErasureSteps {

  private final Erasures erasures;
  private final PersonRows rows;
  private final InterestViewStore views;
  private final Receipts receipts;
  private final Clock clock;

  @Inject
  ErasureSteps(
      Erasures erasures, PersonRows rows, InterestViewStore views, Receipts receipts, Clock clock) {
    this.erasures = erasures;
    this.rows = rows;
    this.views = views;
    this.receipts = receipts;
    this.clock = clock;
  }

  /** Whether the projections and scoring have let go of the person. */
  Uni<Boolean> passed(Erasure erasure) {
    LogPosition marker = Objects.requireNonNull(erasure.marker());
    return rows.passed(erasure.tenant(), marker).map(passed -> passed && erasure.viewsGone());
  }

  Uni<Void> destroyKey(Erasure erasure) {
    return erasures.destroyKey(erasure);
  }

  /** Whether no process holds the destroyed key any more. */
  static boolean forgottenEverywhere(Erasure erasure, PrivacyConfig config) {
    return erasure.sinceDestroyed().compareTo(config.keyLease().multipliedBy(2)) > 0;
  }

  Uni<Void> complete(Erasure erasure) {
    PersonId person = Objects.requireNonNull(erasure.person());
    String pseudonym = Objects.requireNonNull(erasure.pseudonym());
    return views
        .forget(erasure.tenant(), person)
        .chain(() -> rows.purge(erasure.tenant(), person, pseudonym, erasure.id()))
        .chain(
            purged ->
                rows.forgotten(erasure.tenant(), erasure.id())
                    .chain(
                        forgotten ->
                            receipts.sign(erasure.tenant(), claims(erasure, purged, forgotten))))
        .chain(
            receipt ->
                erasures.complete(
                    erasure, receipt.toJson().toString().getBytes(StandardCharsets.UTF_8)));
  }

  private SortedMap<String, Object> claims(Erasure erasure, Purged purged, Purged forgotten) {
    SortedMap<String, Object> claims = new TreeMap<>();
    claims.put("version", 1);
    claims.put("issuer", "meander");
    claims.put("tenant", erasure.tenant().value());
    claims.put("erasure", erasure.id().toString());
    claims.put("person", erasure.commitment());
    claims.put("requestedAt", erasure.requestedAt().truncatedTo(ChronoUnit.MILLIS).toString());
    claims.put("completedAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    claims.put("destroyedKey", erasure.key().toString());
    claims.put("marker", Objects.requireNonNull(erasure.marker()).encode());
    claims.put("entriesMadeUnreadable", erasure.events() - erasure.plainEvents());
    claims.put("entriesLeftReadable", erasure.plainEvents());
    claims.put("rowsDeleted", forgotten.rows() + purged.rows());
    claims.put("parkedEventsDeleted", forgotten.deadLetters() + purged.deadLetters());
    return claims;
  }
}
