#!/usr/bin/env bash
# The fold alone, by JMH: events a second on one core, and bytes allocated for each. Arguments go to JMH; --help shows them.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
: "${JAVA_HOME:?is to name a JDK 25}"
cd "$home"
# Maven takes classes that were compiled without the benchmarks' annotation processor for up to date.
[ -f target/test-classes/META-INF/BenchmarkList ] || rm -rf target/test-classes
./mvnw -B -q -Pjmh -Dquick -Dspotless.check.skip -DskipTests process-test-classes
if [ $# -eq 0 ]; then set -- FoldBenchmark -prof gc; fi
exec "$JAVA_HOME/bin/java" -cp "target/test-classes:target/classes:$(cat target/launcher.classpath)" org.openjdk.jmh.Main "$@"
