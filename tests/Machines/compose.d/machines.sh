# The machines: each says what it is and what is peculiar to it ($about goes into its snapshot), then what it has.
# shellcheck shell=bash disable=SC2034,SC2154,SC2086,SC2015
machines=(sparse-dies power-pairs three-levels zero-distance offline-node offline-cpus drawers armv7 side-caches initiators uneven overlap no-distances
  resctrl clusters devices cgroup1 hybrid reserved)

sparse-dies() {
  about="Four sockets of two dies, each die a node with links to the other die and to one die of two other sockets (16); the rest is two links away (22). The node numbers have gaps."
  local at=0 id
  for id in 0 1 8 9 16 17 24 25; do node $id $((2 * at))-$((2 * at + 1)) 16384; at=$((at + 1)); done
  for id in $(seq 0 15); do core $((id / 4)) $((id % 4)) "$id"; done
  distances '10 16 16 22 16 22 22 22' '16 10 22 16 22 22 22 16' '16 22 10 16 22 16 22 22' '22 16 16 10 22 22 16 22' \
    '16 22 22 22 10 16 16 22' '22 22 16 22 16 10 22 16' '22 22 22 16 16 22 10 16' '22 16 22 22 22 16 16 10'
}

power-pairs() {
  about="A POWER machine of three pairs of nodes: 20 within a pair, 40 to the others, numbers with gaps. The firmware names no socket (-1); a core has four threads; masks are of 2048 bits, and there are no lists."
  architecture=ppc64 kernel=2.6.24 words=64 lists=no
  local at=0 id
  for id in 0 1 4 5 8 9; do node $id $((4 * at))-$((4 * at + 3)) 8192; core -1 $((4 * at)) $((4 * at))-$((4 * at + 3)); at=$((at + 1)); done
  distances '10 20 40 40 40 40' '20 10 40 40 40 40' '40 40 10 20 40 40' '40 40 20 10 40 40' '40 40 40 40 10 20' '40 40 40 40 20 10'
  mkdir -p "$tree/proc"
  for id in $(seq 0 23); do printf 'processor\t: %s\ncpu\t\t: POWER7 (raw), altivec supported\nclock\t\t: 3000.000000MHz\nrevision\t: 2.0 (pvr 003f 0200)\n\n' "$id"; done >"$tree/proc/cpuinfo"
}

three-levels() {
  about="An Itanium machine of three levels: two nodes of a blade are 22 apart; four blades in a square, 26 along its sides and 30 across; 34 between the two squares. Masks are of 1024 bits, and there are no lists."
  architecture=ia64 kernel=2.6.16 words=32 lists=no
  local from to id row rows=()
  for id in $(seq 0 15); do node $id $((2 * id))-$((2 * id + 1)) 4096; core $((2 * id)) 0 $((2 * id)); core $((2 * id + 1)) 0 $((2 * id + 1)); done
  for from in $(seq 0 15); do
    row=''
    for to in $(seq 0 15); do
      row+=" $([ $from = $to ] && echo 10 || case $((from / 8 == to / 8)),$(((from / 2 - to / 2 + 8) % 4)) in 0,*) echo 34 ;; 1,0) echo 22 ;; 1,2) echo 30 ;; *) echo 26 ;; esac)"
    done
    rows+=("${row# }")
  done
  distances "${rows[@]}"
  mkdir -p "$tree/proc"
  for id in $(seq 0 31); do printf 'processor  : %s\nvendor     : GenuineIntel\narch       : IA-64\nfamily     : 31\nmodel      : 2\nphysical id: %s\ncore id    : 0\n\n' "$id" "$id"; done >"$tree/proc/cpuinfo"
}

