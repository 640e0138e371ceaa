package dev.meander.pipeline;

import dev.meander.event.LogPosition;
import dev.meander.projection.BatchResult;
import dev.meander.projection.Claim;
import dev.meander.projection.LogPartition;
import dev.meander.projection.PersonErasure;
import dev.meander.projection.PublishedProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.pulsar.client.api.MessageId;

/** The tenures of one batch, and how far the batch leads each of them. */
final class BatchOwners {

  private final Map<LogPartition, Tenure> tenures = new HashMap<>();
  private final Map<LogPartition, MessageId> last = new HashMap<>();

  BatchOwners(List<Inbox.Entry> entries) {
    for (Inbox.Entry entry : entries) {
      tenures.put(entry.tenure().partition(), entry.tenure());
      last.put(entry.tenure().partition(), entry.message().getMessageId());
    }
  }

  Map<LogPartition, Claim> claims() {
    Map<LogPartition, Claim> claims = new HashMap<>();
    tenures.forEach((partition, tenure) -> claims.put(partition, tenure.claim()));
    return claims;
  }

  void fenced(Set<LogPartition> lost) {
    for (LogPartition partition : lost) {
      Tenure tenure = tenures.get(partition);
      if (tenure != null) {
        tenure.fenced();
      }
    }
  }

  /**
   * Those whose partitions are still owned; whoever owns the others publishes theirs. Of somebody
   * with several names each owner publishes all, and revisions order them.
   */
  List<PublishedProfile> owned(BatchResult result) {
    List<PublishedProfile> owned = new ArrayList<>();
    List<PublishedProfile> alone = new ArrayList<>();
    for (PublishedProfile one : result.profiles()) {
      (one.joint().revision() > result.revision() ? owned : alone).add(one);
    }
    owned.addAll(owned(alone, PublishedProfile::position));
    return owned;
  }

  /** Those whose partitions are still owned. */
  List<PersonErasure> ownedErasures(List<PersonErasure> erasures) {
    return owned(erasures, PersonErasure::position);
  }

  private <T> List<T> owned(List<T> all, Function<T, LogPosition> position) {
    Set<Integer> over = new HashSet<>();
    tenures.forEach(
        (partition, tenure) -> {
          if (tenure.over()) {
            over.add(partition.partition());
          }
        });
    return over.isEmpty()
        ? all
        : all.stream().filter(one -> !over.contains(position.apply(one).partition())).toList();
  }

  void published() {
    last.forEach(
        (partition, message) -> {
          Tenure tenure = tenures.get(partition);
          if (tenure != null && !tenure.over()) {
            tenure.published(message);
          }
        });
  }
}
