package dev.meander.projection;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which names are one person's, from what people say of names.
 *
 * <p>Of several who claim a name the newest claim has it. Whoever is claimed has no names: a claim
 * of theirs rests until they are given back. So names are one person's in one step, there are no
 * chains, and two who claim each other stay apart; all of it is a function of the claims, whichever
 * of them is read first. Confined to one thread.
 */
final class Kin {

  /**
   * What is known of a name.
   *
   * @param said what it says of other names, at most {@link MemberClaims#MOST}
   * @param of the claim that has it; where none does, one that was given back; null where it was
   *     never claimed
   * @param revision of its published states; 0 where none was published for several names
   */
  record Facts(List<MemberClaim> said, @Nullable MemberClaim of, long revision) {

    static final Facts NONE = new Facts(List.of(), null, 0);

    Facts {
      said = List.copyOf(said);
    }

    /** Whether the name has, or ever had, to do with another. */
    boolean isTouched() {
      return !said.isEmpty() || of != null || revision > 0;
    }

    boolean isClaimed() {
      return of != null && of.merged();
    }
  }

  /** Reads facts; names without any are left out. */
  interface Source {
    Uni<Map<PersonKey, Facts>> of(Collection<PersonKey> names);
  }

  private final Map<PersonKey, Facts> facts = new HashMap<>();

  private Kin() {}

  /** What is needed to tell the circles of those names. */
  static Uni<Kin> of(Collection<PersonKey> names, Source source) {
    Kin kin = new Kin();
    return kin.read(names, source)
        .chain(() -> kin.read(kin.about(names, Kin::claimant), source))
        .chain(() -> kin.read(kin.about(names, kin::claimed), source))
        .replaceWith(kin);
  }

  private Uni<Void> read(Collection<PersonKey> names, Source source) {
    Set<PersonKey> unread = new TreeSet<>(names);
    unread.removeAll(facts.keySet());
    if (unread.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return source
        .of(unread)
        .invoke(
            found -> unread.forEach(name -> facts.put(name, found.getOrDefault(name, Facts.NONE))))
        .replaceWithVoid();
  }

  private List<PersonKey> about(
      Collection<PersonKey> names, Function<Facts, Collection<PersonKey>> who) {
    List<PersonKey> about = new ArrayList<>();
    names.forEach(name -> about.addAll(who.apply(facts(name))));
    return about;
  }

  private static Collection<PersonKey> claimant(Facts of) {
    return of.of() == null || !of.isClaimed() ? List.of() : List.of(of.of().knownKey());
  }

  /** What the name, and who has it, says of others. */
  private Collection<PersonKey> claimed(Facts name) {
    List<PersonKey> claimed = new ArrayList<>(members(name));
    claimant(name).forEach(known -> claimed.addAll(members(facts(known))));
    return claimed;
  }

  private static List<PersonKey> members(Facts of) {
    return of.said().stream().map(MemberClaim::memberKey).toList();
  }

  /** What is known of a name that was asked for. */
  Facts facts(PersonKey name) {
    return facts.getOrDefault(name, Facts.NONE);
  }

  /** Those of the names that have, or ever had, to do with another. */
  List<PersonKey> touched(Collection<PersonKey> names) {
    return names.stream().filter(name -> facts(name).isTouched()).toList();
  }

  /** All names of whose name that is, it among them. */
  SortedSet<PersonKey> circle(PersonKey name) {
    SortedSet<PersonKey> circle = new TreeSet<>();
    circle.add(name);
    MemberClaim of = facts(name).of();
    PersonKey root = of != null && of.merged() ? of.knownKey() : name;
    if (!root.equals(name) && facts(root).isClaimed()) {
      return circle;
    }
    circle.add(root);
    for (MemberClaim claim : facts(root).said()) {
      if (claim.equals(facts(claim.memberKey()).of()) && claim.merged()) {
        circle.add(claim.memberKey());
      }
    }
    return circle;
  }
}
