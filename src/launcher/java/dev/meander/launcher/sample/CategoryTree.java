package dev.meander.launcher.sample;

import dev.meander.event.CategoryPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The shop's categories, what lies near what, and the paths that life events take through them. */
final class CategoryTree {

  /** A life event: stages follow each other. */
  record LifePath(String name, double weight, List<Integer> months, List<Stage> stages) {}

  /**
   * @param days how long the stage lasts in the middle
   * @param leaves what it draws interest to
   */
  record Stage(int days, List<Leaf> leaves) {}

  private final List<Leaf> leaves = new ArrayList<>();
  private final Map<String, Leaf> byName = new HashMap<>();
  private final List<List<Leaf>> groups = new ArrayList<>();
  private final List<List<Leaf>> departments = new ArrayList<>();
  private final List<List<Leaf>> bridges = new ArrayList<>();
  private final List<LifePath> lifePaths = new ArrayList<>();

  CategoryTree(ShopFile file) {
    for (ShopFile.Department department : file.departments()) {
      List<Leaf> ofDepartment = new ArrayList<>();
      for (ShopFile.Group group : department.groups()) {
        List<Leaf> ofGroup = readGroup(department, group);
        groups.add(List.copyOf(ofGroup));
        ofDepartment.addAll(ofGroup);
      }
      departments.add(List.copyOf(ofDepartment));
    }
    for (Leaf leaf : leaves) {
      bridges.add(named(file.bridges().getOrDefault(englishKey(leaf), List.of())));
    }
    for (ShopFile.Path path : file.paths()) {
      List<Integer> months = path.starts() == null ? List.of() : path.starts();
      List<Stage> stages =
          path.stages().stream().map(s -> new Stage(s.days(), named(s.leaves()))).toList();
      lifePaths.add(new LifePath(path.name(), path.weight(), months, stages));
    }
  }

  private List<Leaf> readGroup(ShopFile.Department department, ShopFile.Group group) {
    boolean chinese = department.names().equals("zh");
    Season season =
        group.season() == null
            ? Season.NONE
            : Season.valueOf(group.season().toUpperCase(Locale.ROOT));
    List<Leaf> members = new ArrayList<>();
    group
        .leaves()
        .forEach(
            (en, zh) -> {
              CategoryPath path =
                  chinese
                      ? CategoryPath.of(department.zh(), group.zh(), zh)
                      : CategoryPath.of(department.en(), group.en(), en);
              Leaf leaf =
                  new Leaf(
                      leaves.size(),
                      groups.size(),
                      departments.size(),
                      path,
                      en.replace('-', ' '),
                      zh,
                      department.aspect(),
                      group.price(),
                      season,
                      group.appeal() == null ? 1 : group.appeal(),
                      group.every());
              leaves.add(leaf);
              members.add(leaf);
              if (byName.put(en, leaf) != null) {
                throw new IllegalStateException("shop.json: two leaves are named " + en);
              }
            });
    return members;
  }

  private static String englishKey(Leaf leaf) {
    return leaf.en().replace(' ', '-');
  }

  private List<Leaf> named(List<String> names) {
    List<Leaf> found = new ArrayList<>();
    for (String name : names) {
      Leaf leaf = byName.get(name);
      if (leaf == null) {
        throw new IllegalStateException("shop.json: no leaf is named " + name);
      }
      found.add(leaf);
    }
    return List.copyOf(found);
  }

  int size() {
    return leaves.size();
  }

  Leaf leaf(int index) {
    return leaves.get(index);
  }

  /** The leaves of the same group, the leaf itself among them. */
  List<Leaf> siblings(Leaf leaf) {
    return groups.get(leaf.group());
  }

  /** The leaves of the same department, siblings and the leaf itself among them. */
  List<Leaf> cousins(Leaf leaf) {
    return departments.get(leaf.department());
  }

  /** What people look at after this leaf although it hangs elsewhere in the tree. */
  List<Leaf> complements(Leaf leaf) {
    return bridges.get(leaf.index());
  }

  List<LifePath> lifePaths() {
    return lifePaths;
  }

  /** 3 for a complement, 2 for a sibling, 1 for a cousin, 0 for everything else. */
  int nearness(Leaf from, Leaf to) {
    if (complements(from).contains(to)) {
      return 3;
    }
    if (from.group() == to.group()) {
      return 2;
    }
    return from.department() == to.department() ? 1 : 0;
  }
}
