# Gets what the guests need: programs, a kernel, an initramfs, the shell. Sets $kernel, $initramfs, $shell.
# shellcheck shell=bash

# download: the kernel and a shell for its first steps, unpacked and not installed.
download() {
  local package
  timeout 300 apt-get update -qq &&
    package=$(apt-cache depends linux-image-amd64 | awk '$1 == "Depends:" && $2 ~ /^linux-image-/ { print $2; exit }') && [ -n "$package" ] || return 1
  (rm -rf "$out/debian.part" && mkdir "$out/debian.part" && cd "$out/debian.part" && timeout 300 apt-get download -qq "$package" busybox-static &&
    for file in *.deb; do dpkg -x "$file" . || exit 1; done && rm ./*.deb && mv "$out/debian.part" "$out/debian") >/dev/null 2>&1
}

# pack: an initramfs with the modules that a guest needs, numbered in the order in which they are loaded.
pack() {
  local staging version number=100 module file
  staging=$(mktemp -d); version=$(ls "$out/debian/lib/modules")
  mkdir -p "$staging"/{bin,proc,sys,dev,host,modules}
  cp "$(find "$out/debian" -path '*bin/busybox' -type f)" "$staging/bin/" && cp "$bed/init" "$staging/" && depmod -b "$out/debian" "$version" || return 1
  # The checksums are asked for by nvme when it runs, so nothing names them as what it depends on.
  for module in virtio_pci 9pnet_virtio 9p virtio_blk crct10dif_generic crc64_rocksoft_generic nvme; do
    for file in $(modprobe -d "$out/debian" -S "$version" --show-depends "$module" 2>/dev/null | awk '$1 == "insmod" { print $2 }'); do
      compgen -G "$staging/modules/*-${file##*/}" >/dev/null || cp "$file" "$staging/modules/$((number++))-${file##*/}"
    done
  done
  find "$staging/modules" -name '*.xz' -exec xz -d {} +
  chmod -R a+rX "$staging"
  (cd "$staging" && find . | cpio -o -H newc --quiet -R 0:0 | gzip -1) >"$out/initramfs" && rm -rf "$staging"
}

# A compiler at work would take most of the time in an emulated machine: what can be compiled before is. The shell finds the module in the checkout.
shell_for_guests=(tools/Shell -r linux-x64 -v quiet -nologo -p:PublishReadyToRun=true -p:SelfContained=false)

# Programs that run on this machine, and in the guest, which has the same files. libvirt-daemon-system makes the user that libvirt's driver looks up.
from_debian qemu-system-x86 cpio kmod xz-utils numactl util-linux gcc libc6-dev libvirt-clients libvirt-daemon-driver-qemu libvirt-daemon-system || cannot "qemu and what it is compared with could not be installed"
[ -d "$out/debian" ] || download || cannot "Debian's kernel could not be downloaded"
pack || exit 1
timeout 600 dotnet restore "${shell_for_guests[@]}" || cannot "the compiler for the shell could not be restored"
timeout 600 dotnet publish "${shell_for_guests[@]}" --no-restore -o "$out/Shell" || exit 1
cc -O1 -o "$out/pages" "$bed/pages.c" || exit 1
cc -O1 -pthread -o "$out/worker" "$bed/worker.c" || exit 1
cc -O2 -o "$out/passes" "$bed/passes.c" benchmarks/NumaTopology.Benchmarks/Compare/files.c || exit 1
kernel=$(ls "$out"/debian/boot/vmlinuz-*) initramfs=$out/initramfs shell=$out/Shell/Shell.dll
