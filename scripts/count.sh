# shellcheck shell=bash
# Sourced by scripts/test.

# count_tests FILE: "passed failed skipped" of a Swift Testing xunit file; "0 0 0" when there is none, since the test
# process writes it at its end and a crash leaves none. Cases are counted one by one: a test with two issues failed once.
count_tests() {
  [ -f "$1" ] || { echo "0 0 0"; return; }
  awk '
    /<testcase / { cases++; state = "passed" }
    /<failure/ && state == "passed" { failed++; state = "failed" }
    /<skipped/ && state == "passed" { skipped++; state = "skipped" }
    END { printf "%d %d %d\n", cases - failed - skipped, failed, skipped }
  ' "$1"
}
