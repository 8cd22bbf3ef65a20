#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# C libraries of others that examples/notes is built from: their published sources, out of npm packages
# of fixed versions, checked by SHA-512, into build/sources.  Does nothing when they are there.
# Exits 1 when one cannot be had; the example is then left out.
set -euo pipefail
cd "$(dirname "$0")/.."

# name, package@version, SHA-512 of the package, folder in it with the sources
libraries=(
  "sqlite better-sqlite3@12.11.1 76af40b40a608393c616d0733c54819771d94231e893981a40233ace1d989346929830acd426e7548f3f1e001242434ab16169b1e20ef5b7a0e71c696216c87c package/deps/sqlite3"
  "zlib zlib-sync@0.1.10 b7bfe9620e6d2c1ce72f546e8666c0b7cacda79b5b86bf934ab2459cc911b6b18868f259e83734b91e2edcea1023677a70695523ad84dc6cba830931c88aabff package/deps/zlib"
)

fetch() {
  local name=$1 package=$2 sum=$3 folder=$4 target=build/sources/$1 work
  # The folder is moved into place whole, with the sum that it came from.
  [ "$(cat "$target/.sha512" 2>/dev/null)" = "$sum" ] && return
  work=$(mktemp -d)
  trap 'rm -rf "$work"' RETURN
  npm pack --silent --fetch-retries=1 --fetch-timeout=30000 --pack-destination "$work" "$package" >/dev/null || return 1
  echo "$sum  $(echo "$work"/*.tgz)" | sha512sum --check --quiet || return 1
  tar -xzf "$work"/*.tgz -C "$work" "$folder" || return 1
  echo "$sum" >"$work/$folder/.sha512"
  mkdir -p build/sources && rm -rf "$target" && mv "$work/$folder" "$target"
  echo "fetch_sources: $name from $package"
}

failed=0
for library in "${libraries[@]}"; do
  read -r name package sum folder <<<"$library"
  fetch "$name" "$package" "$sum" "$folder" || {
    echo "fetch_sources: NOT HERE: $name, from the npm package $package; examples/notes is left out of the build and its tests are skipped" >&2
    failed=1
  }
done
exit "$failed"
