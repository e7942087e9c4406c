#!/bin/sh
# Prints what a Linux machine tells of its NUMA topology, as a snapshot that NumaTopology reads:
#
#   sh collect.sh [QUESTION [ROOT]]
#
#   QUESTION  memory, activity, cells, devices, capabilities, reservations, processes, process-memory or all (the default: what the check-up needs too, without
#             what holds CPUs or runs on them): what that question needs is read, and no more
#   ROOT      the folder that stands for the machine's root; / by default
#
# It needs sh, awk, cat, date, head, ls, tr and xargs, of which busybox will do, and no root. It writes no file. A large machine costs some
# dozens of processes, not one a file. All is in functions that the last line calls: a script that was cut on its way does nothing.

nodes=sys/devices/system/node
cpus=sys/devices/system/cpu
memory=sys/devices/system/memory

fail() {
  printf 'collect.sh: %s\n' "$1" >&2
  exit 1
}

# value FACT: its first line; empty where there is none.
value() {
  line=
  { IFS= read -r line; } 2>/dev/null <"$1"
  printf '%s\n' "$line"
}

# folders FOLDER…: lists those that are there.
folders() {
  for folder do
    [ -d "$folder" ] || continue
    set -- "$folder"/*
    # An empty folder is rare, and may be one that cannot be read.
    if [ -e "$1" ] || [ -L "$1" ] || ls "$folder" >/dev/null 2>&1; then printf '/ %s\n' "$folder"; else printf '! %s\n' "$folder"; fi
    for name do
      if [ -e "$name" ] || [ -L "$name" ]; then printf ' %s\n' "${name##*/}"; fi
    done
  done
}

# facts NAMES FOLDER…: asks for the facts of those names, which blanks separate, in each folder.
facts() {
  printf '@%s\n' "$1"
  shift
  printf '%s\n' "$@"
}

# What every question needs.
host_folders() {
  folders $nodes
  # Old kernels do not say which processors run.
  [ "$(value $cpus/online)" ] || folders $cpus
}

host_facts() {
  facts online $nodes $cpus
  facts 'sys/kernel/hostname hwloc-nofile-info' proc
  if [ ! "$(value $cpus/online)" ]; then
    facts online $cpus/cpu[0-9]*
    facts stat proc
  fi
}

memory_folders() {
  # Without its memory a node may be one that has just been taken away.
  for node in "$nodes"/node[0-9]*; do [ -e "$node/meminfo" ] || folders "$node"; done
}

memory_facts() {
  facts 'meminfo sys/vm/min_free_kbytes sys/vm/watermark_scale_factor' proc
  # Whether a single node is the whole host.
  facts possible $nodes
  facts 'meminfo' $nodes/node[0-9]*
  for node in "$nodes"/node[0-9]*; do [ -e "$node/meminfo" ] || facts 'cpulist distance' "$node"; done
}

activity_folders() {
  folders $nodes/node[0-9]*/hugepages sys/kernel/mm/hugepages
}

activity_facts() {
  facts 'cpulist cpumap numastat vmstat' $nodes/node[0-9]*
  facts 'stat uptime vmstat' proc
  pool_facts
}

cells_folders() {
  for node in "$nodes"/node[0-9]*; do [ -e "$node/cpulist" ] || [ ! -e "$node/meminfo" ] || folders "$node"; done
  folders $nodes/node[0-9]*/hugepages $nodes/node[0-9]*/access[01]/initiators $nodes/node[0-9]*/memory_side_cache
  folders sys/kernel/mm/hugepages sys/devices/virtual/memory_tiering
  # Memory that a driver made a node of, and the bus that it is on.
  folders sys/bus/dax/drivers/kmem sys/bus/cxl/devices sys/bus/nd/devices
  folders sys/bus/cxl/devices/dax_region*/dax[0-9]* sys/bus/nd/devices/dax*/dax[0-9]*
}

