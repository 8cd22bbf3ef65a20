# SPDX-License-Identifier: MIT
# The record of the benchmarks, as Cap'n Proto's users would write it.
@0xd2b1f5a17e3c4a89;
using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("peers::capn");

struct Record {
  id @0 :Int32;
  name @1 :Text;
  x @2 :Float64;
  y @3 :Float64;
  score @4 :Float64;
  active @5 :Bool;
}

struct Records {
  records @0 :List(Record);
}
