package dev.meander.interest;

import dev.meander.event.CategoryPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The canonical bytes of a {@link ProfileSum}: one table of categories, all else refers to it. */
final class ProfileSumForm {

  private static final int VERSION = 1;
  private static final int BYTES_OF_SUM = 26;

  private ProfileSumForm() {}

  static byte[] write(ProfileSum sum) {
    ByteSink sink = new ByteSink();
    sink.putByte(VERSION);
    sink.putSigned(sum.reach.day());
    sink.putSigned(sum.reach.lastEventAt());
    for (long count : sum.counts) {
      sink.putUnsigned(count);
    }
    Map<CategoryPath, Integer> indexes = putTable(sink, sum);
    sink.putUnsigned(sum.sums.size());
    for (CategorySum category : sum.sums) {
      sink.putUnsigned(indexes.getOrDefault(category.category(), 0));
      category.write(sink);
    }
    sink.putUnsigned(sum.days.size());
    for (DayShares day : sum.days) {
      day.write(sink, indexes);
    }
    sink.putUnsigned(sum.recent.size());
    for (RecentEvents recent : sum.recent) {
      recent.write(sink);
    }
    return sink.toBytes();
  }

  static ProfileSum read(byte[] bytes) {
    ByteSource source = new ByteSource(bytes);
    int version = source.readByte();
    if (version != VERSION) {
      throw new IllegalArgumentException("no sum of cells of version " + version + " is known");
    }
    int day = (int) source.readSigned();
    long lastEventAt = source.readSigned();
    long[] counts = new long[KindCode.COUNT];
    for (int kind = 0; kind < counts.length; kind++) {
      counts[kind] = source.readUnsigned();
    }
    List<CategoryPath> table = new ArrayList<>();
    for (int rest = source.readCount(2); rest > 0; rest--) {
      table.add(source.readPath());
    }
    List<CategorySum> sums = new ArrayList<>();
    for (int rest = source.readCount(BYTES_OF_SUM); rest > 0; rest--) {
      sums.add(CategorySum.read(source, table.get((int) source.readUnsigned())));
    }
    List<DayShares> days = new ArrayList<>();
    for (int rest = source.readCount(2); rest > 0; rest--) {
      days.add(DayShares.read(source, table));
    }
    List<RecentEvents> recent = new ArrayList<>();
    for (int rest = source.readCount(1); rest > 0; rest--) {
      recent.add(RecentEvents.read(source));
    }
    source.requireEnd();
    return new ProfileSum(new ProfileSum.Reach(day, lastEventAt), counts, sums, days, recent);
  }

  private static Map<CategoryPath, Integer> putTable(ByteSink sink, ProfileSum sum) {
    // Most categories of a day are among the sums: comparing each anew costs more than hashing.
    Set<CategoryPath> distinct = new HashSet<>(4 * sum.sums.size());
    sum.sums.forEach(category -> distinct.add(category.category()));
    for (DayShares day : sum.days) {
      Collections.addAll(distinct, day.categories);
    }
    CategoryPath[] sorted = distinct.toArray(CategoryPath[]::new);
    Arrays.sort(sorted);
    Map<CategoryPath, Integer> indexes = HashMap.newHashMap(sorted.length);
    sink.putUnsigned(sorted.length);
    for (CategoryPath category : sorted) {
      sink.putPath(category);
      indexes.put(category, indexes.size());
    }
    return indexes;
  }
}