zero-distance() {
  about="An Itanium machine of one node, whose firmware gives 0 as its distance to itself. Masks are of 1024 bits, and there are no lists."
  architecture=ia64 kernel=2.6.16 words=32 lists=no
  node 0 0-7 8192
  local id; for id in $(seq 0 7); do core $((id / 4)) $((id / 2 % 2)) $((id / 2 * 2))-$((id / 2 * 2 + 1)); done
  distances 0
  mkdir -p "$tree/proc"
  for id in $(seq 0 7); do printf 'processor  : %s\nvendor     : GenuineIntel\narch       : IA-64\nfamily     : 32\nmodel      : 0\nphysical id: %s\ncore id    : %s\nthread id  : %s\n\n' "$id" $((id / 4)) $((id / 2 % 2)) $((id % 2)); done >"$tree/proc/cpuinfo"
}

offline-node() {
  about="Node 0 and its processors are offline: the row of node 1 still counts the possible nodes (0-1), and its list of processors those that are offline too."
  kernel=3.2.0
  node 1 1,3,5,7,9,11 16384
  local id; for id in $(seq 0 11); do core $((id % 2)) $((id / 2)) "$id"; done
  offline=0,2,4,6,8-11
  fact $node/possible 0-1
  distances '21 10'
}

offline-cpus() {
  about="No file says which processors are online; those of CPUs 2 and 5 themselves say 0. The node has them still."
  kernel=2.6.18 lists=no hasOnline=no
  node 0 0-7 8192
  local id; for id in $(seq 0 7); do core $((id / 4)) $((id % 4)) "$id"; done
  offline=2,5
  distances 10
}

drawers() {
  about="A partition of an s390 mainframe with books and drawers above the sockets. Eight processors are online; the node's list has all 24 that there could be."
  architecture=s390x kernel=5.0.0
  node 0 0-7 8192
  local id
  for id in $(seq 0 7); do
    core $((id / 4)) $((id / 2)) $((id / 2 * 2))-$((id / 2 * 2 + 1))
    fact $cpu/cpu$id/topology/book_id 1; set_of $cpu/cpu$id/topology/book_siblings 0-7 $cpu/cpu$id/topology/book_siblings_list
    fact $cpu/cpu$id/topology/drawer_id 2; set_of $cpu/cpu$id/topology/drawer_siblings 0-7 $cpu/cpu$id/topology/drawer_siblings_list
  done
  nodeCpus[0]=0-23
  distances 10
  fact proc/cpuinfo $'vendor_id       : IBM/S390\n# processors    : 8\nbogomips per cpu: 3033.00\nmax thread id   : 1\nfeatures\t: esan3 zarch stfle msa ldisp eimm dfp edat etf3eh highgprs'
}

armv7() {
  about="A board with two larger and two smaller ARM cores and a kernel without NUMA: there is no folder of nodes."
  architecture=armv7l kernel=4.19.0
  core 0 0 0; core 0 1 1; core 1 0 2; core 1 1 3
  local id; for id in 0 1 2 3; do fact $cpu/cpu$id/cpu_capacity $((id < 2 ? 1024 : 446)); done
  fact proc/meminfo "$(meminfo '' 2064212)"
  for id in 0 1 2 3; do printf 'processor\t: %s\nmodel name\t: ARMv7 Processor rev 3 (v7l)\nFeatures\t: half thumb fastmult vfp edsp neon vfpv3 tls vfpv4 lpae\nCPU implementer\t: 0x41\nCPU architecture: 7\nCPU variant\t: 0x0\nCPU part\t: 0xc0f\nCPU revision\t: 3\n\n' "$id"; done >"$tree/proc/cpuinfo"
}

# reached NODE CLASS READ_LATENCY WRITE_LATENCY READ_BANDWIDTH WRITE_BANDWIDTH INITIATOR…: what a node's folder says of who reaches it best: ns and MiB/s.
reached() {
  local at=$node/node$1/access$2/initiators id
  fact "$at/read_latency" "$3"; fact "$at/write_latency" "$4"; fact "$at/read_bandwidth" "$5"; fact "$at/write_bandwidth" "$6"
  for id in "${@:7}"; do link "$at/node$id" "../../../node$id"; done
}

