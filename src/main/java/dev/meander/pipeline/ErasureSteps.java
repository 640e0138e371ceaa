package dev.meander.pipeline;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.log.privacy.Erasure;
import dev.meander.log.privacy.Erasure.Step;
import dev.meander.log.privacy.Erasures;
import dev.meander.log.privacy.PrivacyConfig;
import dev.meander.log.privacy.Receipts;
import dev.meander.log.privacy.SignedReceipt;
import dev.meander.projection.PersonRemains;
import dev.meander.projection.PersonRemains.Purged;
import dev.meander.serving.InterestViewStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Carries an erasure one step on, where that is possible now. Each step may be taken again, by
 * whichever process: one that dies in the middle leaves it to the next look.
 *
 * <ol>
 *   <li>The key is closed. What other processes sealed before they heard of it settles.
 *   <li>The marker is written behind the person's events.
 *   <li>The projection passes it and deletes the rows, scoring passes the tombstone and deletes the
 *       view: each in the order of its partition, so nothing of before comes after. The other
 *       partitions are folded up to where they were when the marker was written.
 *   <li>The erasures of the person's other names begin, the key is destroyed, and no process holds
 *       it once the lease is over.
 *   <li>What a refill or a retry may have brought back in between is deleted, the receipt signed,
 *       and the name of the person forgotten.
 * </ol>
 */
@ApplicationScoped
class ErasureSteps {

  private static final List<String> SUMS =
      List.of("entriesMadeUnreadable", "entriesLeftReadable", "rowsDeleted", "parkedEventsDeleted");

  private final Erasures erasures;
  private final PersonRemains remains;
  private final InterestViewStore views;
  private final Receipts receipts;
  private final Clock clock;

  @Inject
  ErasureSteps(
      Erasures erasures,
      PersonRemains remains,
      InterestViewStore views,
      Receipts receipts,
      Clock clock) {
    this.erasures = erasures;
    this.remains = remains;
    this.views = views;
    this.receipts = receipts;
    this.clock = clock;
  }

  /**
   * Whether the projections and scoring have let go of the person, and the projection that serves
   * has folded all that stood in the log when the marker was written: whoever claims the person, or
   * whatever was put aside, in another partition is known then. Where entries of theirs stand in
   * clear, versions that are being filled have to have folded as much: such entries are passed over
   * once the key is gone.
   */
  Uni<Boolean> passed(Erasure erasure) {
    LogPosition marker = Objects.requireNonNull(erasure.marker());
    return remains
        .passed(erasure.tenant(), marker)
        .chain(
            passed ->
                passed && erasure.viewsGone()
                    ? remains.reached(erasure.tenant(), erasure.reach())
                    : Uni.createFrom().item(false))
        .chain(reached -> reached ? filled(erasure) : Uni.createFrom().item(false));
  }

  private Uni<Boolean> filled(Erasure erasure) {
    return elsewhere(erasure)
        .chain(
            partitions ->
                partitions.isEmpty() && erasure.plainEvents() == 0
                    ? Uni.createFrom().item(true)
                    : remains.filled(erasure.tenant(), erasure.reach()));
  }

  private Uni<List<Integer>> elsewhere(Erasure erasure) {
    return remains.elsewhere(
        erasure.tenant(),
        Objects.requireNonNull(erasure.person()),
        Objects.requireNonNull(erasure.pseudonym()),
        Objects.requireNonNull(erasure.marker()).partition());
  }

  /** Destroys the key, once the person's other names are about to be forgotten as well. */
  Uni<Void> destroyKey(Erasure erasure) {
    PersonId person = Objects.requireNonNull(erasure.person());
    return elsewhere(erasure)
        .chain(
            partitions ->
                partitions.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : erasures.standsInClear(erasure))
        .chain(() -> remains.otherNames(erasure.tenant(), person, erasure.id()))
        .chain(
            names ->
                Multi.createFrom()
                    .iterable(erasure.leader() == null ? names : Set.<PersonId>of())
                    .onItem()
                    .transformToUniAndConcatenate(name -> erasures.requestAsWell(erasure, name))
                    .collect()
                    .last())
        .chain(() -> erasures.destroyKey(erasure));
  }

  /** Whether no process holds the destroyed key any more. */
  static boolean forgottenEverywhere(Erasure erasure, PrivacyConfig config) {
    return erasure.sinceDestroyed().compareTo(config.keyLease().multipliedBy(2)) > 0;
  }

  /** Completes the erasure, unless one of the person's other names is not forgotten yet. */
  Uni<Void> complete(Erasure erasure) {
    return erasures
        .led(erasure)
        .chain(
            led ->
                led.stream().allMatch(one -> one.step() == Step.COMPLETED)
                    ? complete(erasure, led)
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> complete(Erasure erasure, List<Erasure> led) {
    PersonId person = Objects.requireNonNull(erasure.person());
    String pseudonym = Objects.requireNonNull(erasure.pseudonym());
    return views
        .forget(erasure.tenant(), person)
        .chain(() -> remains.purge(erasure.tenant(), person, pseudonym, erasure.id()))
        .chain(
            purged ->
                remains
                    .forgotten(erasure.tenant(), erasure.id())
                    .chain(
                        forgotten ->
                            receipts.sign(
                                erasure.tenant(),
                                withNames(claims(erasure, purged, forgotten), led))))
        .chain(
            receipt ->
                erasures.complete(
                    erasure, receipt.toJson().toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** One receipt for all names: what they had is added up. */
  private static SortedMap<String, Object> withNames(
      SortedMap<String, Object> claims, List<Erasure> led) {
    if (led.isEmpty()) {
      return claims;
    }
    for (Erasure one : led) {
      SortedMap<String, Object> of =
          SignedReceipt.parse(Objects.requireNonNull(one.receipt())).claims();
      for (String sum : SUMS) {
        claims.merge(sum, Objects.requireNonNull(of.get(sum)), (a, b) -> (Long) a + (Long) b);
      }
    }
    claims.put("names", 1L + led.size());
    claims.put(
        "otherDestroyedKeys",
        led.stream().map(one -> one.key().toString()).collect(Collectors.joining(" ")));
    return claims;
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
