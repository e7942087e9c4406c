# The machines: each prints its qemu arguments. What has more arguments for its kernel has them in $arguments.
# shellcheck shell=bash disable=SC2034
shapes=(ladder hmat edge dies sparse flat single gigantic)
declare -A arguments=([hmat]=hugepages=0:8,3:16 [edge]=hugepages=0:8,3:16 [hotplug]=memhp_default_state=offline
  [gigantic]='hugepagesz=1G hugepages=1:1 hugepagesz=2M hugepages=1:8')

memory() { for id in "$@"; do echo "-object memory-backend-ram,id=m$id,size=512M"; done; }
distances() { while read -r source target value; do echo "-numa dist,src=$source,dst=$target,val=$value"; done; }

# Four cells of two processors; nothing is said of distances.
flat() {
  echo "-machine q35 -m 2G -smp 8,sockets=4,cores=2"; memory 0 1 2 3
  for n in 0 1 2 3; do echo "-numa node,nodeid=$n,memdev=m$n,cpus=$((2 * n))-$((2 * n + 1))"; done
}

# Cell 1 has a page of 1 GiB: of its memory 2 GiB are above 4 GiB, and at their end the kernel keeps what it knows of the cell.
gigantic() {
  echo "-machine q35 -m 4G -smp 4,sockets=2,cores=2"
  echo "-object memory-backend-ram,id=m0,size=1536M -numa node,nodeid=0,memdev=m0,cpus=0-1"
  echo "-object memory-backend-ram,id=m1,size=2560M -numa node,nodeid=1,memdev=m1,cpus=2-3"
}

# No word of NUMA at all.
single() { echo "-machine q35 -m 1G -smp 2"; }

# Two sockets of two dies of two cores of two threads; a die is a cell. AMD's processors do not tell dies so, so it is an Intel.
dies() {
  echo "-cpu max,-smap,vendor=GenuineIntel -machine q35 -m 2G -smp 16,sockets=2,dies=2,cores=2,threads=2"; memory 0 1 2 3
  for n in 0 1 2 3; do echo "-numa node,nodeid=$n,memdev=m$n,cpus=$((4 * n))-$((4 * n + 3))"; done
  distances <<<$'0 1 12\n0 2 21\n0 3 21\n1 2 21\n1 3 21\n2 3 12'
}

# The machine with devices. Cells 0 to 2 have processors, 3 is memory behind a cache; latencies; an NVMe disk at 1, another disk at 2.
hmat() {
  echo "-machine q35,hmat=on -m 2G -smp 8,sockets=4,cores=2"; memory 0 1 2 3
  echo "-numa node,nodeid=0,memdev=m0,cpus=0-1,cpus=4-5,initiator=0 -numa node,nodeid=1,memdev=m1,cpus=2-3,initiator=1"
  echo "-numa node,nodeid=2,memdev=m2,cpus=6-7,initiator=2 -numa node,nodeid=3,memdev=m3,initiator=0"
  distances <<<$'0 1 21\n0 2 31\n0 3 17\n1 2 21\n1 3 28\n2 3 38'
  while read -r from to latency; do
    for value in latency,latency=$latency bandwidth,bandwidth=$((16000 / latency))G; do
      echo "-numa hmat-lb,initiator=$from,target=$to,hierarchy=memory,data-type=access-$value"
    done
  done <<<$'0 0 80\n0 1 130\n0 2 180\n0 3 250\n1 0 130\n1 1 80\n1 2 130\n1 3 300\n2 0 180\n2 1 130\n2 2 80\n2 3 350'
  echo "-numa hmat-cache,node-id=3,size=64M,level=1,associativity=direct,policy=write-back,line=64"
  for n in 1 2; do
    echo "-device pxb-pcie,id=bus$n,bus=pcie.0,bus_nr=$((64 * n)),numa_node=$n -device pcie-root-port,id=port$n,bus=bus$n,chassis=$n,slot=$n"
    echo "-blockdev driver=null-co,node-name=disk$n,size=1073741824,read-zeroes=on"
  done
  echo "-device nvme,drive=disk1,serial=1,bus=port1 -device virtio-blk-pci,drive=disk2,bus=port2"
}

