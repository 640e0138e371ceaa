package dev.meander.scoring;

import java.util.Optional;

/** Holds the one ranker that serves; {@code ranker} in {@code current.json}. */
final class RankerSlot extends NamedSlot<Ranker> {
  private final ExecutionProviderWanted provider;
  private final int leastMoves;

  /**
   * @param wanted {@code name/version} or {@code none}; empty leaves it to {@code current.json}
   * @param leastMoves see {@link ScoringConfig#rankerLeastMoves}
   */
  RankerSlot(
      ModelFiles files, Optional<String> wanted, ExecutionProviderWanted provider, int leastMoves) {
    super(files, "ranker", wanted);
    this.provider = provider;
    this.leastMoves = leastMoves;
  }

  /** What ranks now. Never blocks. */
  Optional<Ranker> ranker() {
    return serving();
  }

  @Override
  Ranker load(String named) {
    RankerManifest manifest = RankerManifest.parse(files.read(named + "/manifest.json"));
    if (!named.equals(manifest.name() + "/" + manifest.version())) {
      throw new ModelRefusedException(named + " holds " + manifest);
    }
    RankerModel model = RankerModel.load(manifest, files.read(named + "/model.onnx"), provider);
    try {
      return new Ranker(model, leastMoves);
    } catch (ModelRefusedException e) {
      model.close();
      throw e;
    }
  }
}
