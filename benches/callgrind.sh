#!/bin/sh
# Counts the instructions of reading a generated story of 300 scenes, part by part, and of a choice
# in it, with its text and without. The counts repeat exactly where seconds don't.
# Needs valgrind. `benches/callgrind.sh [SCENES]`
set -eu
cd "$(dirname "$0")/.."
scenes=${1:-300}
out=$(mktemp -d)
trap 'rm -r "$out"' EXIT

cargo build --quiet --locked --profile bench --example cost --example generate
made=${CARGO_TARGET_DIR:-target}/release/examples
"$made/generate" --scenes "$scenes" --out "$out/story"

# count WHAT: how many there were, and how many instructions they took.
count() {
    # On one core, since what another thread does isn't counted.
    taskset -c 0 valgrind --tool=callgrind --toggle-collect='*cost::counted*' \
        --callgrind-out-file="$out/$1" "$made/cost" "$1" "$out/story" >"$out/$1.n" 2>"$out/$1.log"
    n=$(cat "$out/$1.n")
    all=$(awk '/Collected :/ { print $4 }' "$out/$1.log")
}

# part FUNCTION: what of a scene's load passed through a function.
part() {
    callgrind_annotate --auto=no --inclusive=yes --threshold=100 "$out/load" |
        awk -v f="$1" -v n="$n" 'index($0, f) && !seen { gsub(",", "", $1); print int($1 / n); seen = 1 }'
}

count bare
bare=$all
echo "ron alone           $((all / n)) instructions a scene"
count load
read=$(part many::in_order)
resolved=$(part resolve::resolve)
echo "load                $((all / n)), $((all * 100 / bare)) hundredths of that; of these"
echo "  read into shapes  $read"
echo "  resolved          $resolved"
echo "  the rest          $((all / n - read - resolved)): files, rules, what is let go"
count silent
echo "a choice, no text   $((all / n))"
count read
echo "a choice, its text  $((all / n))"