pool_facts() {
  facts 'nr_hugepages free_hugepages' $nodes/node[0-9]*/hugepages/hugepages-* sys/kernel/mm/hugepages/hugepages-*
}

cells_facts() {
  facts has_generic_initiator $nodes
  facts 'cpulist cpumap distance' $nodes/node[0-9]*
  pool_facts
  facts 'read_latency write_latency read_bandwidth write_bandwidth' $nodes/node[0-9]*/access[01]/initiators
  facts 'size line_size indexing write_policy' $nodes/node[0-9]*/memory_side_cache/index*
  facts nodelist sys/devices/virtual/memory_tiering/memory_tier*
  for device in sys/bus/dax/drivers/kmem/dax*; do facts 'target_node numa_node' "sys/bus/dax/devices/${device##*/}"; done
  # In which socket and die a node is, its first processor tells.
  set -- 'physical_package_id package_cpus_list package_cpus core_siblings_list core_siblings die_id die_cpus_list die_cpus'
  if knows_first_cpus; then
    first_cpus | while read -r cpu; do facts "$1" $cpus/cpu"$cpu"/topology; done
  else
    facts "$1" $cpus/cpu[0-9]*/topology
  fi
}

# Old kernels, and machines that were recorded in part: all processors must be asked.
knows_first_cpus() {
  [ "$(value $cpus/online)" ] || return 1
  for node in "$nodes"/node[0-9]*; do [ -e "$node/cpulist" ] || [ ! -d "$node" ] || return 1; done
  for set in "$cpus"/cpu[0-9]*/topology/package_cpus* "$cpus"/cpu[0-9]*/topology/core_siblings*; do [ ! -e "$set" ] || return 0; done
  return 1
}

# The lowest processor that runs, of the machine and of each node, by lists such as 0-3,8-11.
first_cpus() {
  {
    value $cpus/online
    value $cpus/online
    for node in "$nodes"/node[0-9]*; do value "$node/cpulist"; done
  } | awk '
    function lowest(range) { sub(/-.*/, "", range); return range + 0 }
    function highest(range) { sub(/.*-/, "", range); return range + 0 }
    NR == 1 { online = split($0, range, ","); for (i = 1; i <= online; i++) { low[i] = lowest(range[i]); high[i] = highest(range[i]) }; next }
    {
      first = -1
      for (count = split($0, range, ","); count > 0; count--)
        for (i = 1; i <= online; i++) {
          from = lowest(range[count]); if (from < low[i]) from = low[i]
          to = highest(range[count]); if (to > high[i]) to = high[i]
          if (from <= to && (first < 0 || from < first)) first = from
        }
      if (first >= 0 && !(first in told)) { told[first]; print first }
    }'
}

processors_folders() {
  [ -e $cpus/present ] || [ ! "$(value $cpus/online)" ] || folders $cpus
  if knows_first_cpus; then
    first_cpus | while read -r cpu; do folders $cpus/cpu"$cpu"/cache; done
  else
    folders $cpus/cpu[0-9]*/cache
  fi
  folders sys/fs/resctrl/info
}

