using System;
using System.Collections.Generic;

namespace NumaTopology.Libvirt;

/// <summary>The words with which libvirt writes what the Model has as enumerations.</summary>
internal static class LibvirtEnumerations
{
    // In the order of the enumerations.
    private static readonly string[] s_cacheTypes = ["both", "code", "data"];
    private static readonly string[] s_associativities = ["none", "direct", "full"];
    private static readonly string[] s_policies = ["none", "writeback", "writethrough"];
    private static readonly string[] s_accesses = ["access", "read", "write"];

    public static string Of(CacheType value) => s_cacheTypes[(int)value];

    public static string Of(CacheAssociativity value) => s_associativities[(int)value];

    public static string Of(CacheWritePolicy value) => s_policies[(int)value];

    public static string Of(MemoryAccess value) => s_accesses[(int)value];

    public static CacheType? CacheTypeOf(string name) => (CacheType?)Find(s_cacheTypes, name);

    public static CacheAssociativity? AssociativityOf(string name) => (CacheAssociativity?)Find(s_associativities, name);

    public static CacheWritePolicy? PolicyOf(string name) => (CacheWritePolicy?)Find(s_policies, name);

    public static MemoryAccess? AccessOf(string name) => (MemoryAccess?)Find(s_accesses, name);

    /// <summary>uname names the 32-bit x86 by generation (i386 to i686) and BSDs call x86_64 amd64; libvirt has one name for each.</summary>
    public static string OfArchitecture(string machine) => machine switch
    {
        "i386" or "i486" or "i586" => "i686",
        "amd64" => "x86_64",
        "armv8l" => "armv7l",
        _ => machine,
    };

    private static int? Find(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
                return i;
        }

        return null;
    }
}
