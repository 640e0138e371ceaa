package dev.meander.launcher.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.TenantId;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.launcher.training.LogPeople;
import dev.meander.scoring.RankerModel;
import dev.meander.statistics.ShopForm;
import dev.meander.statistics.Truths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {

  private static final int PEOPLE = 120;

  @TempDir private Path folder;

  @Test
  void theShippedModelIsAskedOfBothPartsAndWhatIsFoundIsWritten() throws IOException {
    Path model = RealServers.project().resolve("model-artifacts/shop-flows/3/model.onnx");
    try (RankerModel ranker = RankerModel.load(model)) {
      CalibrationFiles all = new Calibration(set(), ranker, 0).run(done -> assertTrue(done <= 1));
      all.write(folder);
      Map<String, Long> asked = new HashMap<>();
      Map<String, Long> counted = new HashMap<>();
      for (String line : Files.readAllLines(folder.resolve("calibration.csv")).subList(1, 3)) {
        assertTrue(line.startsWith("valid,step1,before,"), line);
      }
      for (String line :
          Files.readString(folder.resolve("calibration.csv")).lines().skip(1).toList()) {
        String[] cells = line.split(",", -1);
        assertEquals(8, cells.length, line);
        asked.put(cells[0] + " " + cells[1], Long.parseLong(cells[3]));
        if (cells[2].equals("as served")) {
          counted.merge(cells[0] + " " + cells[1], Long.parseLong(cells[7]), Long::sum);
        }
      }
      assertEquals(asked, counted, "every moment lies in a bin");
      assertEquals(2 * Truths.HEADS.size(), asked.size());
      assertTrue(asked.getOrDefault("test step1", 0L) > 100, asked::toString);

      String page = Files.readString(folder.resolve("calibration.html"));
      assertEquals(2 * Truths.HEADS.size(), page.split("<svg", -1).length - 1);
      assertFalse(page.contains("NaN") || page.contains("<script") || page.contains("src="), page);
      String few = new Calibration(set(), ranker, 20).run(done -> {}).csv();
      String first = few.lines().skip(1).findFirst().orElseThrow();
      assertTrue(Integer.parseInt(List.of(first.split(",", -1)).get(3)) <= 20, first);
    }
  }

  private static ShopSet set() {
    LogPeople people = new LogPeople();
    new SampleStream(
            new SampleSettings(
                new TenantId("calibrated"), PEOPLE, 60, 5, LocalDate.parse("2024-01-01")))
        .stream()
            .sorted(java.util.Comparator.comparing(event -> event.occurredAt()))
            .forEach(people::add);
    return ShopSet.ofLog("sample", ShopForm.clicks(0), people.people());
  }
}
