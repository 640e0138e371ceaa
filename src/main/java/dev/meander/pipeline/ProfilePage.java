package dev.meander.pipeline;

import dev.meander.interest.ProfileAt;
import dev.meander.serving.InterestViewStore.Withdrawn;
import java.util.List;
import java.util.Map;

/**
 * A stretch of the topic of profiles: of each person the newest of it.
 *
 * @param profiles to score
 * @param withdrawn who may not be known any more, by the key of their messages
 */
record ProfilePage(List<ProfileAt> profiles, Map<String, Withdrawn> withdrawn) {
  ProfilePage {
    profiles = List.copyOf(profiles);
    withdrawn = Map.copyOf(withdrawn);
  }

  int size() {
    return profiles.size() + withdrawn.size();
  }
}
