package dev.meander.statistics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A list of features, and the choice of candidates that goes with it, that models are trained on. A
 * later one begins with the columns of those before.
 */
public enum FeatureSchema {
  /** What people do. */
  BEHAVIOUR(1, Feature.CURRENT),
  /**
   * And what the names of categories say of their likeness: further candidates, further columns.
   */
  NAMES(2, Feature.NAME_PEOPLE);

  private final int version;
  private final int count;
  private final String id;

  FeatureSchema(int version, Feature last) {
    this.version = version;
    this.count = last.place() + 1;
    this.id = "shop-features-" + version + ":" + hash(names(count));
  }

  private static List<String> names(int count) {
    return Arrays.stream(Feature.values()).limit(count).map(Feature::column).toList();
  }

  private static String hash(List<String> names) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join(",", names).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** From 1. */
  public int version() {
    return version;
  }

  /** Numbers of a row. */
  public int count() {
    return count;
  }

  /** Name and hash of the list: what a model was trained on. */
  public String id() {
    return id;
  }

  /** The features in the order of a row. */
  public List<Feature> features() {
    return Arrays.asList(Feature.values()).subList(0, count);
  }

  /** The names of a row's numbers. */
  public List<String> columns() {
    return names(count);
  }

  /** Whether a row tells the feature. */
  public boolean holds(Feature feature) {
    return feature.place() < count;
  }

  /** The list of that name and hash. */
  public static Optional<FeatureSchema> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }

  /** The first that holds a feature. */
  public static FeatureSchema with(Feature feature) {
    return BEHAVIOUR.holds(feature) ? BEHAVIOUR : NAMES;
  }

  /** The names and hashes of all of them, for messages. */
  public static String ids() {
    return String.join(" and ", Arrays.stream(values()).map(FeatureSchema::id).toList());
  }
}