side-caches() {
  about="Two sockets of two nodes each, numbered in turn: 0 and 2 are socket 0. In front of the memory of each node lies a direct-mapped cache of 16 GiB. Who reaches it is not told: all values are 0."
  local id
  for id in 0 1 2 3; do
    node $id $((4 * id))-$((4 * id + 3)) 131072
    core $((id % 2)) $((4 * (id / 2))) $((4 * id))-$((4 * id + 1)); core $((id % 2)) $((4 * (id / 2) + 1)) $((4 * id + 2))-$((4 * id + 3))
    fact $node/node$id/memory_side_cache/index1/size 17179869184; fact $node/node$id/memory_side_cache/index1/line_size 64
    fact $node/node$id/memory_side_cache/index1/indexing 0; fact $node/node$id/memory_side_cache/index1/write_policy 0
    reached $id 0 0 0 0 0 "$id"
  done
  distances '10 21 12 21' '21 10 21 12' '12 21 10 21' '21 12 21 10'
}

initiators() {
  about="Of four nodes 0 has processors and memory, 1 only processors, 2 only memory and 3 neither: it is a device that reaches the memory (generic initiator), and node 2 faster than any processor does. So class 0 and class 1 of who reaches node 2 differ."
  node 0 0-3 16384; node 1 4-7 0; node 2 '' 8192; node 3 '' 0
  core 0 0 0-1; core 0 1 2-3; core 1 0 4-5; core 1 1 6-7
  reached 0 0 80 85 102400 81920 0; reached 0 1 80 85 102400 81920 0
  reached 2 0 8 9 512000 409600 3; reached 2 1 26 28 131072 65536 0 1
  distances '10 21 14 14' '21 10 24 24' '14 24 10 11' '14 24 11 10'
  fact $node/has_generic_initiator 3; fact $node/has_memory 0,2
}

uneven() {
  about="Two halves of three nodes: 20 between two nodes with processors, 30 and 28 to the memory-only node beside them and back, 40 to the other half. A half is one socket, or two. There are no lists, only masks."
  kernel=2.6.24 lists=no
  local id
  node 0 0-1 16384; node 1 2-3 16384; node 2 '' 65536; node 3 4-5 16384; node 4 6-7 16384; node 5 '' 65536
  core 0 0 0-1; core 0 1 2-3; core 1 0 4-5; core 2 0 6-7
  distances '10 20 30 40 40 40' '20 10 30 40 40 40' '28 28 10 40 40 40' '40 40 40 10 20 30' '40 40 40 20 10 30' '40 40 40 28 28 10'
}

overlap() {
  about="A kernel that is mistaken: each of four nodes has all processors."
  kernel=2.6.25
  local id
  for id in 0 1 2 3; do node $id 0-7 4096; done
  for id in $(seq 0 7); do core $((id / 4)) $((id % 4)) "$id"; done
  distances '10 20 20 20' '20 10 20 20' '20 20 10 20' '20 20 20 10'
}

no-distances() {
  about="Two sockets of four nodes each, of which neither memory nor distances were recorded: only sockets tell what belongs together."
  kernel=4.14.0
  local id
  for id in $(seq 0 7); do node $id $id,$((id + 8)); core $((id / 4)) $((id % 4)) $id,$((id + 8)); done
}

