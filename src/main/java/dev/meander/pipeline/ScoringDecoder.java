package dev.meander.pipeline;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ProfileAt;
import dev.meander.log.Topics;
import dev.meander.log.privacy.KeyId;
import dev.meander.log.privacy.Opened;
import dev.meander.log.privacy.Opener;
import dev.meander.log.privacy.Sealer;
import dev.meander.projection.ProfileSchema;
import dev.meander.projection.PublishedProfile;
import dev.meander.serving.InterestViewStore.Withdrawn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.SchemaSerializationException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Messages of the topic of profiles to the newest that is said of each person. */
@ApplicationScoped
class ScoringDecoder {

  private static final Logger LOG = Logger.getLogger(ScoringDecoder.class);

  private record Person(TenantId tenant, PersonId personId) {}

  private record Keyed(String key, PublishedProfile profile) {
    Keyed newer(Keyed other) {
      return profile.isNewerThan(other.profile) ? this : other;
    }
  }

  private final ProfileSchema schema = new ProfileSchema();
  private final ScoringMeters meters;
  private final Sealer sealer;
  private final TenantId tenant;

  @Inject
  ScoringDecoder(
      ScoringMeters meters,
      Sealer sealer,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.meters = meters;
    this.sealer = sealer;
    this.tenant = new TenantId(tenant);
  }

  /** What opens these messages; fails when the keys cannot be reached. */
  Uni<Opener> opener(Iterable<Message<byte[]>> messages) {
    List<byte[]> sealed = new ArrayList<>();
    messages.forEach(message -> sealed.add(message.getData()));
    return sealer.opener(tenant, Topics.INTEREST_PROFILES, sealed);
  }

  /** Keys of the messages without a value: of people who are being erased, or were. */
  static Set<String> tombstones(Iterable<Message<byte[]>> messages) {
    Set<String> keys = new LinkedHashSet<>();
    for (Message<byte[]> message : messages) {
      if (message.size() == 0 && message.hasKey()) {
        keys.add(message.getKey());
      }
    }
    return keys;
  }

  /**
   * What cannot be read is counted and passed over: the read model holds the profile, and its next
   * change publishes it again. What nobody can read any more, or has no value, is an erased
   * person's. Takes a while: not for an event loop.
   */
  ProfilePage newest(Iterable<Message<byte[]>> messages, Opener opener) {
    Map<Person, Keyed> newest = new LinkedHashMap<>();
    for (Message<byte[]> message : messages) {
      if (message.size() == 0) {
        continue;
      }
      switch (opener.open(message.getData())) {
        case Opened.Plain(byte[] bytes) -> take(message, bytes, newest);
        case Opened.Erased _ -> meters.erased();
        case Opened.Damaged(KeyId key) -> {
          meters.unreadable();
          LOG.errorf("key %s does not open message %s", key, message.getMessageId());
        }
      }
    }
    List<ProfileAt> profiles = new ArrayList<>(newest.size());
    Map<String, Withdrawn> withdrawn = new HashMap<>();
    for (Keyed keyed : newest.values()) {
      PublishedProfile profile = keyed.profile();
      try {
        profile
            .read()
            .ifPresentOrElse(
                profiles::add,
                () ->
                    withdrawn.put(
                        keyed.key(),
                        new Withdrawn(
                            profile.tenant(),
                            profile.personId(),
                            profile.position(),
                            profile.joint().revision())));
      } catch (IllegalArgumentException e) {
        meters.unreadable();
        LOG.errorf(e, "the profile of position %s is unreadable", profile.position().encode());
      }
    }
    return new ProfilePage(profiles, withdrawn);
  }

  private void take(Message<byte[]> message, byte[] bytes, Map<Person, Keyed> newest) {
    try {
      PublishedProfile profile = schema.decode(bytes);
      String key = message.hasKey() ? message.getKey() : profile.personId().value();
      Keyed _ =
          newest.merge(
              new Person(profile.tenant(), profile.personId()),
              new Keyed(key, profile),
              Keyed::newer);
    } catch (SchemaSerializationException e) {
      unreadable(message, e);
    }
  }

  private void unreadable(Message<byte[]> message, SchemaSerializationException e) {
    meters.unreadable();
    LOG.errorf(e, "message %s holds no profile", message.getMessageId());
  }
}
