package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.DayCell;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ProfileSum;
import dev.meander.interest.ShopPopularity;
import dev.meander.interest.Trajectory;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is read one person at a time, through the entities. */
final class ReadModelQueries {

  private static final int POPULAR = 200;

  private static final String PROFILE =
      """
      select p, c from InterestProfileRow p join DayCellRow c
        on c.projection = p.projection and c.tenant = p.tenant
        and c.personId = p.personId and c.day = p.newestDay
      where p.projection = :projection and p.tenant = :tenant and p.personId = :person""";

  private static final String CELLS =
      """
      select c from DayCellRow c
      where c.projection = :projection and c.tenant = :tenant and c.personId = :person
        and c.day <= :day
      order by c.day""";

  /** Plain SQL: the first query of a kind in Hibernate's language costs a second of a cold JVM. */
  private static final String VISITS =
      """
      select category, cast(sum(events) as bigint), cast(sum(sum(events)) over () as bigint)
      from category_count where projection = :projection and tenant = :tenant
      group by category order by sum(events) desc, category""";

  private final Mutiny.SessionFactory sessions;
  private final int projection;

  ReadModelQueries(Mutiny.SessionFactory sessions, int projection) {
    this.sessions = sessions;
    this.projection = projection;
  }

  Uni<Optional<ProfileAt>> current(TenantId tenant, PersonId personId) {
    return sessions.withStatelessSession(
        session ->
            eitherWay(
                session,
                tenant,
                personId,
                LocalDate.MAX,
                profileOf(tenant, personId),
                () -> profile(session, tenant, personId)));
  }

  Uni<Optional<ProfileAt>> asOf(TenantId tenant, PersonId personId, Instant instant) {
    return sessions.withStatelessSession(
        session ->
            eitherWay(
                session,
                tenant,
                personId,
                LocalDate.ofInstant(instant, ZoneOffset.UTC),
                profileOf(tenant, personId),
                () -> until(session, tenant, personId, instant, ReadModelQueries::summed)));
  }

  Uni<Optional<Trajectory>> trajectory(
      TenantId tenant, PersonId personId, Instant instant, int most) {
    return sessions.withStatelessSession(
        session ->
            eitherWay(
                session,
                tenant,
                personId,
                LocalDate.ofInstant(instant, ZoneOffset.UTC),
                (reach, cells) ->
                    new Trajectory(
                        Trajectory.points(cells, most),
                        reach.position(),
                        reach.appendedAt(),
                        reach.joint()),
                () ->
                    until(
                        session,
                        tenant,
                        personId,
                        instant,
                        (current, cells) ->
                            new Trajectory(
                                Trajectory.points(cells, most),
                                current.position(),
                                current.appendedAt()))));
  }

  Uni<Set<PersonId>> names(TenantId tenant, PersonId personId) {
    return sessions.withStatelessSession(
        session ->
            new JointReads(session, projection)
                .circle(tenant, personId)
                .map(circle -> circle.map(one -> one.people()).orElseGet(() -> Set.of(personId))));
  }

  /** Whoever has, or had, several names is read by all of them. */
  private <T> Uni<Optional<T>> eitherWay(
      Mutiny.StatelessSession session,
      TenantId tenant,
      PersonId personId,
      LocalDate until,
      BiFunction<JointReads.Reach, List<DayCell>, T> several,
      Supplier<Uni<Optional<T>>> one) {
    JointReads joint = new JointReads(session, projection);
    return joint
        .circle(tenant, personId)
        .chain(circle -> circle.isPresent() ? joint.days(circle.get(), until, several) : one.get());
  }

  private static BiFunction<JointReads.Reach, List<DayCell>, ProfileAt> profileOf(
      TenantId tenant, PersonId personId) {
    return (reach, cells) ->
        new ProfileAt(
            ProfileSum.of(cells).profile(tenant, personId),
            reach.position(),
            reach.appendedAt(),
            reach.joint());
  }

  /** Adding cells up may take milliseconds, so a worker does it. */
  private <T> Uni<Optional<T>> until(
      Mutiny.StatelessSession session,
      TenantId tenant,
      PersonId personId,
      Instant instant,
      BiFunction<ProfileAt, List<DayCell>, T> make) {
    LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    return profile(session, tenant, personId)
        .chain(
            current ->
                current.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : cells(session, tenant, personId, day)
                        .chain(
                            cells ->
                                HibernateProfileStore.onWorker(
                                    () ->
                                        cells.stream().allMatch(DayCell::isHushed)
                                            ? Optional.empty()
                                            : Optional.of(make.apply(current.get(), cells)))));
  }

  Uni<ShopPopularity> popularity(TenantId tenant) {
    return sessions.withStatelessSession(
        session ->
            session
                .createNativeQuery(VISITS, Object[].class)
                .setParameter("projection", projection)
                .setParameter("tenant", tenant.value())
                .setMaxResults(POPULAR)
                .getResultList()
                .map(
                    rows ->
                        new ShopPopularity(
                            rows.stream().map(ReadModelQueries::categoryShare).toList())));
  }

  private static CategoryShare categoryShare(Object[] row) {
    long events = ((Number) row[1]).longValue();
    double all = ((Number) row[2]).doubleValue();
    return new CategoryShare(CategoryText.parse((String) row[0]), events / all);
  }

  private Uni<Optional<ProfileAt>> profile(
      Mutiny.StatelessSession session, TenantId tenant, PersonId personId) {
    return session
        .createSelectionQuery(PROFILE, Object[].class)
        .setParameter("projection", projection)
        .setParameter("tenant", tenant.value())
        .setParameter("person", personId.value())
        .getSingleResultOrNull()
        .map(
            row ->
                Optional.ofNullable(row)
                    .flatMap(
                        found ->
                            profileAt(
                                tenant,
                                personId,
                                (InterestProfileRow) found[0],
                                (DayCellRow) found[1])));
  }

  private Uni<List<DayCell>> cells(
      Mutiny.StatelessSession session, TenantId tenant, PersonId personId, LocalDate day) {
    return session
        .createSelectionQuery(CELLS, DayCellRow.class)
        .setParameter("projection", projection)
        .setParameter("tenant", tenant.value())
        .setParameter("person", personId.value())
        .setParameter("day", day)
        .getResultList()
        .map(rows -> rows.stream().map(row -> DayCell.fromBytes(row.day, row.body)).toList());
  }

  private static ProfileAt summed(ProfileAt current, List<DayCell> cells) {
    return new ProfileAt(
        ProfileSum.of(cells).profile(current.profile().tenant(), current.profile().personId()),
        current.position(),
        current.appendedAt());
  }

  private static Optional<ProfileAt> profileAt(
      TenantId tenant, PersonId personId, InterestProfileRow row, DayCellRow cell) {
    if (!row.consentGranted) {
      throw new ConsentWithdrawnException();
    }
    LogPosition ofHead = new LogPosition(row.partition, row.ledgerId, row.entryId, row.batchIndex);
    LogPosition ofCell =
        new LogPosition(cell.partition, cell.ledgerId, cell.entryId, cell.batchIndex);
    boolean late = ofHead.compareTo(ofCell) > 0;
    ProfileSum sum = ProfileSum.fromBytes(row.head).plus(DayCell.fromBytes(cell.day, cell.body));
    return sum.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ProfileAt(
                sum.profile(tenant, personId),
                late ? ofHead : ofCell,
                late ? row.appendedAt : cell.appendedAt));
  }
}
