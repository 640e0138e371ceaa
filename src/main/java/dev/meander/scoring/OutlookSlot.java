package dev.meander.scoring;

import java.util.Optional;

/** Holds the one model of evolution that serves; {@code outlook} in {@code current.json}. */
final class OutlookSlot extends NamedSlot<Foreteller> {
  private final ExecutionProviderWanted provider;
  private final int leastMoves;

  /**
   * @param wanted {@code name/version} or {@code none}; empty leaves it to {@code current.json}
   * @param leastMoves see {@link ScoringConfig#outlookLeastMoves}
   */
  OutlookSlot(
      ModelFiles files, Optional<String> wanted, ExecutionProviderWanted provider, int leastMoves) {
    super(files, "outlook", wanted);
    this.provider = provider;
    this.leastMoves = leastMoves;
  }

  @Override
  Foreteller load(String named) {
    OutlookManifest manifest = OutlookManifest.parse(files.read(named + "/manifest.json"));
    if (!named.equals(manifest.name() + "/" + manifest.version())) {
      throw new ModelRefusedException(named + " holds " + manifest);
    }
    OutlookModel model = OutlookModel.load(manifest, files.read(named + "/model.onnx"), provider);
    try {
      return new Foreteller(model, leastMoves);
    } catch (ModelRefusedException e) {
      model.close();
      throw e;
    }
  }
}