# Cell 1 has no memory, 3 no processors, 4 is possible only; ways that differ by direction; 255 is unreachable.
edge() {
  echo "-machine q35 -m 1536M,slots=4,maxmem=4G -smp 8,sockets=4,cores=1,threads=2"; memory 0 2 3
  echo "-numa node,nodeid=0,memdev=m0,cpus=0-3 -numa node,nodeid=1,cpus=4-5 -numa node,nodeid=2,memdev=m2,cpus=6-7"
  echo "-numa node,nodeid=3,memdev=m3 -numa node,nodeid=4"
  distances <<<$'0 1 15\n1 0 25\n0 2 20\n2 0 20\n0 3 17\n3 0 17\n1 2 21\n2 1 21\n1 3 255\n3 1 255\n2 3 28\n3 2 28'
  for n in 0 1 2 3; do distances <<<"$n 4 40"$'\n'"4 $n 40"; done
}

# Firmware's domains 0, 2 and 4 of five: the kernel's numbers are others.
sparse() {
  echo "-machine q35 -m 1536M -smp 4,sockets=2,cores=2"; memory 0 2 4
  echo "-numa node,nodeid=0,memdev=m0,cpus=0-1 -numa node,nodeid=1 -numa node,nodeid=2,memdev=m2,cpus=2-3 -numa node,nodeid=3 -numa node,nodeid=4,memdev=m4"
  for s in 0 1 2 3 4; do for t in 0 1 2 3 4; do if [ "$s" != "$t" ]; then distances <<<"$s $t $((20 + 5 * s + t))"; fi; done; done
}

# Eight cells of eight processors in four sockets, near to three others and farther from the rest.
ladder() {
  echo "-machine q35 -m 4G -smp 64,sockets=4,cores=16"; memory 0 1 2 3 4 5 6 7
  for n in 0 1 2 3 4 5 6 7; do echo "-numa node,nodeid=$n,memdev=m$n,cpus=$((8 * n))-$((8 * n + 7))"; done
  for ((s = 0; s < 8; s++)); do for ((t = s + 1; t < 8; t++)); do distances <<<"$s $t $((s / 2 == t / 2 || s % 2 == t % 2 ? 16 : 22))"; done; done
}

# Its processors and memory come and go: cell 2 has processors and memory in a slot, cell 3 only memory in a slot, which is pulled out and put back.
hotplug() {
  echo "-machine q35 -m 1G,slots=2,maxmem=3G -smp 8,sockets=4,cores=2"; memory 0 1 2 3
  echo "-numa node,nodeid=0,memdev=m0,cpus=0-1 -numa node,nodeid=1,memdev=m1,cpus=2-3 -numa node,nodeid=2,cpus=4-7 -numa node,nodeid=3"
  echo "-device pc-dimm,id=slot2,memdev=m2,node=2 -device pc-dimm,id=slot3,memdev=m3,node=3 -qmp stdio"
}

# The flat machine, of which node 1 fills up.
watch() { flat; }

# Sixteen cells of two processors, for what a watch of them costs.
sixteen() {
  local n
  echo "-machine q35 -m 4G -smp 32,sockets=16,cores=2"
  for n in {0..15}; do echo "-object memory-backend-ram,id=m$n,size=256M -numa node,nodeid=$n,memdev=m$n,cpus=$((2 * n))-$((2 * n + 1))"; done
}

# What somebody does at a machine that runs, told to qemu.
hands() {
  [ "$1" = hotplug ] || return 0
  say() { printf '{"execute":"%s","arguments":{%s}}\n' "$1" "${2:-}" 2>/dev/null; }
  say qmp_capabilities
  while sleep 4 && say device_del '"id":"slot3"' && sleep 4 && say device_add '"driver":"pc-dimm","id":"slot3","memdev":"m3","node":3'; do :; done
}
