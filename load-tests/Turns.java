import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Takes a benchmark of several versions in turns, in one process, and compares each version with
 * the first one of the same round: what neighbours do to a shared machine they do to all of them. A
 * version is a folder of classes, loaded by a loader of its own; time is the thread's. Run by
 * turns.sh; the class path holds libraries alone.
 */
final class Turns {
  private static final int WARM_UP = 10;
  private static final long TURN_NANOS = 100_000_000;
  private static final String PASSWORD =
      "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Blackhole hole = new Blackhole(PASSWORD);
  private final Object state;

  /** Loads a version and sets its benchmark up. */
  private Turns(String classes, String type)
      throws ReflectiveOperationException, MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String folder : classes.split(":")) {
      urls.add(Path.of(folder).toUri().toURL());
    }
    Class<?> loaded = new URLClassLoader(urls.toArray(URL[]::new)).loadClass(type);
    state = loaded.getConstructor().newInstance();
    for (Method each : loaded.getMethods()) {
      if (each.isAnnotationPresent(Setup.class)) {
        each.invoke(state);
      }
    }
  }

  /** Microseconds an operation in thread time; once before it unmeasured, for the caches. */
  private double turn(String method) throws ReflectiveOperationException {
    Method benchmark = state.getClass().getMethod(method, Blackhole.class);
    OperationsPerInvocation each = benchmark.getAnnotation(OperationsPerInvocation.class);
    benchmark.invoke(state, hole);
    long invocations = 0;
    long begun = threads.getCurrentThreadCpuTime();
    long took = 0;
    while (took < TURN_NANOS) {
      benchmark.invoke(state, hole);
      invocations++;
      took = threads.getCurrentThreadCpuTime() - begun;
    }
    return took / 1e3 / invocations / (each == null ? 1 : each.value());
  }

  /**
   * @param arguments class and methods of the benchmark, rounds, and the class path of each version
   */
  public static void main(String[] arguments)
      throws ReflectiveOperationException, MalformedURLException {
    List<Turns> versions = new ArrayList<>();
    for (String classes : Arrays.asList(arguments).subList(3, arguments.length)) {
      versions.add(new Turns(classes, arguments[0]));
    }
    for (String method : arguments[1].split(" ")) {
      compare(versions, method, Integer.parseInt(arguments[2]));
    }
  }

  private static void compare(List<Turns> versions, String method, int rounds)
      throws ReflectiveOperationException {
    double[][] micros = new double[versions.size()][rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      for (int i = 0; i < versions.size(); i++) {
        int next = round % 2 == 0 ? i : versions.size() - 1 - i;
        double took = versions.get(next).turn(method);
        if (round >= 0) {
          micros[next][round] = took;
        }
      }
    }
    for (int i = 0; i < versions.size(); i++) {
      double[] own = micros[i];
      double[] ratios = new double[rounds];
      Arrays.setAll(ratios, round -> own[round] / micros[0][round]);
      System.out.printf(
          "%s %d: us min %.1f, quartiles %.1f %.1f %.1f; of the first in the same round, quartiles"
              + " %.3f %.3f %.3f%n",
          method,
          i,
          quantile(own, 0),
          quantile(own, .25),
          quantile(own, .5),
          quantile(own, .75),
          quantile(ratios, .25),
          quantile(ratios, .5),
          quantile(ratios, .75));
    }
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1) + .5)];
  }
}