resctrl() {
  about="Two sockets whose kernel controls the second-level caches, code and data of the third apart, and the bandwidth of memory, and measures the last two."
  kernel=5.18.0
  local id at=sys/fs/resctrl/info
  node 0 0-3 16384; node 1 4-7 16384
  distances '10 21' '21 10'
  core 0 0 0-1; core 0 1 2-3; core 1 0 4-5; core 1 1 6-7
  for id in 0 1 2 3; do
    cache 0 1 Data 48K $id $((2 * id))-$((2 * id + 1)); cache 1 1 Instruction 32K $id $((2 * id))-$((2 * id + 1)); cache 2 2 Unified 2048K $id $((2 * id))-$((2 * id + 1))
  done
  cache 3 3 Unified 15360K 0 0-3; cache 3 3 Unified 15360K 1 4-7
  for id in L2:ffff:8:1 L3CODE:7fff:8:1 L3DATA:7fff:8:2; do
    IFS=: read -r id mask closids bits <<<"$id"
    fact $at/$id/cbm_mask "$mask"; fact $at/$id/num_closids "$closids"; fact $at/$id/min_cbm_bits "$bits"; fact $at/$id/shareable_bits 0
  done
  fact $at/MB/bandwidth_gran 10; fact $at/MB/min_bandwidth 10; fact $at/MB/num_closids 8; fact $at/MB/delay_linear 1
  fact $at/L3_MON/num_rmids 224; fact $at/L3_MON/max_threshold_occupancy 67584; fact $at/L3_MON/mon_features $'llc_occupancy\nmbm_total_bytes\nmbm_local_bytes'
  fact $at/last_cmd_status ok
  fact sys/fs/resctrl/schemata $'    MB:0=100;1=100\n    L2:0=ffff;1=ffff;2=ffff;3=ffff\nL3CODE:0=7fff;1=7fff\nL3DATA:0=7fff;1=7fff'
}

clusters() {
  about="An ARM server of two dies in one socket, each a node; two cores share the tags of a cluster. The second-level caches are each core's own."
  architecture=aarch64 kernel=6.1.0
  local id
  node 0 0-3 32768; node 1 4-7 32768
  distances '10 12' '12 10'
  for id in $(seq 0 7); do core 36 $((256 * (id / 2) + id % 2)) "$id" '' $((256 * (id / 2))); cache 0 1 Data 64K $((10 + id)) "$id"; cache 1 1 Instruction 64K $((20 + id)) "$id"; cache 2 2 Unified 512K $((30 + id)) "$id"; done
  cache 3 3 Unified 32768K 1 0-3; cache 3 3 Unified 32768K 2 4-7
  mkdir -p "$tree/proc"
  for id in $(seq 0 7); do printf 'processor\t: %s\nBogoMIPS\t: 200.00\nFeatures\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics\nCPU implementer\t: 0x48\nCPU architecture: 8\nCPU variant\t: 0x1\nCPU part\t: 0xd01\nCPU revision\t: 0\n\n' "$id"; done >"$tree/proc/cpuinfo"
}

devices() {
  about="Two sockets with devices: at node 0 a graphics processor, a network card of two ports and a disk behind a SAS controller; at node 1 an NVMe disk behind two bridges, an InfiniBand card and an accelerator without a driver. The chipset's network port says -1 and is on a bus of node 0."
  local root=pci0000:00 far=pci0000:80
  node 0 0-1,4-5 65536; node 1 2-3,6-7 65536
  distances '10 21' '21 10'
  core 0 0 0,4; core 0 1 1,5; core 1 0 2,6; core 1 1 3,7
  fact sys/devices/$root/pci_bus/0000:00/cpulistaffinity 0-1,4-5; fact sys/devices/$far/pci_bus/0000:80/cpulistaffinity 2-3,6-7
  function_ $root/0000:00:01.0 0x060400 8086:2f02 0; function_ $root/0000:00:01.0/0000:01:00.0 0x030000 10de:1db4 0; class drm $root/0000:00:01.0/0000:01:00.0/drm/card0
  function_ $root/0000:00:02.0 0x060400 8086:2f04 0
  for port in 0 1; do function_ $root/0000:00:02.0/0000:02:00.$port 0x020000 8086:1572 0; class net $root/0000:00:02.0/0000:02:00.$port/net/ens2f$port; done
  function_ $root/0000:00:03.0 0x060400 8086:2f08 0; function_ $root/0000:00:03.0/0000:03:00.0 0x010700 1000:0097 0
  local disk=$root/0000:00:03.0/0000:03:00.0/host0/target0:0:0/0:0:0:0
  class block $disk/block/sda; class block $disk/block/sda/sda1; fact sys/devices/$disk/block/sda/size 1172123568; fact sys/devices/$disk/block/sda/sda1/size 1172121520; fact sys/devices/$disk/model 'A SAS DISK      '
  function_ $root/0000:00:19.0 0x020000 8086:15a1 -1; class net $root/0000:00:19.0/net/eno1
  function_ $far/0000:80:01.0 0x060400 8086:2f02 1; function_ $far/0000:80:01.0/0000:81:00.0 0x060400 10b5:8747 1; function_ $far/0000:80:01.0/0000:81:00.0/0000:82:00.0 0x010802 144d:a822 1
  disk=$far/0000:80:01.0/0000:81:00.0/0000:82:00.0/nvme/nvme0
  class block $disk/nvme0n1; fact sys/devices/$disk/nvme0n1/size 7501476528; fact sys/devices/$disk/model 'An NVMe disk'
  function_ $far/0000:80:02.0 0x060400 8086:2f04 1; function_ $far/0000:80:02.0/0000:83:00.0 0x020700 15b3:1013 1; class infiniband $far/0000:80:02.0/0000:83:00.0/infiniband/mlx5_0; class net $far/0000:80:02.0/0000:83:00.0/net/ib0
  function_ $far/0000:80:03.0 0x060400 8086:2f08 1; function_ $far/0000:80:03.0/0000:84:00.0 0x0b4000 8086:225c 1
  mkdir -p "$tree/sys/devices/virtual/net/lo"; link sys/class/net/lo ../../devices/virtual/net/lo
}

