#!/usr/bin/env bash
# A benchmark of several versions in turns, in one process, each beside the first: `load-tests/turns.sh ad79b27 HEAD .`
# compares two commits and the working tree. A commit is built once, into target/turns. BENCHMARK names another class than
# dev.meander.statistics.FeatureSourceBenchmark, METHODS others than extract, ROUNDS another number than 16.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
: "${JAVA_HOME:?is to name a JDK 25}"
if [ $# -lt 1 ]; then sed -n '2,4s/^# //p' "$0" >&2; exit 2; fi
cd "$home"
build() { ./mvnw -B -q -Dquick -Dspotless.check.skip -DskipTests process-test-classes; }
build
paths=()
for version in "$@"; do
  built=$home
  if [ "$version" != . ]; then
    commit=$(git rev-parse --verify "$version^{commit}")
    built=$home/target/turns/$commit
    if [ ! -e "$built/built" ]; then
      rm -rf "$built"
      mkdir -p "$built"
      git archive "$commit" | tar -x -C "$built"
      (cd "$built" && build)
      touch "$built/built"
    fi
  fi
  paths+=("$built/target/test-classes/:$built/target/classes/")
done
uptime
"$JAVA_HOME/bin/java" -Xms3g -Xmx3g -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -cp "$(cat target/launcher.classpath)" \
  load-tests/Turns.java "${BENCHMARK:-dev.meander.statistics.FeatureSourceBenchmark}" "${METHODS:-extract}" "${ROUNDS:-16}" "${paths[@]}"
uptime
