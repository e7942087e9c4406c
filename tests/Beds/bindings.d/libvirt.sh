# libvirt: its schema, its parser (the test driver), and the command line that it makes of the elements for QEMU, which says what the guest has.
# shellcheck shell=bash disable=SC2154,SC2016
# domain NAME: a domain of the elements, and of the least besides.
domain() {
  echo "<domain type='qemu'><name>$1</name>"
  grep -q '<cpu>' "$out/$1.libvirt" || echo "<memory unit='MiB'>64</memory>"
  echo "<os><type arch='x86_64' machine='pc'>hvm</type></os>"
  said "$1.libvirt"
  echo "</domain>"
}
# numbers LIST: those of a list of ranges, one a line.
numbers() { for range in ${1//,/ }; do seq "${range%-*}" "${range#*-}"; done; }
# summary XML: what is bound, without the order of elements.
summary() { grep -Eo "<(vcpupin|memory mode|memnode|cell|page) [^>]*>" <<<"$1" | sort; }
# The driver wants the user that libvirt-daemon-system makes, although it runs guests as root here.
if from_debian libvirt-clients libxml2-utils libvirt-daemon-driver-qemu libvirt-daemon-system qemu-system-x86; then
  for name in here one-cell memory-cell three-cells huge-pages far-cells without-cells no-memory memory-cell-preferred memory-cell-interleave memory-cell-preferredmany one-cell-local; do
    domain "$name" >"$out/$name.xml"
    same "libvirt's schema accepts $name" "$out/$name.xml validates" "$(xmllint --noout --relaxng /usr/share/libvirt/schemas/domain.rng "$out/$name.xml" 2>&1)"
    same "libvirt defines $name, with what was written" "$(summary "$(said "$name.libvirt")")" "$(summary "$(virsh -q -c test:///default "define $out/$name.xml; dumpxml $name" 2>&1)")"
  done
  # A home of its own for the driver, which needs no daemon then. Without cgroups, so that it makes none: it pins threads as well.
  mkdir -p "$out/libvirt/etc" && printf '%s\n' 'stdio_handler = "file"' 'cgroup_controllers = [ ]' 'security_driver = "none"' 'namespaces = [ ]' 'user = "root"' 'group = "root"' \
    'hugetlbfs_mount = [ ]' >"$out/libvirt/etc/qemu.conf"
  at_end 'for pid in $(cat "$out"/libvirt/run/qemu/*.pid 2>/dev/null); do kill "$pid" 2>/dev/null; done'
  driver() { timeout 120 virsh -q -c "qemu:///embed?root=$out/libvirt" "$@" 2>&1 | grep -v -e ' info : ' -e ' warning : ' -e '^$'; }
  # The driver asks this host for the nodes of the other: here are as many as any of them has.
  elsewhere() {
    unshare --mount bash -c 'own=$(cat /sys/devices/system/node/node0/meminfo); mount -t tmpfs none /sys/devices/system/node || exit 1
      for i in {0..7}; do mkdir "/sys/devices/system/node/node$i" && echo "${own//Node 0/Node $i}" >"/sys/devices/system/node/node$i/meminfo" && echo "$i" >"/sys/devices/system/node/node$i/cpulist"; done
      echo 0-7 >/sys/devices/system/node/online; '"$(declare -f driver); out=$out"'; driver domxml-to-native qemu-argv "$1"' - "$1"
  }
  for name in memory-cell three-cells far-cells; do
    line=$(elsewhere "$out/$name.xml")
    eval "set -- ${line//|/}"
    machine=()
    # What is of processors and memory; the nodes that memory is bound to are not on this machine.
    while [ $# -gt 0 ]; do
      case $1 in
        -smp | -numa | -m) machine+=("$1" "$2") ;;
        -object) [[ $2 != *memory-backend* ]] || machine+=("$1" "$(sed -E 's/,"host-nodes":\[[0-9,]*\],"policy":"bind"//' <<<"$2")") ;;
      esac
      shift
    done
    same "libvirt binds the memory of $name's guest, cell by cell" \
      "$(numbers "$(said "$name.cells")" | awk '{ print "ram-node" NR - 1, $1 }')" \
      "$(grep -Eo '"id":"ram-node[0-9]+","size":[0-9]+,"host-nodes":\[[0-9,]+\],"policy":"bind"' <<<"$line" | sed -E 's/"id":"(ram-node[0-9]+)".*\[([0-9,]+)\].*/\1 \2/')"
    # Sizes are whole MiB in QEMU, rounded up.
    same "QEMU has the cells of $name" \
      "$(sed -nE "s/.*<cell id='([0-9]+)'( cpus='([^']*)')? memory='([0-9]+)'.*/\1 \4 \3/p" "$out/$name.xml" | while read -r id size cpus; do
        echo "node $id cpus:$(numbers "$cpus" | sed 's/^/ /' | tr -d '\n')"; echo "node $id size: $(((size + 1023) / 1024)) MB"; done)" \
      "$(printf 'info numa\nquit\n' | timeout 60 qemu-system-x86_64 -S -display none -nodefaults -no-user-config -accel tcg "${machine[@]}" -monitor stdio 2>&1 | tr -d '\r' | grep -E '^(node|qemu).*(cpus|size|rror)' | sed 's/ *$//')"
  done
  # policies NAME: the policy and nodes of each backend that libvirt makes for QEMU.
  policies() { elsewhere "$out/$1.xml" | grep -Eo '"host-nodes":\[[0-9,]+\],"policy":"[a-z]+"' | tr -d '"[]' | sed 's/host-nodes://; s/,policy:/ /' | sort -u; }
  same "each node of a guest prefers its own" "0 preferred"$'\n'"3 preferred" "$(policies memory-cell-preferred)"
  same "a guest's memory is interleaved" "0,3 interleave" "$(policies memory-cell-interleave)"
  ran=$(driver "create $out/here.xml; vcpuinfo here --pretty; qemu-monitor-command here --hmp 'info memdev'; destroy here")
  if grep -q '^CPU Affinity' <<<"$ran"; then
    same "a guest's processor is on the placement's" "$last" "$(sed -nE 's/^CPU Affinity: +([0-9,-]+) .*/\1/p' <<<"$ran")"
    same "and its memory" "policy: bind host nodes: $node" "$(grep -E '^ *(policy|host nodes):' <<<"$ran" | tr -d '\r' | xargs)"
  else
    skip "a guest that runs: $(grep error <<<"$ran" | head -1)"
  fi
else
  skip "libvirt: it could not be installed"
fi
