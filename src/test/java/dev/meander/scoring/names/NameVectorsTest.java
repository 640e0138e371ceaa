package dev.meander.scoring.names;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.scoring.names.NameVectors.Compared;
import dev.meander.statistics.NameLikeness;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code names.tsv} is made by {@code meander_training.reference_names}. */
class NameVectorsTest {

  /** A name, its words, their pieces and the first numbers of its direction. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Golden(String name, String words, String pieces, double[] direction) {}

  private static List<Golden> golden() throws IOException {
    try (InputStream in = NameVectorsTest.class.getResourceAsStream("/golden/names.tsv")) {
      byte[] bytes = Objects.requireNonNull(in, "golden").readAllBytes();
      List<Golden> golden = new ArrayList<>();
      for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
        String[] cells = line.split("\t", -1);
        double[] direction =
            cells.length < 4
                ? new double[0]
                : Arrays.stream(cells[3].split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
        golden.add(new Golden(cells[0], cells[1], cells[2], direction));
      }
      return golden;
    }
  }

  private static List<String> shop() throws IOException {
    return golden().stream().map(Golden::name).toList();
  }

  @Test
  void wordsPiecesAndDirectionsAreThoseOfTheReference() throws IOException {
    WordPieces pieces;
    try (InputStream in =
        NameVectorsTest.class.getResourceAsStream("/bge-small-zh-v1.5-q-tokenizer.json")) {
      pieces = WordPieces.read(Objects.requireNonNull(in, "tokeniser"));
    }
    int said = 0;
    try (NameEncoder encoder = NameEncoder.open()) {
      for (Golden each : golden()) {
        assertEquals(each.words, CategoryWords.of(each.name), each.name);
        if (!each.words.isEmpty()) {
          long[] numbers =
              Arrays.stream(each.pieces.split(" ", -1)).mapToLong(Long::parseLong).toArray();
          assertArrayEquals(numbers, pieces.of(each.words), each.name);
          assertDirection(each, encoder.encode(each.words));
          said++;
        }
      }
    }
    assertTrue(said > 250, said + " names");
  }

  /** Weights of eight bits: processors differ in the second decimal of what is at most some .1. */
  private static void assertDirection(Golden golden, byte[] vector) {
    double norm = Math.sqrt(Arrays.stream(integers(vector)).mapToDouble(v -> v * v).sum());
    for (int d = 0; d < golden.direction.length; d++) {
      assertEquals(golden.direction[d], vector[d] / norm, .015, golden.name + " " + d);
    }
  }

  private static int[] integers(byte[] vector) {
    int[] integers = new int[vector.length];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = vector[i];
    }
    return integers;
  }

  @Test
  void namesThatMeanTheLikeLieNearInBothLanguages() throws IOException {
    List<String> names = shop();
    NameLikeness likeness = new NameVectors().of(names).likeness();
    assertNearer(names, likeness, "/phone-case", "/screen-protector", "/rice-cooker");
    assertNearer(names, likeness, "/laptop", "/tablet", "/air-fryer");
    for (String name : names) {
      int at = names.indexOf(name);
      if (name.startsWith("electronics/phones/")) {
        long near =
            names.stream()
                .filter(other -> other.startsWith("electronics/"))
                .filter(other -> likeness.likeness(at, names.indexOf(other)) > 0)
                .count();
        assertTrue(near >= 5, name + " is like " + near + " others of its department");
      }
    }
    List<String> chinese = List.of("宠物食品", "狗粮", "猫粮", "手机壳", "智能手机", "纸尿裤", "婴儿奶粉");
    NameLikeness told = new NameVectors().of(chinese).likeness();
    assertTrue(told.likeness(1, 2) > told.likeness(1, 4), "dog food is like cat food");
    assertTrue(told.likeness(3, 4) > told.likeness(3, 5), "a phone case is like a phone");
  }

  private static void assertNearer(
      List<String> names, NameLikeness likeness, String of, String near, String far) {
    int at = ending(names, of);
    double close = likeness.likeness(at, ending(names, near));
    double distant = likeness.likeness(at, ending(names, far));
    assertTrue(close > distant + .1, of + ": " + near + " " + close + ", " + far + " " + distant);
  }

  private static int ending(List<String> names, String end) {
    return names.indexOf(
        names.stream().filter(name -> name.endsWith(end)).findFirst().orElseThrow());
  }

  @Test
  void idsSayNothing() {
    List<String> ids = List.of("4756105", "672", "17/162/171", "B0011E75RK", "12-34", "L");
    Compared compared = new NameVectors(1).of(ids);
    assertEquals(0, compared.waiting());
    for (int i = 0; i < ids.size(); i++) {
      for (int j = 0; j < ids.size(); j++) {
        assertEquals(0, compared.likeness().likeness(i, j));
      }
    }
  }

  @Test
  void aNameIsToldTheSameWhateverIsBesideItAndWhateverCameBefore() throws IOException {
    List<String> names = shop();
    NameLikeness atOnce = new NameVectors().of(names).likeness();
    List<String> turned = new ArrayList<>(names);
    Collections.reverse(turned);
    NameLikeness backwards = new NameVectors().of(turned).likeness();
    for (int i = 0; i < names.size(); i += 7) {
      for (int j = 0; j < names.size(); j++) {
        int last = names.size() - 1;
        assertEquals(atOnce.likeness(i, j), backwards.likeness(last - i, last - j));
      }
    }
  }

  @Test
  void whatIsTooMuchForOneCallWaitsForTheNext() throws IOException {
    List<String> names = shop().subList(0, 100);
    NameLikeness whole = new NameVectors().of(names).likeness();
    NameVectors few = new NameVectors(40);
    assertEquals(60, few.of(names).waiting());
    assertEquals(20, few.of(names).waiting());
    Compared last = few.of(names);
    assertEquals(0, last.waiting());
    for (int i = 0; i < names.size(); i++) {
      assertEquals(whole.likeness(0, i), last.likeness().likeness(0, i));
    }
    assertSame(last.likeness(), few.of(names).likeness(), "nothing new: nothing is compared again");
  }
}
