using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// A KubeletConfiguration that keeps pods off the placement, so that a program outside the kubelet can have it. The reverse cannot be said: the kubelet
/// chooses the CPUs and nodes of a pod itself. It does not start unless reservedMemory is the sum of systemReserved, kubeReserved and the hard eviction
/// threshold, of which only the last is not zero unless it is set. Huge pages cannot be in systemReserved, so none can be reserved.
/// </summary>
internal sealed class KubeletBinding : Binding
{
    private const long DefaultEvictionThreshold = 100L << 20;

    /// <summary>None: the kubelet reserves memory, and says nothing of where a program takes it.</summary>
    public override IReadOnlyList<NumaMemoryPolicy> Policies => [];

    public override IReadOnlyList<string> Arguments(NumaPlacement placement, NumaMemoryPolicy? policy) =>
        throw new NumaBindingException("A KubeletConfiguration is not a list of arguments.", BindingObstacle.NoArguments);

    public override string Text(NumaPlacement placement, NumaMemoryPolicy? policy)
    {
        var shares = placement.Memory;
        if (shares.Any(share => share.HugePages > 0))
            throw new NumaBindingException("The kubelet cannot reserve huge pages.", BindingObstacle.HugePages);
        var text = new StringBuilder(Cpus.Replace("\r", "").Replace("CPUS", placement.Cpus.ToString()));
        if (shares.Count == 0)
            return text.ToString();
        text.Append(Memory.Replace("\r", "").Replace("BYTES", Quantity(shares.Sum(share => share.Bytes))));
        for (var i = 0; i < shares.Count; i++)
        {
            text.Append("\n- numaNode: ").Append(shares[i].CellId.ToString(CultureInfo.InvariantCulture));
            text.Append("\n  limits:\n    memory: ").Append(Quantity(shares[i].Bytes + (i == 0 ? DefaultEvictionThreshold : 0)));
        }

        return text.ToString();
    }

    private const string Cpus = """
        # Keeps pods off a placement, for a program outside Kubernetes. Bind the program itself by other means.
        # The kubelet cannot be told the CPUs or NUMA nodes of a pod; it chooses them itself. For pods that get CPUs and
        # memory of one node, whichever it is, add topologyManagerPolicy: single-numa-node
        # Merge this with the present configuration, and add what that reserves. Drain the node, stop the kubelet, remove
        # cpu_manager_state and memory_manager_state from /var/lib/kubelet, and start it again.
        apiVersion: kubelet.config.k8s.io/v1beta1
        kind: KubeletConfiguration
        # No container gets these CPUs exclusively. Pods without exclusive CPUs still run there, unless Kubernetes 1.33 or
        # later has cpuManagerPolicyOptions: {strict-cpu-reservation: "true"}
        cpuManagerPolicy: static
        reservedSystemCPUs: "CPUS"
        """;

    private const string Memory = """

        # The nodes of reservedMemory must add up to systemReserved, kubeReserved and evictionHard together. The first node
        # has 100Mi more than the placement takes, which is the default of evictionHard.
        memoryManagerPolicy: Static
        systemReserved:
          memory: BYTES
        reservedMemory:
        """;

    /// <summary>A quantity of Kubernetes, quoted: a plain number of bytes would be a number to YAML.</summary>
    private static string Quantity(long bytes)
    {
        var (number, unit) = bytes % (1 << 20) == 0 ? (bytes >> 20, "Mi") : bytes % 1024 == 0 ? (bytes >> 10, "Ki") : (bytes, "");
        return $"\"{number.ToString(CultureInfo.InvariantCulture)}{unit}\"";
    }
}
