package dev.meander.launcher.evaluation;

import dev.meander.scoring.RankerBatch;
import dev.meander.scoring.RankerLogits;
import dev.meander.scoring.RankerModel;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.Feature;
import dev.meander.statistics.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says how likely candidates are the next categories. Asked for some people at a time. */
public sealed interface Ranking permits Ranking.ByFeature, Ranking.ByModel, Discovering {

  /** The higher, the likelier. */
  interface Scores {
    float of(int person, int candidate, int head);
  }

  /**
   * Adds a person's candidates.
   *
   * @param news by candidate, whether it is new to the person
   */
  void add(CandidateRows rows, boolean[] news);

  /** The scores of those who were added, which are forgotten. */
  Scores scores();

  /**
   * What a score is divided by to be the logarithm of a probability, but for a constant.
   *
   * @param head as of {@link Scores}
   */
  double temperature(int head);

  /** What it ranks by. */
  FeatureSchema schema();

  /** As it is named in results. */
  String title();

  /** By one feature, whatever the head. */
  final class ByFeature implements Ranking {
    private final Feature feature;
    private final List<float[]> columns = new ArrayList<>();

    public ByFeature(Feature feature) {
      this.feature = feature;
    }

    @Override
    public void add(CandidateRows rows, boolean[] news) {
      float[] column = new float[rows.size()];
      for (int i = 0; i < column.length; i++) {
        column[i] = rows.value(i, feature);
      }
      columns.add(column);
    }

    @Override
    public Scores scores() {
      List<float[]> asked = List.copyOf(columns);
      columns.clear();
      return (person, candidate, head) -> asked.get(person)[candidate];
    }

    @Override
    public double temperature(int head) {
      return 1;
    }

    @Override
    public FeatureSchema schema() {
      return FeatureSchema.with(feature);
    }

    @Override
    public String title() {
      return feature.column();
    }
  }

  /** By a model's logits. */
  final class ByModel implements Ranking {
    private final RankerModel model;
    private final @Nullable ShopScales scales;
    private final RankerBatch batch;
    private final List<FirstPlaces.Asked> people = new ArrayList<>();

    /** Told as its manifest says. */
    public ByModel(RankerModel model) {
      this(model, null);
    }

    /**
     * @param model closed by whoever loaded it
     * @param scales as the service tells it in this shop; null for those of the manifest
     */
    public ByModel(RankerModel model, @Nullable ShopScales scales) {
      this.model = model;
      this.scales = scales;
      this.batch = new RankerBatch(model.schema());
    }

    @Override
    public void add(CandidateRows rows, boolean[] news) {
      batch.add(rows);
      people.add(new FirstPlaces.Asked(rows.size(), rows.newcomer()));
    }

    @Override
    public Scores scores() {
      RankerLogits logits = model.run(batch);
      batch.clear();
      List<FirstPlaces.Asked> asked = List.copyOf(people);
      people.clear();
      return scales == null ? logits::of : new FirstPlaces(logits, asked, scales.heads());
    }

    @Override
    public double temperature(int head) {
      return scales == null ? model.temperature(head) : scales.heads().get(head).temperature();
    }

    @Override
    public FeatureSchema schema() {
      return model.schema();
    }

    @Override
    public String title() {
      return model.title();
    }
  }
}
