# The kubelet, which Debian does not have: the file is read as YAML, and compared with the fields of KubeletConfiguration v1beta1 and with the rules by which
# the kubelet refuses to start (Kubernetes: "Kubelet Configuration (v1beta1)" and "Utilizing the NUMA-aware Memory Manager").
# shellcheck shell=bash disable=SC2154
if from_debian python3-yaml; then
  for name in here one-cell memory-cell three-cells far-cells without-cells no-memory; do
    same "the kubelet is told $name, by its rules" "$({ said "$name.cpus"; echo; cut -d' ' -f1 "$out/$name.memory"; } | xargs)" "$(/usr/bin/python3 - "$out/$name.kubelet" <<'END' 2>&1
import sys, yaml
said = yaml.safe_load(open(sys.argv[1]))
fields = {"apiVersion": str, "kind": str, "cpuManagerPolicy": str, "reservedSystemCPUs": str, "memoryManagerPolicy": str, "systemReserved": dict, "reservedMemory": list}
for name, value in said.items():
    assert type(value) is fields[name], name
assert (said["apiVersion"], said["kind"], said["cpuManagerPolicy"]) == ("kubelet.config.k8s.io/v1beta1", "KubeletConfiguration", "static")
units = {"Ki": 2**10, "Mi": 2**20}
amount = lambda quantity: int(quantity[:-2]) * units[quantity[-2:]] if quantity[-2:] in units else int(quantity)
nodes = []
if "reservedMemory" in said:
    assert said["memoryManagerPolicy"] == "Static"
    for node in said["reservedMemory"]:
        assert set(node) == {"numaNode", "limits"} and set(node["limits"]) == {"memory"} and amount(node["limits"]["memory"]) > 0, node
    nodes = [node["numaNode"] for node in said["reservedMemory"]]
    assert set(said["systemReserved"]) == {"memory"} and len(set(nodes)) == len(nodes)
    # The default of evictionHard is memory.available<100Mi.
    assert sum(amount(node["limits"]["memory"]) for node in said["reservedMemory"]) == amount(said["systemReserved"]["memory"]) + amount("100Mi")
print(said["reservedSystemCPUs"], *nodes)
END
)"
  done
  verdict "huge pages, which it cannot reserve, have no file" "" test ! -e "$out/huge-pages.kubelet"
else
  skip "the kubelet: there is no reader of YAML"
fi