cgroup1() {
  about="Four nodes; processor 4 is offline, and a cpuset of the first version of cgroups leaves the process CPUs 0-5 and the nodes 1-3."
  kernel=3.10.0
  local id
  for id in 0 1 2 3; do node $id $((2 * id))-$((2 * id + 1)) 8192; core "$id" 0 $((2 * id)); core "$id" 1 $((2 * id + 1)); done
  offline=4
  nodeCpus[2]=5
  distances '10 20 20 20' '20 10 20 20' '20 20 10 20' '20 20 20 10'
  fact proc/mounts $'sysfs /sys sysfs rw 0 0\ncgroup /sys/fs/cgroup/cpuset cgroup rw,cpuset 0 0'
  fact proc/self/cgroup $'4:memory:/\n2:cpuset:/batch'
  fact sys/fs/cgroup/cpuset/cpuset.cpus 0-7; fact sys/fs/cgroup/cpuset/cpuset.mems 0-3
  fact sys/fs/cgroup/cpuset/batch/cpuset.cpus 0-5; fact sys/fs/cgroup/cpuset/batch/cpuset.mems 1-3
}

hybrid() {
  about="A processor of two performance cores with two threads each, four efficiency cores and two of low power; the monitors of each kind name theirs."
  kernel=6.8.0
  local id
  node 0 0-9 32768; distances 10
  core 0 0 0-1 0; core 0 4 2-3 0
  for id in 4 5 6 7 8 9; do core 0 $((id + 4)) "$id" 0; done
  fact sys/devices/cpu_core/cpus 0-3; fact sys/devices/cpu_atom/cpus 4-7; fact sys/devices/cpu_lowpower/cpus 8-9
}