processors_facts() {
  facts 'sys/kernel/ostype sys/kernel/osrelease self/status' proc
  # What a call tells of this machine, a recorded one may tell here.
  [ "$root" = / ] || facts cpuinfo proc
  facts present $cpus
  facts 'cpu_core/cpus cpu_atom/cpus cpu_lowpower/cpus' sys/devices
  facts 'cpu_capacity topology/physical_package_id topology/die_id topology/cluster_id topology/core_id topology/thread_siblings_list' $cpus/cpu[0-9]*
  facts 'level type id size coherency_line_size ways_of_associativity shared_cpu_list' $cpus/cpu[0-9]*/cache/index[0-9]*
  # Old kernels have only masks.
  set -- $cpus/cpu[0-9]*/topology/thread_siblings_list
  [ -e "$1" ] || facts topology/thread_siblings $cpus/cpu[0-9]*
  set -- $cpus/cpu[0-9]*/cache/index[0-9]*/shared_cpu_list
  [ -e "$1" ] || facts shared_cpu_map $cpus/cpu[0-9]*/cache/index[0-9]*
  facts 'bandwidth_gran min_bandwidth num_closids num_rmids mon_features max_threshold_occupancy cbm_mask min_cbm_bits' sys/fs/resctrl/info/*
  cgroup_facts
}

# The limits of the cgroups that this process is in, and of those above; what cpusets allow, where proc/self/status does not tell.
cgroup_facts() {
  allowed=
  { while IFS= read -r line; do case $line in Cpus_allowed_list:* | Mems_allowed_list:*) allowed=$allowed. ;; esac; done; } 2>/dev/null <proc/self/status
  cpuset=
  [ "$allowed" = .. ] || cpuset=cpuset
  mounts=self/mountinfo
  [ "$(value proc/self/mountinfo)" ] || mounts=mounts
  facts "self/cgroup $mounts ${cpuset:+self/cpuset}" proc
  {
    for pool in sys/kernel/mm/hugepages/hugepages-* "$nodes"/node[0-9]*/hugepages/hugepages-*; do printf 'pages %s\n' "${pool##*-}"; done
    printf 'cpuset %s\n' "$(value proc/self/cpuset)"
    cat proc/self/cgroup proc/$mounts 2>/dev/null
  } | awk -v cpuset="$cpuset" '
    function ask(names, group, root, folder, below) {
      sub(/\/$/, "", group)
      if (group == root) below = ""
      else if (index(group, root "/") == 1) below = substr(group, length(root) + 1)
      else return
      for (;; sub(/\/[^\/]*$/, "", below)) {
        print "@" names; print folder below
        if (below == "") return
      }
    }
    # Blank, tab and backslash are \040, \011 and \134.
    function plain(path) { gsub(/\\040/, " ", path); gsub(/\\011/, "\t", path); gsub(/\\134/, "\\", path); return path }
    /^pages [0-9]+kB$/ {
      size = $2 + 0
      size = size >= 1048576 ? size / 1048576 "GB" : size >= 1024 ? size / 1024 "MB" : size "KB"
      if (size in sizes) next
      sizes[size]
      pages1 = pages1 " hugetlb." size ".limit_in_bytes hugetlb." size ".usage_in_bytes hugetlb." size ".rsvd.limit_in_bytes hugetlb." size ".rsvd.usage_in_bytes"
      pages2 = pages2 " hugetlb." size ".max hugetlb." size ".current hugetlb." size ".rsvd.max hugetlb." size ".rsvd.current"
      next
    }
    /^pages / { next }
    /^cpuset / { group["cpuset"] = substr($0, 8); if (group["cpuset"] == "") delete group["cpuset"]; next }
    # 4:cpu,cpuacct:/job of version 1, 0::/user.slice of version 2
    /^[0-9]+:[^:]*:/ {
      path = $0
      sub(/^[0-9]+:[^:]*:/, "", path)
      split($0, part, ":")
      if (part[2] == "") { group["2"] = path; next }
      for (i = split(part[2], controller, ","); i > 0; i--) if (!(controller[i] in group)) group[controller[i]] = path
      next
    }
    # 35 31 0:32 /docker/0123 /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory
    # cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0
    {
      root = ""; folder = $2; type = $3; options = $4
      for (i = 7; i + 3 <= NF; i++) if ($i == "-") { root = $4; folder = $5; type = $(i + 1); options = $(i + 3); break }
      if (type !~ /^(cgroup|cgroup2|cpuset)$/ || folder ~ /\\012/) next
      root = root == "/" ? "" : plain(root)
      folder = plain(folder)
      gsub(/^\/+|\/+$/, "", folder)
      options = "," options ","
      if (type == "cgroup2" && "2" in group) ask("memory.max memory.high memory.current memory.stat cpu.max" pages2 (cpuset == "" ? "" : " cpuset.cpus.effective cpuset.mems.effective cpuset.cpus cpuset.mems"), group["2"], root, folder)
      if (type == "cpuset" && cpuset != "" && "cpuset" in group) ask("cpus mems", group["cpuset"], root, folder)
      if (type != "cgroup") next
      if (options ~ /,memory,/ && "memory" in group) ask("memory.limit_in_bytes memory.usage_in_bytes memory.use_hierarchy memory.stat", group["memory"], root, folder)
      if (options ~ /,cpu,/ && "cpu" in group) ask("cpu.cfs_quota_us cpu.cfs_period_us", group["cpu"], root, folder)
      if (options ~ /,hugetlb,/ && "hugetlb" in group) ask(pages1, group["hugetlb"], root, folder)
      if (options ~ /,cpuset,/ && cpuset != "" && "cpuset" in group) ask("cpuset.effective_cpus cpuset.effective_mems cpuset.cpus cpuset.mems", group["cpuset"], root, folder)
    }'
}

