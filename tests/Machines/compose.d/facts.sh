# The files of a Linux machine below $tree, written as the kernel writes them, and the snapshot that they become.
# shellcheck shell=bash disable=SC2154,SC2086,SC2015
cpu=sys/devices/system/cpu node=sys/devices/system/node

# begin: what is so where a machine does not say otherwise.
begin() {
  about='' words=0 lists=yes hasOnline=yes offline='' architecture=x86_64 kernel=6.1.0
  cpus=() nodes=() withCpus=() withMemory=()
  nodeCpus=() coreOf=() threadsOf=()
  declare -gA socketOf=() dieOf=() clusterOf=()
}

# fact PATH TEXT: a file of one text. link PATH TARGET: a link, to be given as sysfs has it.
fact() { mkdir -p "$tree/${1%/*}"; printf '%s\n' "$2" >"$tree/$1"; }
link() { mkdir -p "$tree/${1%/*}"; ln -s "$2" "$tree/$1"; }

# expand 0-3,8: 0 1 2 3 8. list 0 1 2 3 8: 0-3,8.
expand() { local range; for range in ${1//,/ }; do seq "${range%-*}" "${range#*-}"; done; [ -n "$1" ] || echo; }
list() {
  printf '%s\n' "$@" | sort -n | awk 'NF { if (n && $1 == last + 1) { last = $1; next } if (n) add(); first = last = $1; n = 1 }
    function add() { text = text (text == "" ? "" : ",") first (last > first ? "-" last : "") } END { if (n) add(); print text }'
}

# mask LIST: hexadecimal in words of 32 bits, the highest first: $words of them, as old kernels print all that they were built for, else as many as it takes.
mask() {
  local -a word=(); local id at count=$words
  for id in $(expand "$1"); do at=$((id / 32)); word[at]=$((${word[at]:-0} | 1 << id % 32)); done
  [ "$count" -gt 0 ] || count=$((highest / 32 + 1))
  for ((at = count - 1; at >= 0; at--)); do printf '%08x%s' "${word[at]:-0}" "$([ $at = 0 ] || echo ,)"; done
}

# set_of PATH LIST: a set in both of the kernel's forms; kernels before 2.6.26 had only the mask ($lists).
set_of() { fact "$1" "$(mask "$2")"; [ $lists = no ] || fact "$3" "$2"; }

# core SOCKET CORE CPUS [DIE [CLUSTER]]: the threads of one core.
core() {
  local id
  for id in $(expand "$3"); do
    cpus+=("$id"); socketOf[$id]=$1; coreOf[id]=$2; threadsOf[id]=$3
    [ -z "${4:-}" ] || dieOf[$id]=$4
    [ -z "${5:-}" ] || clusterOf[$id]=$5
  done
}

# node ID CPUS [MEGABYTES]: CPUs as a list, '' for none; memory in MiB, of which the firmware keeps a little and a third is in use; 0 for none; none given: no meminfo.
node() {
  nodes+=("$1"); nodeCpus[$1]=$2
  [ -z "$2" ] || withCpus+=("$1")
  [ -n "${3:-}" ] || return 0
  [ "$3" = 0 ] || withMemory+=("$1")
  fact $node/node$1/meminfo "$(meminfo "Node $1 " $(($3 == 0 ? 0 : $3 * 1024 - 34816 - 1204 * $1)))"
}

# meminfo PREFIX KIBIBYTES
meminfo() {
  local total=$2 used=$(($2 / 3))
  while read -r key value; do printf '%s%-15s %8d kB\n' "$1" "$key:" "$value"; done <<<"MemTotal $total
MemFree $((total - used))
$([ -z "$1" ] || echo "MemUsed $used")
Active $((used / 2))
Inactive $((used / 4))
Active(file) $((used / 8))
Inactive(file) $((used / 5))
Dirty 128
AnonPages $((used / 4))
SReclaimable $((used / 16))" | grep -v '^ *[^ ]*: *0 kB$' || true
  printf '%sHugePages_Total: %5d\n%sHugePages_Free:  %5d' "$1" 0 "$1" 0
}

# distances ROW…: for the nodes in the order in which they were given.
distances() { local at=0 row; for row in "$@"; do fact $node/node${nodes[at]}/distance "$row"; at=$((at + 1)); done; }

# cache INDEX LEVEL TYPE SIZE ID CPUS: the same for all that share it.
cache() {
  local id at
  for id in $(expand "$6"); do
    at=$cpu/cpu$id/cache/index$1
    fact "$at/level" "$2"; fact "$at/type" "$3"; fact "$at/size" "$4"; fact "$at/id" "$5"
    fact "$at/coherency_line_size" 64; fact "$at/ways_of_associativity" 8; fact "$at/number_of_sets" $((${4%K} * 2)); fact "$at/physical_line_partition" 1
    set_of "$at/shared_cpu_map" "$6" "$at/shared_cpu_list"
  done
}

# function_ FOLDER CLASS VENDOR:DEVICE NODE: a PCI function at its own folder below sys/devices, with the link that the bus has for it.
function_() {
  local at=sys/devices/$1 near
  near=$([ "$4" = -1 ] && list "${cpus[@]}" || echo "${nodeCpus[$4]}")
  fact "$at/class" "$2"; fact "$at/vendor" "0x${3%:*}"; fact "$at/device" "0x${3#*:}"; fact "$at/numa_node" "$4"
  fact "$at/local_cpulist" "$near"; fact "$at/local_cpus" "$(mask "$near")"
  link "sys/bus/pci/devices/${1##*/}" "../../../devices/$1"
}

# class CLASS FOLDER: a device of a class, at its own folder.
class() { mkdir -p "$tree/sys/devices/$2"; link "sys/class/$1/${2##*/}" "../../devices/$2"; }

# with ID ARRAY: the CPUs of its socket that have the same value in an array.
with() {
  local -n array=$2; local id; local -a found=()
  for id in "${cpus[@]}"; do [ "${socketOf[$id]} ${array[$id]:-}" != "${socketOf[$1]} ${array[$1]:-}" ] || found+=("$id"); done
  list "${found[@]}"
}

# finish: what follows from all that was said.
finish() {
  local id all online sum=0 folder
  highest=$(printf '%s\n' "${cpus[@]}" | sort -n | tail -1)
  all=$(list "${cpus[@]}")
  # shellcheck disable=SC2046
  online=$(list $(printf '%s\n' "${cpus[@]}" | grep -vxF "$(expand "$offline")"))
  fact $cpu/possible "$all"; fact $cpu/present "$all"; fact $cpu/kernel_max $((words > 0 ? words * 32 - 1 : highest))
  [ $hasOnline = no ] || fact $cpu/online "$online"
  for id in "${cpus[@]}"; do
    folder=$cpu/cpu$id/topology
    if grep -qx "$id" <<<"$(expand "$offline")"; then fact $cpu/cpu$id/online 0; continue; fi
    [ "$id" = 0 ] || fact $cpu/cpu$id/online 1
    fact $folder/physical_package_id "${socketOf[$id]}"; fact $folder/core_id "${coreOf[id]}"
    set_of $folder/thread_siblings "${threadsOf[id]}" $folder/thread_siblings_list
    # Where the firmware names no socket, the kernel takes the threads of the core.
    set_of $folder/core_siblings "$([ "${socketOf[$id]}" = -1 ] && echo "${threadsOf[id]}" || with "$id" socketOf)" $folder/core_siblings_list
    [ -z "${dieOf[$id]:-}" ] || { fact $folder/die_id "${dieOf[$id]}"; fact $folder/die_cpus_list "$(with "$id" dieOf)"; fact $folder/package_cpus_list "$(with "$id" socketOf)"; }
    [ -z "${clusterOf[$id]:-}" ] || { fact $folder/cluster_id "${clusterOf[$id]}"; fact $folder/cluster_cpus_list "$(with "$id" clusterOf)"; }
  done
  for id in "${nodes[@]}"; do
    set_of $node/node$id/cpumap "${nodeCpus[$id]}" $node/node$id/cpulist
    sum=$((sum + $(awk '$3 == "MemTotal:" { print $4 }' "$tree/$node/node$id/meminfo" 2>/dev/null || echo 0)))
  done
  if [ ${#nodes[@]} -gt 0 ]; then
    [ -e "$tree/$node/possible" ] || fact $node/possible "$(list "${nodes[@]}")"
    fact $node/online "$(list "${nodes[@]}")"; fact $node/has_cpu "$(list "${withCpus[@]}")"; fact $node/has_normal_memory "$(list "${withMemory[@]}")"
  fi
  [ -e "$tree/proc/meminfo" ] || [ $sum = 0 ] || fact proc/meminfo "$(meminfo '' $sum)"
  [ -e "$tree/proc/cpuinfo" ] || x86_cpuinfo "$online"
  fact proc/sys/kernel/ostype Linux; fact proc/sys/kernel/osrelease "$kernel"; fact proc/version "Linux version $kernel"
  fact call/uname.machine "$architecture"
  truncate -s -1 "$tree/call/uname.machine"; printf 4096 >"$tree/call/getpagesize"
}

x86_cpuinfo() {
  local id
  for id in $(expand "$1"); do
    printf '%s\t: %s\n' processor "$id" 'vendor_id' GenuineIntel 'cpu family' 6 model 106 'model name' 'A composed processor' stepping 1 'physical id' "${socketOf[$id]}" \
      'core id' "${coreOf[id]}" flags 'fpu cx8 apic sep cmov fxsr sse sse2 ht lm'
    echo
  done >"$tree/cpuinfo"
  mkdir -p "$tree/proc"; mv "$tree/cpuinfo" "$tree/proc/cpuinfo"
}

# snapshot: the tree as one text. The folders of single processors, caches and devices are not listed: nothing asks for their names. Those of processes and services are where there are some.
snapshot() {
  local path count=0
  printf 'NumaTopology snapshot 1\nsystem: Linux\n'
  fold -s -w 150 <<<"$about" | sed 's/ *$//; s/^/# /'
  while read -r path; do
    echo "/ $path"; find "$tree/$path" -mindepth 1 -maxdepth 1 -printf ' %f\n' | sort; count=$((count + 1))
  done < <(cd "$tree" && { find sys -mindepth 2 -type d; [ ! -d run ] || find proc etc run -type d; } | grep -Ev "^sys/(devices/system|fs)\$|/cpu[0-9]+\$|/topology\$|/index[0-9]+\$|^sys/devices/pci|/info/[^/]+\$|^sys/(class|bus|devices|bus/pci)\$" | LC_ALL=C sort)
  while read -r path; do
    if [ -L "$tree/$path" ]; then printf '= link/%s\n~%s\n' "$path" "$(readlink "$tree/$path")"
    else echo "= $path"; awk '{ print " " $0 }' "$tree/$path" | { [ "$(tail -c 1 "$tree/$path" | wc -l)" = 1 ] && cat || sed '$s/^ /~/'; }; fi
    count=$((count + 1))
  done < <(cd "$tree" && find . \( -type f -o -type l \) | sed 's,^\./,,' | LC_ALL=C sort)
  echo ". $count"
}
