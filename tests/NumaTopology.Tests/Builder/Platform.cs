using System;

namespace NumaTopology.Tests;

/// <summary>
/// What tests need of the system that they run on, for SkipUnless. A test is skipped by its attribute and not from within: that
/// would be an exception, and the report is the same whether or not the test came that far.
/// </summary>
public static class Platform
{
    public const string NoLinks = "symbolic links need a privilege on Windows";

    public const string OfWindows = "the calls are Windows'";

    public static bool IsLinux { get; } = OperatingSystem.IsLinux();

    public static bool IsWindows { get; } = OperatingSystem.IsWindows();
}
