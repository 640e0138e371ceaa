package dev.meander.launcher.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopSetTest {

  private static ShopSet ofPeople(int people) {
    List<BenchPerson> all =
        IntStream.range(0, people)
            .mapToObj(
                i ->
                    new BenchPerson(
                        "p" + i, List.of(new BenchVisit(1_000L * i, "c", "i", false, false))))
            .toList();
    return ShopSet.ofLog("shop", ShopForm.orders(), all);
  }

  @Test
  void thinShopHasTheSameDaysAndAShareOfThePeopleWhomTheSeedNames() {
    ShopSet whole = ofPeople(1_000);
    ShopSet thin = whole.thinned(.2, 7);
    assertEquals("shop@0.2", thin.name());
    assertEquals(whole.parts(), thin.parts());
    assertTrue(thin.people().size() > 150 && thin.people().size() < 250);
    assertTrue(new HashSet<>(whole.people()).containsAll(thin.people()));
    assertEquals(thin, whole.thinned(.2, 7));
    assertTrue(!thin.people().equals(whole.thinned(.2, 8).people()));
  }

  @Test
  void shopWhosePartsArePeopleCannotBeThinned() {
    Part among = new Part("test", Part.Role.TEST, new Part.Among(new BitSet(), new BitSet()));
    ShopSet sessions = new ShopSet("jd", ShopForm.sessions(), ofPeople(3).people(), List.of(among));
    assertThrows(IllegalArgumentException.class, () -> sessions.thinned(.5, 1));
    assertThrows(IllegalArgumentException.class, () -> ofPeople(1).thinned(1e-9, 1));
  }

  @Test
  void articlesOfTheGiftShopAreOfTheKindThatTheirLastWordNames(@TempDir Path data)
      throws IOException {
    StringBuilder lines =
        new StringBuilder(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
    for (int i = 0; i < 20; i++) {
      lines.append("1,22000,\"RED, LARGE BAG\",1,2011-01-02 03:04:05,1.25,17850.0,France\n");
    }
    lines
        .append("2,22001,tea towel,3,2011-01-02 03:05:00,2,17850.0,France\n")
        .append("C3,22000,RED BAG,-1,2011-01-03 00:00:00,1.25,17850.0,France\n")
        .append("4,22000,RED BAG,1,2011-01-03 00:00:00,1.25,,France\n")
        .append("5,POST,POSTAGE,1,2011-01-03 00:00:00,18,17850.0,France\n")
        .append("6,22000,RED BAG,1,2011-01-03 00:00:00,0,17850.0,France\n");
    lines.append("7,,RED BAG,1,2011-01-03 00:00:00,1,17850.0,France\n");
    write(data, lines.toString());
    List<BenchPerson> people = new PublishedFiles(data).onlineRetail();
    assertEquals(1, people.size());
    List<BenchVisit> visits = people.getFirst().visits();
    assertEquals(21, visits.size());
    assertEquals(
        new BenchVisit(1_293_937_445_000L, "BAG", "22000", false, true), visits.getFirst());
    assertEquals("OTHER", visits.getLast().category());
  }

  @Test
  void lineOfTheGiftShopThatCannotBeReadIsNamed(@TempDir Path data) throws IOException {
    String header =
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    for (String bad :
        List.of(
            "1,22000,RED BAG,many,2011-01-02 03:04:05,1.25,17850.0,France\n",
            "1,22000,RED BAG,1,yesterday,1.25,17850.0,France\n",
            "1,22000,RED BAG,1\n")) {
      write(data, header + bad);
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> new PublishedFiles(data).onlineRetail());
      assertTrue(
          String.valueOf(refused.getMessage()).startsWith("online_retail.csv.gz, line "), bad);
    }
  }

  private static void write(Path data, String lines) throws IOException {
    Path folder = Files.createDirectories(data.resolve("uci_online_retail"));
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(folder.resolve("online_retail.csv.gz"))),
            StandardCharsets.UTF_8)) {
      out.write(lines);
    }
  }
}
