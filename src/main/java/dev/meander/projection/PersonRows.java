package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Consent;
import dev.meander.interest.DayCell;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ProfileSum;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The rows of one person in every projection, beside the live flow. Never blocks; any thread. */
@Singleton
public final class PersonRows {

  private final Statements statements;
  private final LiveProjection live;

  @Inject
  PersonRows(Statements statements, LiveProjection live) {
    this.statements = statements;
    this.live = live;
  }

  /** What was deleted. */
  public record Purged(long rows, long deadLetters) {}

  /**
   * Whether the projection that serves, and each one that is being filled beside it, has folded its
   * partition up to that place. One that stands still is not waited for.
   */
  public Uni<Boolean> passed(TenantId tenant, LogPosition position) {
    return statements
        .run(
            PersonSql.BEHIND,
            tenant.value(),
            position.partition(),
            position.ledgerId(),
            position.entryId(),
            position.batchIndex(),
            live.version())
        .map(
            rows -> {
              var row = rows.iterator().next();
              return row.getLong("serving") > 0 && row.getLong("behind") == 0;
            });
  }

  /** What the projections deleted as they passed the erasure. */
  public Uni<Purged> forgotten(TenantId tenant, UUID erasure) {
    return statements
        .run(PersonSql.FORGOTTEN, tenant.value(), erasure)
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new Purged(row.getLong("rows"), row.getLong("letters"));
            });
  }

  /** The person's other names, as the projections knew them when they passed the erasure. */
  public Uni<List<PersonId>> otherNames(TenantId tenant, UUID erasure) {
    return statements
        .run(PersonSql.OTHER_NAMES, tenant.value(), erasure)
        .map(
            rows -> {
              List<PersonId> names = new ArrayList<>();
              rows.forEach(row -> names.add(new PersonId(row.getString("person_id"))));
              return names;
            });
  }

  /**
   * One day as a projection keeps it.
   *
   * @param sum null where nothing of the day counts, for want of consent
   * @param hashes of ids that it keeps, one of each event
   */
  public record Day(int projection, LocalDate day, @Nullable InterestProfile sum, int hashes) {}

  private record Place(int projection, LocalDate day) {}

  /** The person's days in every projection, ascending; read by the hundred as they are taken. */
  public Multi<Day> days(TenantId tenant, PersonId person) {
    return Multi.createBy()
        .repeating()
        .uni(
            () -> new AtomicReference<>(new Place(0, LocalDate.of(1, 1, 1))),
            last -> days(tenant, person, last))
        .whilst(page -> !page.isEmpty())
        .onItem()
        .transformToIterable(page -> page);
  }

  private Uni<List<Day>> days(TenantId tenant, PersonId person, AtomicReference<Place> last) {
    Place after = Objects.requireNonNull(last.get());
    return statements
        .run(PersonSql.DAYS, tenant.value(), person.value(), after.projection(), after.day())
        .map(
            rows -> {
              List<Day> page = new ArrayList<>();
              for (var row : rows) {
                LocalDate day = row.getLocalDate("day");
                DayCell cell = DayCell.fromBytes(day, row.getBuffer("body").getBytes());
                page.add(
                    new Day(
                        row.getInteger("projection"),
                        day,
                        profile(ProfileSum.of(List.of(cell)), tenant, person),
                        cell.eventCount()));
              }
              if (!page.isEmpty()) {
                last.set(new Place(page.getLast().projection(), page.getLast().day()));
              }
              return page;
            });
  }

  /**
   * The person's profile as a projection keeps it.
   *
   * @param profile null where nothing counts, for want of consent
   */
  public record Whole(int projection, @Nullable InterestProfile profile, Consent consent) {}

  private static @Nullable InterestProfile profile(
      ProfileSum sum, TenantId tenant, PersonId person) {
    return sum.isEmpty() ? null : sum.profile(tenant, person);
  }

  /** The person's profile in every projection. */
  public Uni<List<Whole>> profiles(TenantId tenant, PersonId person) {
    return statements
        .run(PersonSql.PROFILES, tenant.value(), person.value())
        .map(
            rows -> {
              List<Whole> profiles = new ArrayList<>();
              for (var row : rows) {
                ProfileSum head = ProfileSum.fromBytes(row.getBuffer("head").getBytes());
                DayCell newest =
                    DayCell.fromBytes(row.getLocalDate("day"), row.getBuffer("body").getBytes());
                OffsetDateTime since = row.getOffsetDateTime("consent_since");
                profiles.add(
                    new Whole(
                        row.getInteger("projection"),
                        profile(head.plus(newest), tenant, person),
                        new Consent(
                            row.getBoolean("consent_granted"),
                            since == null ? null : since.toInstant())));
              }
              return profiles;
            });
  }

  /** The person's entries that were put aside, the first thousand. */
  public Uni<List<DeadLetter>> parked(TenantId tenant, PersonId person, String pseudonym) {
    return statements
        .run(PersonSql.LETTERS, tenant.value(), new String[] {pseudonym, person.value()})
        .map(
            rows -> {
              List<DeadLetter> letters = new ArrayList<>();
              for (var row : rows) {
                letters.add(
                    new DeadLetter(
                        tenant,
                        new LogPosition(
                            row.getInteger("partition"),
                            row.getLong("ledger_id"),
                            row.getLong("entry_id"),
                            row.getInteger("batch_index")),
                        row.getOffsetDateTime("appended_at").toInstant(),
                        null,
                        row.getString("reason"),
                        row.getBuffer("payload").getBytes()));
              }
              return letters;
            });
  }

  /**
   * Deletes what is left of a person in any version, while no batch is being written. A version
   * that had rows of theirs has counted what they did.
   *
   * @param pseudonym the other key that entries of theirs were put aside under
   */
  public Uni<Purged> purge(TenantId tenant, PersonId person, String pseudonym, UUID erasure) {
    return statements
        .run(
            PersonSql.PURGE,
            tenant.value(),
            person.value(),
            new String[] {pseudonym, person.value()},
            erasure)
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new Purged(row.getLong("rows"), row.getLong("letters"));
            });
  }
}
