package dev.meander.launcher.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Reads the published sets as their protocol reads them. */
public final class PublishedFiles {

  /** 25 November 2017 in the shop's zone, seconds; nine days follow. */
  private static final long TAOBAO_FROM = 1_511_539_200;

  private static final long TAOBAO_UNTIL = 1_512_316_800;
  private static final long DAY_MILLIS = 86_400_000;
  private static final List<String> JD_FILES =
      List.of(
          "JD_Applicances_sample",
          "HUP_JD_Applicances_sample",
          "JD_Computers_sample",
          "HUP_JD_Computers_sample");

  private final Path data;

  /**
   * @param data the folder of the sets' folders
   */
  public PublishedFiles(Path data) {
    this.data = data;
  }

  /** Lines of user, item, category, kind and seconds. */
  public List<BenchPerson> taobao() throws IOException {
    Map<String, List<BenchVisit>> people = new LinkedHashMap<>();
    try (BufferedReader lines = open("taobao/UserBehavior_head.csv.gz")) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.strip().split(",", -1);
        if (cells.length != 5) {
          continue;
        }
        long seconds = Long.parseLong(cells[4]);
        if (seconds >= TAOBAO_FROM && seconds < TAOBAO_UNTIL) {
          boolean intent = "cart".equals(cells[3]) || "fav".equals(cells[3]);
          add(
              people,
              cells[0],
              new BenchVisit(seconds * 1_000, cells[2], cells[1], intent, "buy".equals(cells[3])));
        }
      }
    }
    return people(people);
  }

  /** Reviews; their order within a second is told by their place in the file's own column. */
  public List<BenchPerson> beauty() throws IOException {
    Map<String, List<BenchVisit>> people = new LinkedHashMap<>();
    try (BufferedReader lines = open("amazon_s3rec/Beauty_events.csv.gz")) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        long millis = Long.parseLong(cells[3]) * 1_000 + Long.parseLong(cells[1]);
        add(people, cells[0], new BenchVisit(millis, cells[6], cells[2], false, false));
      }
    }
    return people(people);
  }

  /** Sessions, one a line, of item, behaviour, category, seconds until the next and dwell. */
  public List<BenchPerson> jd() throws IOException {
    Map<String, List<BenchVisit>> people = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (String file : JD_FILES) {
      try (BufferedReader lines = open("jd_micro/" + file + ".gz")) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String session = line.strip();
          if (!session.isEmpty() && seen.add(session)) {
            String id = String.valueOf(people.size());
            long seconds = 0;
            for (String step : session.split("\\s+", -1)) {
              String[] part = step.split("\\+", -1);
              boolean buy = "9".equals(part[1]) || "10".equals(part[1]);
              // The protocol takes an order for an intent as well; no event says both.
              boolean intent = "67".contains(part[1]);
              add(people, id, new BenchVisit(seconds * 1_000, part[2], part[0], intent, buy));
              seconds += Math.max(1, Long.parseLong(part[3]));
            }
          }
        }
      }
    }
    return people(people);
  }

  /**
   * Orders by day: within a day their order is unknown and drawn by lot, one category after
   * another.
   */
  public List<BenchPerson> openEcommerce() throws IOException {
    return openEcommerce(false);
  }

  /** Only those people whom the file marks as `home`: their purchases are nearly complete. */
  List<BenchPerson> openEcommerceAtHome() throws IOException {
    return openEcommerce(true);
  }

  private List<BenchPerson> openEcommerce(boolean atHome) throws IOException {
    Map<String, TreeMap<LocalDate, Map<String, List<String>>>> people = new LinkedHashMap<>();
    try (BufferedReader lines = open("open_ecommerce/open_ecommerce_28states_events.csv.gz")) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        if (atHome && !"1".equals(cells[1])) {
          continue;
        }
        people
            .computeIfAbsent(cells[0], absent -> new TreeMap<>())
            .computeIfAbsent(LocalDate.parse(cells[2]), absent -> new LinkedHashMap<>())
            .computeIfAbsent(cells[4], absent -> new ArrayList<>())
            .add(cells[3]);
      }
    }
    NumpyRandom random = new NumpyRandom(11);
    Map<String, List<BenchVisit>> visits = new LinkedHashMap<>();
    people.forEach(
        (id, days) ->
            days.forEach(
                (day, orders) -> {
                  List<Map.Entry<String, List<String>>> categories = List.copyOf(orders.entrySet());
                  int[] order = random.shuffled(categories.size());
                  for (int i = 0; i < order.length; i++) {
                    long millis = day.toEpochDay() * DAY_MILLIS + i * 1_000L;
                    Map.Entry<String, List<String>> bought = categories.get(order[i]);
                    for (String item : bought.getValue()) {
                      add(visits, id, new BenchVisit(millis, bought.getKey(), item, false, false));
                    }
                  }
                }));
    return people(visits);
  }

  /** Invoice lines of a gift shop. */
  public List<BenchPerson> onlineRetail() throws IOException {
    return OnlineRetailFile.read(data.resolve("uci_online_retail/online_retail.csv.gz"));
  }

  private BufferedReader open(String file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(data.resolve(file)), 1 << 16),
            StandardCharsets.UTF_8));
  }

  private static void add(Map<String, List<BenchVisit>> people, String id, BenchVisit visit) {
    people.computeIfAbsent(id, absent -> new ArrayList<>()).add(visit);
  }

  private static List<BenchPerson> people(Map<String, List<BenchVisit>> visits) {
    List<BenchPerson> people = new ArrayList<>();
    visits.forEach((id, theirs) -> people.add(new BenchPerson(id, theirs)));
    return people;
  }
}
