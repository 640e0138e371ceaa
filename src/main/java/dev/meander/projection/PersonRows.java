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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The rows of one person in every projection, beside the live flow. Never blocks; any thread. */
@Singleton
public final class PersonRows {

  private final Statements statements;

  @Inject
  PersonRows(Statements statements) {
    this.statements = statements;
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
}