reserved() {
  about="Two nodes of eight CPUs, many of which are held: by a libvirt domain, a container of the kubelet, a systemd unit, a cgroup partition, the kernel's command line (isolcpus) and a process that taskset started. A third of that one's memory is on the node where it runs."
  kernel=6.8.0
  local id group=sys/fs/cgroup
  node 0 0-7 65536; node 1 8-15 65536; distances '10 21' '21 10'
  for id in $(seq 0 15); do core $((id / 8)) $((id % 8)) "$id"; done
  fact $cpu/isolated 14-15; fact $cpu/nohz_full '(null)'
  fact proc/self/mountinfo '24 30 0:22 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw'
  fact proc/self/cgroup 0::/user.slice
  fact $group/cpuset.cpus.effective 0-11,14-15
  cgroup_ vm.slice 12-13 12-13 root; cgroup_ system.slice '' 0-11,14-15 member; cgroup_ system.slice/web.service 2-3 2-3 member
  cgroup_ user.slice '' 0-11,14-15 member
  fact etc/systemd/system/web.service $'[Service]\nExecStart=/usr/bin/web\nAllowedCPUs=2-3'
  fact var/lib/kubelet/cpu_manager_state '{"policyName":"static","defaultCpuSet":"0-3,6-15","entries":{"0a1b":{"app":"4-5"}},"checksum":1}'
  fact run/libvirt/qemu/db.xml "<domstatus state='running' reason='booted' pid='500'>
  <vcpus><vcpu id='0' pid='501'/><vcpu id='1' pid='502'/></vcpus>
  <domain type='kvm' id='1'>
    <name>db</name>
    <memory unit='KiB'>8388608</memory>
    <memoryBacking><hugepages><page size='1048576' unit='KiB'/></hugepages></memoryBacking>
    <vcpu placement='static'>2</vcpu>
    <cputune><vcpupin vcpu='0' cpuset='8'/><vcpupin vcpu='1' cpuset='9'/><emulatorpin cpuset='0'/></cputune>
    <numatune><memory mode='strict' nodeset='1'/></numatune>
  </domain>
</domstatus>"
  memory=$'\nRssAnon:\t   16512 kB\nRssFile:\t    8192 kB\nRssShmem:\t       0 kB\nHugetlbPages:\t 8388608 kB' process 500 qemu-system-x86 0 501:8 502:9
  fact proc/500/numa_maps '55d0c0a00000 default file=/usr/bin/qemu-system-x86_64 mapped=2048 mapmax=2 N0=2048 kernelpagesize_kB=4
55d0c2c00000 default heap anon=4096 dirty=4096 active=0 N0=3072 N1=1024 kernelpagesize_kB=4
7f2a00000000 bind:1 file=/dev/hugepages/libvirt/qemu/db\040(deleted) huge dirty=8 N1=8 kernelpagesize_kB=1048576
7ffd00000000 default stack anon=32 dirty=32 active=0 N0=32 kernelpagesize_kB=4'
  process 700 serve 6
  fact proc/700/numa_maps '55aa00400000 default file=/usr/bin/serve mapped=512 N0=512 kernelpagesize_kB=4
55aa01000000 default heap anon=1024 dirty=1024 active=0 N0=1024 kernelpagesize_kB=4
7fd200000000 prefer (many):0-1 anon=393216 dirty=393216 active=0 N0=131072 N1=262144 kernelpagesize_kB=4
7ffdaa000000 default stack anon=16 dirty=16 active=0 N0=16 kernelpagesize_kB=4'
}

# cgroup_ PATH CPUS EFFECTIVE PARTITION: a group of version 2.
cgroup_() {
  local at=sys/fs/cgroup/$1
  fact "$at/cpuset.cpus" "$2"; fact "$at/cpuset.cpus.effective" "$3"; fact "$at/cpuset.cpus.partition" "$4"
}

# process ID NAME CPUS [THREAD:CPUS…]: its first thread may run on CPUS. Each thread last ran on the first CPU that it may run on.
process() {
  local thread threads=("$1:$3" "${@:4}")
  fact "proc/$1/cgroup" 0::/user.slice
  thread_ "proc/$1" "$1" "$2" "$3" "$1" ${#threads[@]}
  for thread in "${threads[@]}"; do thread_ "proc/$1/task/${thread%:*}" "$1" "$2" "${thread#*:}" "${thread%:*}" ${#threads[@]}; done
}

# thread_ FOLDER PROCESS NAME CPUS ID THREADS, with lines of $memory in status. Of stat 39 fields are written, which is as many as are read.
thread_() {
  fact "$1/status" $'Name:\t'"$3"$'\nTgid:\t'"$2"$'\nVmSize:\t    9000 kB'"${memory-}"$'\nCpus_allowed_list:\t'"$4"$'\nMems_allowed_list:\t0-1'
  fact "$1/stat" "$5 ($3) S 1 $2 $2 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 $6 0 100 9216000 500 18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 ${4%%[-,]*}"
}