devices_folders() {
  folders sys/class/block sys/class/net sys/class/drm sys/class/accel sys/class/infiniband sys/bus/pci/devices sys/devices/virtual/nvme-subsystem/*
}

# What the devices are plugged into is in the links to them:
# lrwxrwxrwx 1 0 0 0 Aug  1 00:00 sys/class/net/eth0 -> ../../devices/pci0000:00/0000:00:03.0/net/eth0
devices_links() {
  # shellcheck disable=SC2012 # POSIX has nothing else that tells where links lead.
  ls -dn sys/class/block/* sys/class/net/* sys/class/drm/card* sys/class/accel/* sys/class/infiniband/* sys/bus/pci/devices/* sys/devices/virtual/nvme-subsystem/*/nvme[0-9]* 2>/dev/null |
    awk '/^l/ && (at = index($0, " sys/")) { name = substr($0, at + 1); if (at = index(name, " -> ")) { print "= link/" substr(name, 1, at - 1); print "~" substr(name, at + 4) } }'
}

# The facts of each device and of all that it is plugged into, by those links.
devices_facts() {
  facts 'cpulist cpumap' $nodes/node[0-9]*
  devices_links | awk '
    /^=/ { from = substr($0, 8); next }
    {
      count = split(substr($0, 2), part, "/")
      own = substr($0, 2, 1) == "/" ? "" : from
      if (own != "") sub(/\/[^\/]*$/, "", own)
      for (i = 1; i <= count; i++) {
        if (part[i] == "" || part[i] == ".") continue
        if (part[i] != "..") own = own (own == "" ? "" : "/") part[i]
        else if (!sub(/\/[^\/]*$/, "", own)) own = ""
      }
      if (own !~ /^sys\/devices\// || (own ~ /^sys\/devices\/virtual\// && own !~ /^sys\/devices\/virtual\/nvme-subsystem\//)) next
      if (from ~ /^sys\/class\/block\//) {
        device = own
        sub(/\/[^\/]*$/, "", device)
        if (device ~ /\/block$/) sub(/\/block$/, "", device)
        print "@size"; print own
        print "@model"; print device
      }
      if (from ~ /^sys\/bus\/pci\//) { print "@class"; print own }
      for (; own ~ /^sys\/devices\/./ && !(own in done); sub(/\/[^\/]*$/, "", own)) {
        done[own]
        print "@numa_node" (own ~ /:[^\/]*\.[0-9a-f]$/ ? " vendor device local_cpulist local_cpus" : ""); print own
        # A root bus, pci0000:00, tells its processors.
        if (match(own, /\/pci[^\/:]*:[^\/]*$/)) { print "@cpulistaffinity cpuaffinity"; print own "/pci_bus/" substr(own, RSTART + 4) }
      }
    }'
}

# The network interfaces and NVMe disks on PCI, by their class.
interrupting() {
  for function in sys/bus/pci/devices/*; do
    class=
    { IFS= read -r class; } 2>/dev/null <"$function/class"
    case $class in 0x02* | 0x0108*) printf '%s\n' "$function" ;; esac
  done
}

health_folders() {
  # Those that were not listed yet, for want of a file.
  for node in "$nodes"/node[0-9]*; do [ ! -e "$node/meminfo" ] || [ ! -e "$node/cpulist" ] || folders "$node"; done
  folders sys/bus/dax/devices sys/bus/dax/drivers/device_dax
  interrupting | while IFS= read -r function; do folders "$function/msi_irqs"; done
}

health_facts() {
  facts 'sys/kernel/numa_balancing sys/vm/zone_reclaim_mode sys/vm/swappiness' proc
  facts 'transparent_hugepage/enabled transparent_hugepage/defrag numa/demotion_enabled' sys/kernel/mm
  facts 'isolated smt/control' $cpus
  facts enabled sys/module/zswap/parameters
  facts 'sys_vendor product_name' sys/class/dmi/id
  facts 'block_size_bytes auto_online_blocks' $memory
  facts size sys/bus/dax/devices/dax*
  # The highest block of each node, and the others of the node where that is offline.
  for node in "$nodes"/node[0-9]*; do
    for block in "$node"/memory[0-9]*; do printf '%s %s\n' "$node" "${block##*/memory}"; done
  done | awk '$2 ~ /^[0-9]+$/ && (!($1 in top) || $2 + 0 > top[$1]) { top[$1] = $2 + 0 } END { for (node in top) print node, top[node] }' |
    while read -r node top; do
      facts state "$memory/memory$top"
      [ "$(value "$memory/memory$top/state")" != offline ] || for block in "$node"/memory[0-9]*; do facts state "$memory/${block##*/}"; done
    done
  interrupting | while IFS= read -r function; do
    for irq in "$function"/msi_irqs/[0-9]*; do
      [ -e "$irq" ] || continue
      facts 'effective_affinity_list smp_affinity_list' "proc/irq/${irq##*/}"
      facts per_cpu_count "sys/kernel/irq/${irq##*/}"
    done
  done
}

# The cgroups that can hold CPUs, each a folder: all of version 2, or of the controller cpuset of version 1.
cpuset_groups() {
  awk '
    { for (i = 7; i + 3 <= NF; i++) if ($i == "-") break }
    $(i + 1) == "cgroup2" || ($(i + 1) == "cgroup" && ("," $(i + 3) ",") ~ /,cpuset,/) { sub(/^\/+/, "", $5); print $5 }' proc/self/mountinfo 2>/dev/null |
    while IFS= read -r folder; do find "$folder" -type d 2>/dev/null; done
}

# in_unit_folders COMMAND…: runs it on systemd's folders with units that are not the distribution's.
in_unit_folders() {
  "$@" run/systemd/transient run/systemd/system etc/systemd/system run/systemd/system.control etc/systemd/system.control
}

unit_folders() {
  folders "$@"
  for folder do folders "$folder"/*.service.d "$folder"/*.slice.d "$folder"/*.scope.d; done
}

unit_facts() {
  for folder do
    for file in "$folder"/*.service "$folder"/*.slice "$folder"/*.scope "$folder"/*.d/*.conf; do [ ! -f "$file" ] || facts "${file##*/}" "${file%/*}"; done
  done
}

reservations_folders() {
  cpuset_groups | while IFS= read -r group; do folders "$group"; done
  folders run/libvirt/qemu proc proc/[0-9]*/task
  in_unit_folders unit_folders
}

reservations_facts() {
  facts 'isolated nohz_full' $cpus
  facts 'meminfo self/mountinfo' proc
  cpuset_groups | while IFS= read -r group; do
    facts 'cpuset.cpus cpuset.cpus.effective cpuset.cpus.exclusive cpuset.cpus.partition cpuset.mems cpuset.effective_cpus cpuset.cpu_exclusive' "$group"
  done
  facts 'cpu_manager_state memory_manager_state' var/lib/kubelet
  for file in run/libvirt/qemu/*.xml; do facts "${file##*/}" run/libvirt/qemu; done
  in_unit_folders unit_facts
  facts 'status cgroup' proc/[0-9]*
  facts status proc/[0-9]*/task/[0-9]*
}

