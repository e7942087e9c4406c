using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>What one machine's objects in a pipe ask of a placement: the devices to stay close to and the cells to choose from.</summary>
internal sealed class PlacementInput
{
    private static readonly Type[] s_types = [typeof(NumaCapabilities), typeof(NumaCell), typeof(NumaDevice)];

    private PlacementInput(string? snapshot) => Snapshot = snapshot;

    /// <summary>The snapshot or folder that they were read from; null for this machine.</summary>
    public string? Snapshot { get; }

    public List<NumaDevice> Devices { get; } = [];

    public List<int> Cells { get; } = [];

    /// <summary>The objects of an argument, which may be a list of them, each as it came.</summary>
    public static IEnumerable<object?> Items(PSObject argument)
    {
        if (argument.BaseObject is not IList several)
        {
            yield return argument;
            yield break;
        }

        foreach (var item in several)
            yield return item;
    }

    /// <summary>The Model's object that an object is, or that remoting left of it; the object itself when it is none.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">Remoting left what no such object can be.</exception>
    public static object? Model(object? item)
    {
        foreach (var type in s_types)
        {
            if (RehydrateAttribute.Restore(type, item) is { } model && (model is PSObject wrapped ? wrapped.BaseObject : model) is { } inner && type.IsInstanceOfType(inner))
                return inner;
        }

        return item;
    }

    /// <summary>What an object says of itself; null when it does not.</summary>
    public static string? Property(object? item, string name) => item is null ? null : PSObject.AsPSObject(item).Properties[name]?.Value?.ToString();

    /// <summary>The machine's part of what was piped, which begins with its first object.</summary>
    public static PlacementInput Of(List<PlacementInput> all, string? snapshot)
    {
        snapshot = string.IsNullOrEmpty(snapshot) ? null : snapshot;
        var own = all.Find(input => IsSame(input.Snapshot, snapshot));
        if (own is null)
            all.Add(own = new PlacementInput(snapshot));
        return own;
    }

    /// <summary>Whether two paths, as the file system has them, name one snapshot.</summary>
    public static bool IsSame(string? one, string? other) => string.Equals(one?.TrimEnd('/', '\\'), other?.TrimEnd('/', '\\'), Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
