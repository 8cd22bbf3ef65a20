#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs files and remembers them in a manifest, or removes what a manifest names.
#
#   install.sh install DESTDIR MANIFEST < plan     plan: lines of MODE TAB SOURCE TAB TARGET;
#                                                  MODE "link" makes TARGET a link to SOURCE
#   install.sh uninstall DESTDIR MANIFEST
#
# MANIFEST and targets are absolute paths as seen after installation, without DESTDIR; the
# manifest lies among what is installed.  A file that is there and is not ours is never
# overwritten or removed; directories go when we made them and they are empty.  The manifest is
# written first, so what an interrupted run has left can be uninstalled.
set -eu

tab=$(printf '\t')
destdir=$2 manifest=$3
real_manifest=$destdir$manifest

die() {
  echo "install: $1" >&2
  exit 1
}

case $manifest in /*) ;; *) die "\"$manifest\" is not an absolute path: PREFIX and its like must begin with /" ;; esac

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Remove the files that "f" lines on standard input name, then the directories of "d" lines, deepest first.
remove() {
  sort -r >"$scratch/remove"
  while IFS="$tab" read -r kind path; do
    [ "$kind" != f ] || printf '%s\0' "$destdir$path"
  done <"$scratch/remove" | xargs -0 -r rm -f --
  while IFS="$tab" read -r kind path; do
    [ "$kind" != d ] || rmdir "$destdir$path" 2>/dev/null || true # still holds something
  done <"$scratch/remove"
}

# Name, as "d" lines, the directories above a target that are not there yet.
new_directories() {
  directory=${1%/*}
  while [ -n "$directory" ] && ! [ -d "$destdir$directory" ]; do
    printf 'd\t%s\n' "$directory"
    directory=${directory%/*}
  done
}

put_all() {
  cat >"$scratch/plan"
  : >"$scratch/old"
  [ ! -e "$real_manifest" ] || cat "$real_manifest" >"$scratch/old"

  # All that can be refused is refused before the first change.
  while IFS="$tab" read -r mode source target; do
    case $target in /*) ;; *) die "\"$target\" is not an absolute path: PREFIX and its like must begin with /" ;; esac
    [ "$mode" = link ] || [ -f "$source" ] || die "$source is missing: build it first"
    if [ -e "$destdir$target" ] || [ -L "$destdir$target" ]; then
      grep -qxF "f$tab$target" "$scratch/old" || die "$destdir$target exists and was not installed by this: remove it, or choose another PREFIX"
    fi
    printf 'f\t%s\n' "$target"
    new_directories "$target"
  done <"$scratch/plan" >"$scratch/new"
  { printf 'f\t%s\n' "$manifest"; new_directories "$manifest"; } >>"$scratch/new"

  # Directories that an earlier installation made are still ours.
  grep "^d$tab" "$scratch/old" >>"$scratch/new" || true
  sort -u "$scratch/new" -o "$scratch/new"
  sort -u "$scratch/old" "$scratch/new" >"$scratch/both"
  install -D -m 644 "$scratch/both" "$real_manifest"

  while IFS="$tab" read -r mode source target; do
    if [ "$mode" = link ]; then
      mkdir -p "$destdir${target%/*}"
      ln -sfn "$source" "$destdir$target"
    else
      install -D -m "$mode" "$source" "$destdir$target" # a new file: who runs the old one keeps it
    fi
  done <"$scratch/plan"

  # What an earlier version had installed and this one does not.
  grep -vxF -f "$scratch/new" "$scratch/old" | remove
  install -m 644 "$scratch/new" "$real_manifest"
}

case $1 in
  install) put_all ;;
  uninstall)
    [ -e "$real_manifest" ] || die "there is no $real_manifest: nothing was installed there (DESTDIR and PREFIX must be those of the installation)"
    cp "$real_manifest" "$scratch/manifest"
    remove <"$scratch/manifest"
    ;;
  *) die "unknown command \"$1\"" ;;
esac
