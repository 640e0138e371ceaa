package dev.meander.launcher.sample;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.launcher.sample.CategoryTree.LifePath;
import dev.meander.launcher.sample.CategoryTree.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LifePathTest {

  private final List<EventEnvelope> ofPeople = SampleYear.OF_PEOPLE;

  @Test
  void who_walks_a_path_walks_its_stages_in_order() {
    Map<PersonId, Map<CategoryPath, List<Integer>>> looks = looksByCategory();
    int walked = 0;
    int inOrder = 0;
    for (LifePath path : new CategoryTree(ShopFile.read()).lifePaths()) {
      for (int stage = 1; stage < path.stages().size(); stage++) {
        for (Map<CategoryPath, List<Integer>> mine : looks.values()) {
          int before = middle(mine, path.stages().get(stage - 1));
          int after = middle(mine, path.stages().get(stage));
          if (before >= 0 && after >= 0) {
            walked++;
            inOrder += before < after ? 1 : 0;
          }
        }
      }
    }
    assertTrue(walked >= 150, "too few to tell: " + walked);
    assertTrue(inOrder >= 0.67 * walked, inOrder + " of " + walked);
  }

  /** The places of a person's looks in the stream, by category. */
  private Map<PersonId, Map<CategoryPath, List<Integer>>> looksByCategory() {
    Map<PersonId, Map<CategoryPath, List<Integer>>> looks = new HashMap<>();
    for (int i = 0; i < ofPeople.size(); i++) {
      if (ofPeople.get(i).event() instanceof ItemViewed viewed) {
        looks
            .computeIfAbsent(ofPeople.get(i).personId(), person -> new HashMap<>())
            .computeIfAbsent(
                Objects.requireNonNull(viewed.item().category()), path -> new ArrayList<>())
            .add(i);
      }
    }
    return looks;
  }

  /** The middle of the looks at a stage; -1 for a person who saw too little of it. */
  private static int middle(Map<CategoryPath, List<Integer>> looks, Stage stage) {
    List<List<Integer>> ofStage =
        stage.leaves().stream()
            .map(leaf -> looks.getOrDefault(leaf.path(), List.of()))
            .filter(places -> places.size() >= 2)
            .toList();
    List<Integer> all = ofStage.stream().flatMap(List::stream).sorted().toList();
    boolean enough = ofStage.size() >= 0.6 * stage.leaves().size() && all.size() >= 8;
    return enough ? all.get(all.size() / 2) : -1;
  }
}
