# Running domains: what Get-NumaReservation says of one that libvirt's driver runs here, and of the elements that libvirt writes for those that this machine cannot run.
# shellcheck shell=bash disable=SC2154,SC2016
# told NAME [VALUE]: CPUs, the CPUs of the threads, nodes, and node, bytes and page size of each part of the memory, or the value; with libvirt's folder of running domains where the system's is.
told() {
  local value=${2:-'"$($_.Cpus.Ids) | $($_.EffectiveCpus.Ids) | $($_.Cells)"; $_.Memory | ForEach-Object { "$($_.Cells) $($_.Bytes) $($_.PageSize)" }'}
  unshare --mount bash -c 'mount -t tmpfs none /run && mkdir -p /run/libvirt/qemu && mount --bind "$1" /run/libvirt/qemu && exec timeout 120 dotnet "$2" "$3"' - "$out/libvirt/run/qemu" "$shell" \
    "Get-NumaReservation | Where-Object Owner -eq $1 | ForEach-Object { $value }" 2>&1
}
# ids: the numbers at the ends of lines, each once.
ids() { grep -Eo '[0-9]+$' | sort -nu | xargs; }
# status NAME ELEMENT: the thread or process that libvirt's status of a domain names there.
status() { sed -nE "s/.*<$2 .*pid='([0-9]+)'.*/\1/p" "$out/libvirt/run/qemu/$1.xml"; }
if declare -F driver >/dev/null && grep -q '^CPU Affinity' <<<"$ran"; then
  cat >"$out/pinned.xml" <<EOF
<domain type='qemu'><name>pinned</name><memory unit='MiB'>512</memory><vcpu placement='static'>2</vcpu><iothreads>1</iothreads>
<cputune><vcpupin vcpu='0' cpuset='$last'/><vcpupin vcpu='1' cpuset='$last'/><emulatorpin cpuset='$first'/><iothreadpin iothread='1' cpuset='$last'/></cputune>
<numatune><memory mode='strict' nodeset='$node'/></numatune><os><type arch='x86_64' machine='pc'>hvm</type></os></domain>
EOF
  driver "create $out/pinned.xml" >/dev/null
  same "a running domain's CPUs and memory are told as libvirt and the kernel have them" \
    "$(driver 'vcpupin pinned; emulatorpin pinned; iothreadinfo pinned' | ids) | $(cat /proc/"$(status pinned domstatus)"/task/*/status | grep ^Cpus_allowed_list: | tr , '\n' | ids) | $(driver 'numatune pinned' | grep nodeset | ids)"$'\n'"$node $((512 << 20)) " \
    "$(told pinned)"
  # The guest has nothing to boot and touches little of its 512 MiB; QEMU goes on between both readings.
  same "of its memory what its process has not touched is told, give or take 16 MiB" "true" \
    "$(told pinned '$_.Memory.Untouched' | awk -v touched="$(awk '/^Rss(Anon|Shmem):/ { n += $2 } END { print n }' "/proc/$(status pinned domstatus)/status")" '{ left = 512 - touched / 1024 - $1 / 1048576; print(left < 16 && left > -16 && $1 > 0 ? "true" : $1 " of 512 MiB, " touched " kB touched") }')"
  driver 'destroy pinned' >/dev/null
  same "a domain that was stopped is told no more" "nothing" "$(told pinned | grep . || echo nothing)"
  driver "create $out/here.xml" >/dev/null
  if [ "$first" != "$last" ] && taskset -cp "$first" "$(status here vcpu)" >/dev/null; then
    same "of a virtual CPU that someone moved both are told: libvirt's CPU and the kernel's" "$last | $first | $node" "$(told here | head -1)"
  else
    skip "a virtual CPU that someone moved: there is one processor"
  fi
  driver 'destroy here' >/dev/null
  # What no machine here can run: guests with huge pages, and on several nodes.
  for name in huge-pages memory-cell; do
    { echo "<domstatus state='running' reason='booted'>"; virsh -q -c test:///default "define $out/$name.xml; dumpxml $name"; echo "</domstatus>"; } >"$out/libvirt/run/qemu/$name.xml" 2>/dev/null
    same "the memory of $name is told node by node, with the size of its pages" \
      "$(numbers "$(said "$name.cpus")" | xargs) |  | $(numbers "$(said "$name.cells")" | xargs)"$'\n'"$(while read -r cell bytes; do [ "$name" = huge-pages ] && echo "$cell $bytes $((2 << 20))" || echo "$cell $(((bytes + 1023) / 1024 * 1024)) "; done <"$out/$name.memory")" \
      "$(told "$name")"
  done
else
  skip "running domains: libvirt's driver runs none here"
fi
