package dev.meander.launcher.sample;

import dev.meander.launcher.sample.Catalogue.Article;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What one person has in the cart, over sessions; at most {@value #LARGEST} lines. */
final class Cart {

  static final int LARGEST = 12;

  record Line(Article article, int quantity, int day) {}

  private final Deque<Line> lines = new ArrayDeque<>();

  boolean isFull() {
    return lines.size() >= LARGEST;
  }

  void add(Line line) {
    lines.addLast(line);
  }

  void remove(Line line) {
    lines.remove(line);
  }

  /** Oldest first. */
  List<Line> lines() {
    return new ArrayList<>(lines);
  }
}
