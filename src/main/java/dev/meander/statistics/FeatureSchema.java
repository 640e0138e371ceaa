package dev.meander.statistics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A list of features, and the choice of candidates that goes with it, that models are trained on.
 * Each begins with the columns of {@link #BEHAVIOUR}.
 */
public enum FeatureSchema {
  /** What people do. */
  BEHAVIOUR(1, Feature.Kind.BEHAVIOUR),
  /**
   * And what the names of categories say of their likeness: further candidates, further columns.
   */
  NAMES(2, Feature.Kind.NAMES),
  /**
   * And how a person's events fade by the clock: further columns of the same candidates, for models
   * that are trained in a shop of clicks.
   */
  FADING(3, Feature.Kind.FADING);

  private final int version;
  private final Feature.Kind kind;
  private final int count;
  private final String id;

  FeatureSchema(int version, Feature.Kind kind) {
    this.version = version;
    this.kind = kind;
    this.count = features().size();
    this.id = "shop-features-" + version + ":" + hash(columns());
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
    return Arrays.stream(Feature.values()).filter(this::holds).toList();
  }

  /** The names of a row's numbers. */
  public List<String> columns() {
    return features().stream().map(Feature::column).toList();
  }

  /** Whether a row tells the feature. */
  public boolean holds(Feature feature) {
    return feature.kind() == Feature.Kind.BEHAVIOUR || feature.kind() == kind;
  }

  /** The list of that name and hash. */
  public static Optional<FeatureSchema> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }

  /** The first that holds a feature. */
  public static FeatureSchema with(Feature feature) {
    return Arrays.stream(values())
        .filter(each -> each.holds(feature))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(feature + " is of no schema"));
  }

  /** The names and hashes of all of them, for messages. */
  public static String ids() {
    return String.join(", ", Arrays.stream(values()).map(FeatureSchema::id).toList());
  }
}
