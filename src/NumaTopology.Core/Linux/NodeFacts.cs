using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>Where Linux keeps what it knows of a node.</summary>
internal static class NodeFacts
{
    public const string Folder = "sys/devices/system/node";
    public const string Online = Folder + "/online";
    public const string Possible = Folder + "/possible";

    public static string Of(int id) => Of(id, "");

    public static string MemInfo(int id) => Of(id, "/meminfo");

    public static string Distance(int id) => Of(id, "/distance");

    public static string CpuList(int id) => Of(id, "/cpulist");

    public static string CpuMap(int id) => Of(id, "/cpumap");

    public static string HugePages(int id) => Of(id, "/hugepages");

    public static string NumaStat(int id) => Of(id, "/numastat");

    public static string VmStat(int id) => Of(id, "/vmstat");

    private static string Of(int id, string name) => Folder + "/node" + id.ToString(CultureInfo.InvariantCulture) + name;
}
