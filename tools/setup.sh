#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs what is missing: the toolchain from Debian's packages, the pinned
# runtimes from npm; with the argument "test" also the browser that tests run in,
# with "bench" the peers that native benchmarks measure against.  Safe to run
# again; does nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

# tool or file -> Debian package that brings it
needs=(
  gcc:gcc c++:g++ clang-19:clang-19 wasm-ld-19:lld-19 llvm-ar-19:llvm-19 clang-format-19:clang-format-19
  wasm-opt:binaryen cmake:cmake pkg-config:pkg-config objcopy:binutils groff:groff-base
  /usr/include/stdio.h:libc6-dev /usr/include/openssl/evp.h:libssl-dev
  "/usr/lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.asan-$(uname -m).a:libclang-rt-19-dev"
  /usr/lib/wasm32-wasi/libc.a:wasi-libc
  /usr/lib/llvm-19/lib/clang/19/lib/wasi/libclang_rt.builtins-wasm32.a:libclang-rt-19-dev-wasm32
  node:nodejs npm:npm
)
if [ "${1:-}" = test ]; then
  needs+=(chromium:chromium)
fi
if [ "${1:-}" = bench ]; then
  needs+=(
    flatc:flatbuffers-compiler /usr/include/flatbuffers/flatbuffers.h:libflatbuffers-dev
    capnp:capnproto /usr/include/capnp/message.h:libcapnp-dev
    /usr/include/rapidjson/document.h:rapidjson-dev /usr/include/simdjson.h:libsimdjson-dev
  )
fi

present() {
  case $1 in
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

missing=() packages=()
for need in "${needs[@]}"; do
  tool=${need%:*} package=${need##*:}
  present "$tool" || { missing+=("$tool"); packages+=("$package"); }
done

give_up() {
  echo "setup: $1" >&2
  echo "setup: missing: ${missing[*]}" >&2
  echo "setup: install these Debian packages (or their like) and run again: ${packages[*]}" >&2
  exit 1
}

if [ ${#packages[@]} -gt 0 ]; then
  command -v apt-get >/dev/null 2>&1 || give_up "this machine has no apt-get, so the toolchain cannot be installed automatically"
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || give_up "installing packages needs root, and sudo asks for a password"
    as_root=(sudo -n)
  fi
  echo "setup: installing ${packages[*]}"
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1; }
  apt update && apt install -y --no-install-recommends "${packages[@]}" || {
    tail -n 15 "$log" >&2
    give_up "apt-get could not install the toolchain"
  }
  for tool in "${missing[@]}"; do
    present "$tool" || give_up "apt-get succeeded, but $tool is still missing"
  done
fi

# The pinned runtimes.  The lockfile's copy says which installation is there.  Not
# `npm ci`: it refuses a lockfile without the workerd builds for other systems,
# which not every registry mirror carries; install takes the locked versions, too.
if ! cmp -s package-lock.json node_modules/.zerobuf-lock; then
  echo "setup: installing the pinned runtimes and data (npm install)"
  if ! npm install --no-save --loglevel=error --no-audit --no-fund; then
    echo "setup: npm install failed, so the pinned Node, workerd and data are missing; see npm's message above" >&2
    exit 1
  fi
  cp package-lock.json node_modules/.zerobuf-lock
fi

case $(uname -m) in x86_64) arch=x64 ;; aarch64) arch=arm64 ;; *) arch=$(uname -m) ;; esac
if ! [ -x "node_modules/node24-linux-$arch/bin/node" ]; then
  echo "setup: there is no pinned Node for this machine ($(uname -s) $(uname -m)): Linux on x86_64 and aarch64 are supported" >&2
  exit 1
fi

# C libraries that an example is built from.  It says so when they cannot be had; all else goes on.
tools/fetch_sources.sh || true
