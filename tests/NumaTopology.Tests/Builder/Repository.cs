using System;
using System.IO;

namespace NumaTopology.Tests;

/// <summary>Where the checkout is that these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Manifest => Path.Combine(Root, "NumaTopology.psd1");

    public static string Machines => Path.Combine(Root, "tests", "Machines");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NumaTopology.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests run in their checkout: no NumaTopology.slnx is above " + AppContext.BaseDirectory);
    }
}
