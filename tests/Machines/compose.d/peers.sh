# What other tools say of the machine in $tree.
# shellcheck shell=bash disable=SC2154,SC2016

# in_place COMMAND…: runs it where /sys has the machine's files.
in_place() {
  unshare -m bash -c '
    set -e; tree=$1; shift
    mount --make-rprivate /
    for part in node cpu; do [ ! -d "$tree/sys/devices/system/$part" ] || mount --bind "$tree/sys/devices/system/$part" "/sys/devices/system/$part"; done
    if [ -d "$tree/sys/fs/resctrl" ]; then mount -t tmpfs tmpfs /sys/fs; mkdir /sys/fs/resctrl; mount --bind "$tree/sys/fs/resctrl" /sys/fs/resctrl; fi
    exec "$@"' in_place "$tree" "$@"
}

# keep FILE PATTERN: what comes in, where it holds the pattern; nothing is said otherwise.
keep() { local said; said=$(cat); rm -f "$1"; ! grep -q -- "$2" <<<"$said" || printf '%s\n' "$said" >"$1"; }

ask_peers() {
  local state
  # These three are of this host.
  { lscpu --version; LC_ALL=C lscpu --sysroot "$tree" 2>/dev/null || true; } | grep -Ev '^(Architecture|CPU op-mode|Byte Order)' | keep "$1.lscpu" '^On-line'
  export HWLOC_FSROOT=$tree HWLOC_COMPONENTS=linux,linuxio,stop HWLOC_DUMPED_HWDATA_DIR=/nonexistent
  { lstopo-no-graphics --version; lstopo-no-graphics -v --no-factorize --of console 2>/dev/null || true; } | keep "$1.lstopo" '^Machine'
  [ ! -d "$tree/sys/bus/pci" ] || lstopo-no-graphics --of xml 2>/dev/null | keep "$1.lstopo.xml" NUMANode
  unset HWLOC_FSROOT HWLOC_COMPONENTS HWLOC_DUMPED_HWDATA_DIR
  # Without nodes these two tell of this machine.
  [ -d "$tree/$node" ] || return 0
  { numactl_version; in_place numactl -H 2>/dev/null || true; } | keep "$1.numactl" '^node .* size: [0-9]* MB'
  state=$(mktemp -d)
  # The rest of what it says is of this host. Without a PATH it does not ask qemu.
  { in_place /usr/bin/env PATH=/nonexistent /usr/bin/virsh -q -c "qemu:///embed?root=$state" capabilities 2>/dev/null || true; } | sed -nE '/^    <(topology|cache|memory_bandwidth)>/,/^    <\/(topology|cache|memory_bandwidth)>/p' | keep "$1.virsh" '<cell id='
  rm -rf "$state"
}

numactl_version() { dpkg-query -W -f 'numactl ${source:Upstream-Version}\n' numactl; }
