# podman, which has docker's options and needs no daemon, so that it reads them for both when it makes a container, of a folder and without an image.
# shellcheck shell=bash disable=SC2154
if from_debian podman runc; then
  pod() { timeout 120 podman --root "$out/pod/root" --runroot "$out/pod/run" --tmpdir "$out/pod/tmp" --events-backend none --cgroup-manager cgroupfs --storage-driver vfs --runtime runc "$@" 2>&1; }
  mkdir -p "$out/pod" "$out"/container/{usr,proc,sys,dev,etc,tmp,run}
  for folder in bin lib lib64 sbin; do ln -s "usr/$folder" "$out/container/$folder"; done
  at_end "pod rm --all --force >/dev/null; find /sys/fs/cgroup -depth -type d -path '*/numa-bed-$$/*' -exec rmdir {} + 2>/dev/null; find /sys/fs/cgroup -depth -type d -name 'numa-bed-$$' -exec rmdir {} + 2>/dev/null"
  # It compares with what this host has, as its cgroups say: of a kept machine's size they are here.
  # shellcheck disable=SC2016
  elsewhere() {
    (unshare --mount bash -c 'echo 0-63 >"$1/sixty-four"; echo 0-7 >"$1/eight"
      for file in /sys/fs/cgroup/{,cpuset/}cpuset.{cpus,mems}{,.effective}; do
        [ ! -e "$file" ] || case $file in *cpus*) mount --bind "$1/sixty-four" "$file" ;; *) mount --bind "$1/eight" "$file" ;; esac
      done; '"$(declare -f pod)"'; out=$1; pod "${@:2}"' - "$out" "$@")
  }
  same "docker and podman are told the same" "$(said one-cell.docker)" "$(said one-cell.podman)"
  for name in one-cell memory-cell far-cells no-memory; do
    read -ra options <"$out/$name.podman" || true
    expect "podman makes a container of $name" '^[0-9a-f]\{64\}$' "$(elsewhere create --name "$name" --network none "${options[@]}" --rootfs "$out/container" true)"
    same "and reads the placement" "$(said "$name.cpus") $(said "$name.cells")" "$(pod inspect "$name" --format '{{.HostConfig.CpusetCpus}} {{.HostConfig.CpusetMems}}')"
  done
  expect "it does look: it refuses what is no list" "invalid value" "$(pod create --network none --cpuset-cpus=2-x --rootfs "$out/container" true)"
  read -ra options <"$out/here.podman" || true
  theirs=$(pod run --rm --network none --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 --cgroup-parent "numa-bed-$$" -v /usr:/usr:ro "${options[@]}" --rootfs "$out/container" grep -E '^(Cpus|Mems)_allowed_list:' /proc/self/status)
  if grep -q allowed_list <<<"$theirs"; then
    same "a container runs on the placement's processor and memory" "Cpus_allowed_list:	$last"$'\n'"Mems_allowed_list:	$node" "$theirs"
  else
    skip "a container that runs: $(tail -n 1 <<<"$theirs")"
  fi
else
  skip "podman: it could not be installed"
fi
