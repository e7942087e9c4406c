namespace NumaTopology.Remoting;

/// <summary>Marks objects of a machine that was read elsewhere and cannot be asked from here.</summary>
internal static class Elsewhere
{
    /// <summary>What stands as the snapshot of objects that came through remoting or Import-Clixml from a machine that was read live.</summary>
    public const string Source = "(remote)";
}
