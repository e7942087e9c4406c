# QEMU: the line of this machine is run, with a guest that never starts. Of recorded machines QEMU says what the guest has and which host nodes it wants;
# mbind, which would fail for nodes that are not here, is answered by strace.
# shellcheck shell=bash disable=SC2154,SC2016,SC2207
# row LIST: the numbers of a list of ranges, in a row.
row() { for range in ${1//,/ }; do seq "${range%-*}" "${range#*-}"; done | xargs; }
if from_debian qemu-system-x86 strace; then
  guest="-S -display none -nodefaults -no-user-config -accel tcg"
  at_end '[ ! -s "$out/qemu.pid" ] || kill "$(cat "$out/qemu.pid")" 2>/dev/null'
  started=$(bash -c "$(said here.qemu) $guest -daemonize -pidfile $out/qemu.pid" 2>&1)
  if [ -s "$out/qemu.pid" ]; then
    pid=$(cat "$out/qemu.pid")
    same "all of QEMU's threads are on the placement's processor" "Cpus_allowed_list:	$last" "$(cat /proc/"$pid"/task/*/status | grep ^Cpus_allowed_list: | sort -u)"
    same "the guest's memory is bound to the placement's node" "bind:$node" "$(cut -d' ' -f2 "/proc/$pid/numa_maps" | grep -v default | sort -u)"
    kill "$pid"
  else
    verdict "QEMU runs" "$started" false
  fi
  # asks NAME: what QEMU says to it of a recorded machine, whose CPUs and huge pages are not here.
  asks() {
    read -ra words <"$out/$1.qemu" || true
    # shellcheck disable=SC2086
    printf 'info memdev\ninfo numa\nquit\n' | timeout 60 strace -f -qq -o "$out/qemu.calls" -e trace=mbind,memfd_create -e inject=mbind:retval=0 \
      "${words[@]:3}" $guest -monitor stdio 2>&1 | tr -d '\r'
  }
  for name in one-cell memory-cell three-cells far-cells without-cells; do
    heard=$(asks "$name")
    # Of each node of the guest one backend; of one node, and where there are none, one for all.
    theirs=$(if grep -q -- '-numa' "$out/$name.qemu"; then cat "$out/$name.memory"; else awk '{ sum += $2 } END { print sum }' "$out/$name.memory" | sed "s/^/$(said "$name.cells") /"; fi |
      awk '{ print $1, "bind", int(($2 + 1048575) / 1048576) * 1048576 }' | sort)
    same "QEMU takes the memory of $name from the placement's nodes" "$theirs" \
      "$(awk '/^ *size:/ { size = $2 } /^ *policy:/ { policy = $2 } /^ *host nodes:/ { print $3, policy, size }' <<<"$heard" | sort)"
    # Virtual CPU i is the i-th of the placement's CPUs, so it belongs to the guest's node whose memory is of that CPU's node.
    cpus=($(row "$(said "$name.cpus")")) id=0 theirs=none
    if grep -q -- '-numa' "$out/$name.qemu"; then
      theirs=$(while read -r cell _; do
        own=" $(row "$(sed -n "s/^$cell //p" "$out/$name.nodes")") "
        echo "$id$(for i in "${!cpus[@]}"; do [[ $own != *" ${cpus[i]} "* ]] || echo -n " $i"; done)"
        id=$((id + 1))
      done <"$out/$name.memory")
    fi
    ours=$(sed -nE 's/ +$//; s/^node ([0-9]+) cpus:/\1/p' <<<"$heard")
    same "and each virtual CPU is in the node of its memory" "$theirs" "${ours:-none}"
  done
  # of NAME: the policy and nodes of each backend.
  of() { asks "$1" | awk '/^ *policy:/ { policy = $2 } /^ *host nodes:/ { print policy, $3 }' | sort; }
  same "each node of a guest prefers its own" "preferred 0"$'\n'"preferred 3" "$(of memory-cell-preferred)"
  same "a guest's memory is interleaved" "interleave 0,3" "$(of memory-cell-interleave)"
  same "a guest's memory prefers several nodes" "preferred 0,3" "$(of memory-cell-preferredmany)"
  same "a guest's memory is from where it runs" "default" "$(of one-cell-local | xargs)"
  same "without memory it is told none" "-smp 2" "$(cut -d' ' -f5- "$out/no-memory.qemu")"
  asks huge-pages >/dev/null
  expect "QEMU asks for huge pages of their size" "MFD_HUGETLB|.*21<<MFD_HUGE_SHIFT\|MFD_HUGE_2MB" "$(cat "$out/qemu.calls")"
else
  skip "QEMU: it could not be installed"
fi