processes_folders() {
  folders proc
  for process in proc/[0-9]*; do
    ! has_threads "$process" || folders "$process/task"
  done
}

processes_facts() {
  facts 'cpulist cpumap' $nodes/node[0-9]*
  facts 'stat status' proc/[0-9]*
  for process in proc/[0-9]*; do
    ! has_threads "$process" || facts 'stat status' "$process"/task/[0-9]*
  done
}

# Whether a process has several threads. Of one thread the process tells all.
has_threads() {
  set -- "$1"/task/*
  [ $# -gt 1 ]
}

process_memory_folders() { :; }

process_memory_facts() { facts numa_maps proc/[0-9]*; }

# What no file tells.
calls() {
  [ "$root" = / ] || return 0
  size=$(getconf PAGESIZE 2>/dev/null || awk '/^KernelPageSize:/ { print $2 * 1024; exit }' /proc/self/smaps 2>/dev/null)
  [ ! "$size" ] || printf '= call/getpagesize\n~%s\n' "$size"
  machine=$(uname -m 2>/dev/null)
  [ ! "$machine" ] || printf '= call/uname.machine\n~%s\n' "$machine"
}

# The first block of cpuinfo, with the model: the whole is a megabyte on a large machine.
first_block() {
  awk 'NR == 1 { print "= head/proc/cpuinfo" } /^$/ { exit } { print " " $0 }' proc/cpuinfo 2>/dev/null
}

# Each name once, one a line, as xargs reads it: sysfs and the names of network interfaces may hold what it would take for quotes.
names() {
  awk '
    /^@/ { count = split(substr($0, 2), name, " "); next }
    {
      gsub(/[^A-Za-z0-9_.\/:-]/, "\\\\&")
      for (i = 1; i <= count; i++) if (!(($0 "/" name[i]) in told)) { told[$0 "/" name[i]]; print $0 "/" name[i] }
    }'
}

# Reads the facts whose names come in, all through head, which goes on after those that cannot be read and writes a line before each:
#   ==> sys/devices/system/node/online <==
# What it says of those that cannot be read follows it; what is not there is not worth a word:
#   head: cannot open 'sys/devices/…' for reading: Permission denied        head: sys/devices/…: Permission denied (busybox)
contents() {
  {
    {
      # A header is only written where there are several files; /dev/null is always one before and one behind.
      xargs sh -c 'exec head -n 1000000000 /dev/null "$@" /dev/null' head
      echo "xargs ended with $?" >&2
    } 2>&1 >&5 | awk '
      # More than 123 is not a file that cannot be opened.
      /^xargs ended with/ { ended = $4 <= 123; next }
      /: (No such file or directory|No such process|Not a directory|No such device|No such device or address|Too many levels of symbolic links|Symbolic link loop|File name too long|Filename too long)$/ { next }
      { sub(/^[^:]*: /, ""); sub(/: [^:]*$/, ""); if (match($0, /\047.*\047/)) $0 = substr($0, RSTART + 1, RLENGTH - 2); refused[count++] = $0 }
      # When all that head printed is on its way.
      END { print "==> what cannot be read <=="; for (i = 0; i < count; i++) print refused[i]; if (ended) print "==> end <==" }'
  } 5>&1
}

# Makes the snapshot of the lists, the links and what head printed, and ends it if all of it came. What is no plain text becomes hexadecimal;
# of a NUL, which not every awk can read, tr makes a 1 before. Names that are not ASCII are left out.
snapshot() {
  tr '\000' '\001' | awk '
    function is_name(name) { return name ~ /^[ -~]+$/ && name !~ /\\/ && ("/" name "/") !~ /\/\.?\.?\// && length(name) <= 1024 }
    function hexadecimal(text, i, line) {
      for (i = 1; i <= length(text); i++) {
        line = line byte[substr(text, i, 1)]
        if (i % 32 == 0 || i == length(text)) { print ": " line; line = "" }
      }
    }
    function tell(i, text, last) {
      if (fact == "") return
      last = lines - 1
      if (lines == 1 && line[0] == "") { empty[fact]; return }
      count++
      told[fact]
      print "= " fact
      if (is_text) {
        for (i = 0; i < last; i++) print " " line[i]
        if (line[last] != "") print "~" line[last]
        return
      }
      for (i = 0; i < last; i++) text = text line[i] "\n"
      hexadecimal(text line[last])
    }
    BEGIN { for (i = 2; i < 256; i++) byte[sprintf("%c", i)] = sprintf("%02x", i); byte[sprintf("%c", 1)] = "00" }
    # The first line of a content may look like one too.
    /^==> .* <==$/ && (lines > 0 || fact == "") {
      tell()
      is_read = 1; fact = substr($0, 5, length($0) - 8); lines = 0; is_text = 1
      if (fact == "end") is_whole = 1
      is_refused = fact == "what cannot be read"
      if (fact ~ /^\/|^end$|^what cannot be read$/ || !is_name(fact)) fact = ""
      next
    }
    is_refused { refused[$0]; next }
    is_read { line[lines++] = $0; if ($0 ~ /[^\t -~]/) is_text = 0; next }
    /^ / { if (is_list ? is_name(substr($0, 2)) : is_link && $0 ~ /^[\t -~]*$/) print; next }
    /^~/ { if (is_link) { if ($0 ~ /^[ -~]*$/) print; else hexadecimal(substr($0, 2)) }; next }
    /^[\/=!] / { is_list = is_link = 0; if (is_name(substr($0, 3))) { print; count++; is_list = /^\//; is_link = /^=/ }; next }
    /^[ -~]*$/ { print }
    END {
      # One that failed only after its beginning had come is worth nothing, and neither is what holds it.
      for (fact in refused) { if (fact in told) exit 1; if (is_name(fact)) { print "! " fact; count++ } }
      for (fact in empty) if (!(fact in refused)) { print "= " fact; count++ }
      if (!is_whole) exit 1
      print ". " count + 0
    }'
}

main() {
  root=${2:-/}
  case ${1:-all} in
    memory) parts='host memory' ;;
    activity) parts='host memory activity' ;;
    cells) parts='host memory cells' ;;
    devices) parts='host devices' ;;
    reservations) parts='host reservations' ;;
    processes) parts='host processes' ;;
    process-memory) parts='host processes process_memory' ;;
    capabilities) parts='host memory cells processors devices' ;;
    all) parts='host memory cells processors devices health' ;;
    *) fail "unknown question '$1': use memory, activity, cells, devices, capabilities, reservations, processes, process-memory or all" ;;
  esac
  for tool in awk cat date head ls tr xargs; do
    command -v $tool >/dev/null || fail "this machine has no $tool"
  done
  export LC_ALL=C
  cd "$root" || exit
  # At once: who waits sees that the host is there.
  printf 'NumaTopology snapshot 2\nsystem: Linux\n'
  {
    host=$(value proc/sys/kernel/hostname)
    [ ! "$host" ] || printf 'host: %s\n' "$host"
    date -u '+captured: %Y-%m-%dT%H:%M:%S.0000000+00:00'
    case $parts in *cells*) calls ;; esac
    case $parts in *processors*) first_block ;; esac
    for part in $parts; do
      "${part}_folders"
    done
    case $parts in *devices*) devices_links ;; esac
    for part in $parts; do "${part}_facts"; done | names | contents
  } </dev/null | snapshot || fail 'some facts could not be read'
}

main "$@"
