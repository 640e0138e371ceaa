package dev.meander.scoring.names;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts words into the pieces that an encoder knows: the longest that begins the word, then the
 * longest that goes on, and so forth (Wu and others, 2016, as BERT does it); ideographs one by one.
 * Immutable.
 */
final class WordPieces {

  /** Most pieces of a text, the two around it among them; what comes after is left out. */
  static final int MOST = 64;

  /** Characters of a word beyond which it is unknown. */
  private static final int LONGEST = 100;

  private static final String GOES_ON = "##";

  private final Map<String, Integer> numbers;
  private final int begin;
  private final int end;
  private final int unknown;

  private WordPieces(Map<String, Integer> numbers) {
    this.numbers = Map.copyOf(numbers);
    begin = number("[CLS]");
    end = number("[SEP]");
    unknown = number("[UNK]");
  }

  private int number(String piece) {
    Integer number = numbers.get(piece);
    if (number == null) {
      throw new IllegalArgumentException("the tokeniser has no " + piece);
    }
    return number;
  }

  /**
   * Reads a tokeniser in the form of Hugging Face's {@code tokenizer.json}.
   *
   * @throws IOException when it is none of BERT's
   */
  static WordPieces read(InputStream json) throws IOException {
    JsonNode vocabulary = new ObjectMapper().readTree(json).at("/model/vocab");
    Map<String, Integer> numbers = HashMap.newHashMap(vocabulary.size());
    vocabulary
        .properties()
        .forEach(piece -> numbers.put(piece.getKey(), piece.getValue().intValue()));
    try {
      return new WordPieces(numbers);
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }

  /**
   * The numbers of a text's pieces, with those that stand around it.
   *
   * @param words in lower case, a space between, without punctuation
   * @return 2 to {@link #MOST}
   */
  long[] of(String words) {
    List<Integer> pieces = new ArrayList<>();
    pieces.add(begin);
    for (String word : words.split(" ", -1)) {
      if (!word.isEmpty() && Character.isIdeographic(word.codePointAt(0))) {
        word.codePoints().forEach(point -> add(Character.toString(point), pieces));
      } else {
        add(word, pieces);
      }
    }
    List<Integer> kept = new ArrayList<>(pieces.subList(0, Math.min(pieces.size(), MOST - 1)));
    kept.add(end);
    return kept.stream().mapToLong(Integer::longValue).toArray();
  }

  private void add(String word, List<Integer> pieces) {
    int before = pieces.size();
    int from = 0;
    while (from < word.length()) {
      String start = from == 0 ? "" : GOES_ON;
      int until = word.codePointCount(0, word.length()) > LONGEST ? from : word.length();
      while (until > from && !numbers.containsKey(start + word.substring(from, until))) {
        until--;
      }
      if (until == from) {
        pieces.subList(before, pieces.size()).clear();
        pieces.add(unknown);
        return;
      }
      pieces.add(number(start + word.substring(from, until)));
      from = until;
    }
  }
}
