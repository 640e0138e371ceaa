package dev.meander.launcher.evaluation;

import dev.meander.statistics.OutlookTrend;
import dev.meander.statistics.ShopForm;
import dev.meander.statistics.ShopForm.TimeGrain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The published sets with the origins of their protocol of evolution. */
public enum OutlookBench {
  TAOBAO {
    @Override
    OutlookSet read(PublishedFiles files) throws IOException {
      int zoneSeconds = 28_800;
      List<OutlookSet.Origin> origins = new ArrayList<>();
      // Four days are all there is: besides their starts, moments eight hours apart.
      long first = origin(Part.Role.TRAIN, LocalDate.of(2017, 11, 27), zoneSeconds).millis();
      for (int third = -1; third <= 9; third++) {
        long millis = first + third * OutlookSet.DAY_MILLIS / 3;
        origins.add(new OutlookSet.Origin(Part.Role.TRAIN, millis));
      }
      origins.add(origin(Part.Role.VALID, LocalDate.of(2017, 12, 1), zoneSeconds));
      origins.add(origin(Part.Role.TEST, LocalDate.of(2017, 12, 2), zoneSeconds));
      origins.add(origin(Part.Role.TEST, LocalDate.of(2017, 12, 3), zoneSeconds));
      ShopForm form = ShopForm.clicks(zoneSeconds);
      return new OutlookSet(setName(), form, files.taobao(), DAYS, 1, origins);
    }
  },
  OPEN_ECOMMERCE {
    private static final int LONGEST_SESSION = 15;
    private static final int LEAST_LINES = 50;

    @Override
    OutlookSet read(PublishedFiles files) throws IOException {
      List<OutlookSet.Origin> origins = new ArrayList<>();
      months(origins, Part.Role.TRAIN, LocalDate.of(2018, 7, 1), 28);
      months(origins, Part.Role.VALID, LocalDate.of(2020, 11, 1), 12);
      months(origins, Part.Role.TEST, LocalDate.of(2021, 11, 1), 12);
      ShopForm form = new ShopForm(TimeGrain.DAY, 0, LONGEST_SESSION);
      long firstTest = origins.get(28 + 12).millis();
      List<BenchPerson> people = joined(files.openEcommerceAtHome(), firstTest, LEAST_LINES);
      return new OutlookSet(setName(), form, people, DAYS_OF_ORDERS, 28, origins);
    }
  };

  private static final List<Integer> DAYS = List.of(1, 7, 28);
  private static final List<Integer> DAYS_OF_ORDERS = List.of(1, 7, 28, OutlookTrend.DAYS);
  private static final String PREFIX = "evolution:";

  /** Reads the set from the folder of the sets' folders. */
  public OutlookSet read(Path data) throws IOException {
    return read(new PublishedFiles(data));
  }

  abstract OutlookSet read(PublishedFiles files) throws IOException;

  /** As the set is called. */
  public String setName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As commands name it. */
  public String benchName() {
    return PREFIX + setName();
  }

  private static OutlookSet.Origin origin(Part.Role role, LocalDate day, int zoneSeconds) {
    long seconds = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() - zoneSeconds;
    return new OutlookSet.Origin(role, seconds * 1_000);
  }

  private static void months(
      List<OutlookSet.Origin> origins, Part.Role role, LocalDate from, int months) {
    for (int month = 0; month < months; month++) {
      origins.add(origin(role, from.plusMonths(month), 0));
    }
  }

  /** The same people with all categories of fewer than {@code least} visits before as one. */
  static List<BenchPerson> joined(List<BenchPerson> people, long before, int least) {
    Map<String, Integer> visits = new HashMap<>();
    for (BenchPerson person : people) {
      for (BenchVisit visit : person.visits()) {
        visits.merge(visit.category(), visit.millis() < before ? 1 : 0, Integer::sum);
      }
    }
    List<BenchPerson> joined = new ArrayList<>();
    for (BenchPerson person : people) {
      List<BenchVisit> kept = new ArrayList<>();
      for (BenchVisit visit : person.visits()) {
        boolean rare = visits.getOrDefault(visit.category(), 0) < least;
        kept.add(rare ? visit.in(OutlookSet.REST) : visit);
      }
      joined.add(new BenchPerson(person.id(), kept));
    }
    return joined;
  }
}
