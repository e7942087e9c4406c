namespace NumaTopology.Machines;

/// <summary>The facts of a Linux machine that are no files.</summary>
internal static class LinuxFacts
{
    /// <summary>Bytes of the base page, as getpagesize gives them: <c>4096</c>.</summary>
    public const string PageSize = "call/getpagesize";

    /// <summary>The machine field of uname: <c>x86_64</c>.</summary>
    public const string MachineName = "call/uname.machine";
}
