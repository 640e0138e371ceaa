package dev.meander.projection;

import dev.meander.event.PersonId;
import dev.meander.interest.DayCell;
import dev.meander.projection.Kin.Facts;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What people say of names, in maps. Confined to one thread. */
final class MemoryNames implements Kin.Source {

  private final Map<PersonKey, Map<PersonId, MemberClaim>> claims = new HashMap<>();
  private final Map<PersonKey, Long> revisions = new HashMap<>();
  private long clock;

  @Override
  public Uni<Map<PersonKey, Facts>> of(Collection<PersonKey> names) {
    Map<PersonKey, Facts> facts = new HashMap<>();
    for (PersonKey name : names) {
      facts.put(
          name,
          new Facts(
              List.copyOf(claims.getOrDefault(name, Map.of()).values()),
              claimOf(name, Optional.empty()).orElse(null),
              revisions.getOrDefault(name, 0L)));
    }
    return Uni.createFrom().item(facts);
  }

  private Optional<MemberClaim> claimOf(PersonKey name, Optional<PersonKey> but) {
    return claims.values().stream()
        .flatMap(one -> one.values().stream())
        .filter(claim -> claim.memberKey().equals(name))
        .filter(claim -> but.isEmpty() || !claim.knownKey().equals(but.get()))
        .max(Comparator.comparing(MemberClaim::merged).thenComparing(MemberClaim.BY_AGE));
  }

  void fold(MemberClaims said) {
    said.fold(claims);
    for (MemberClaim claim : said.changed()) {
      claims.computeIfAbsent(claim.knownKey(), _ -> new HashMap<>()).put(claim.member(), claim);
    }
  }

  void forget(PersonKey name) {
    claims.remove(name);
    claims.values().forEach(one -> one.values().removeIf(claim -> claim.memberKey().equals(name)));
    revisions.remove(name);
  }

  Optional<JointReads.Circle> circle(PersonKey name) {
    Kin kin = kin(List.of(name));
    return kin.facts(name).isTouched()
        ? Optional.of(new JointReads.Circle(name, kin.circle(name), kin.facts(name).revision()))
        : Optional.empty();
  }

  BatchResult joint(
      BatchPlan plan,
      BatchResult result,
      Map<PersonKey, PersonState> states,
      Map<PersonKey, NavigableMap<LocalDate, DayCell>> cells) {
    Collection<PersonKey> named = new ArrayList<>(plan.people().keySet());
    plan.namings().forEach(naming -> named.add(naming.member()));
    Kin before = kin(named);
    SortedSet<PersonKey> concerned = new TreeSet<>(before.touched(named));
    if (concerned.isEmpty()) {
      return result;
    }
    concerned.addAll(JointProfiles.saidBy(before, plan.namings()));
    for (BatchPlan.Naming naming : plan.namings()) {
      claimOf(naming.member(), Optional.of(naming.known()))
          .filter(MemberClaim::merged)
          .ifPresent(rival -> concerned.add(rival.knownKey()));
    }
    Kin kin = kin(concerned);
    SortedSet<PersonKey> all = new TreeSet<>();
    concerned.forEach(name -> all.addAll(kin.circle(name)));
    Map<PersonKey, Long> raised = new HashMap<>();
    Map<PersonKey, PersonState> known = new HashMap<>();
    for (PersonKey name : all) {
      revisions.put(name, ++clock);
      raised.put(name, clock);
      PersonState state = states.get(name);
      if (state != null) {
        known.put(name, state);
      }
    }
    return result.withJoint(all, JointProfiles.sum(kin, raised, known, cells));
  }

  private Kin kin(Collection<PersonKey> names) {
    return Kin.of(names, this).await().indefinitely();
  }
}
