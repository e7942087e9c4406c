using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>What an object in a pipe, or given to -InputObject, is and says of itself.</summary>
internal static class PipedInput
{
    private const string OfTheModel = "NumaTopology.";

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

    /// <summary>The Model's object that an object is, or that remoting left of it, where its type is one of some; the object itself when it is none.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">Remoting left what no such object can be.</exception>
    public static object? Model(object? item, IEnumerable<Type> types)
    {
        foreach (var type in types)
        {
            if (RehydrateAttribute.Restore(type, item) is { } model && (model is PSObject wrapped ? wrapped.BaseObject : model) is { } inner && type.IsInstanceOfType(inner))
                return inner;
        }

        return item;
    }

    /// <summary>Whether an object is the module's, or what remoting left of one.</summary>
    public static bool IsOfTheModule(object item) => PSObject.AsPSObject(item).TypeNames.Any(name => Type(name).StartsWith(OfTheModel, StringComparison.Ordinal));

    /// <summary>Whether an object is what remoting or Import-Clixml left of another.</summary>
    public static bool IsReceived(object item) => PSObject.AsPSObject(item).TypeNames.Any(name => name != Received(name));

    /// <summary>The short name of what an object is: <c>NumaDistance</c>, <c>String</c>.</summary>
    public static string Kind(object item) => Type(PSObject.AsPSObject(item).TypeNames[0]) is var name ? name.Substring(name.LastIndexOf('.') + 1) : "";

    /// <summary>What an object says of itself; null when it does not.</summary>
    public static string? Property(object? item, string name) => Value(item, name)?.ToString();

    /// <summary>Whether an object has a property, though it may be null.</summary>
    public static bool Has(object item, string name) => PSObject.AsPSObject(item).Properties[name] is not null;

    /// <summary>The value of a property; null when an object has none.</summary>
    public static object? Value(object? item, string name) => item is null ? null : PSObject.AsPSObject(item).Properties[name]?.Value;

    /// <summary>Whether two paths, as the file system has them, name one snapshot.</summary>
    public static bool IsSame(string? one, string? other) => string.Equals(one?.TrimEnd('/', '\\'), other?.TrimEnd('/', '\\'), Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>Without what remoting puts before a name and a table (<see cref="View"/>) behind it.</summary>
    private static string Type(string name) => Received(name).Split('#')[0];

    private static string Received(string name) => name.StartsWith("Deserialized.", StringComparison.Ordinal) ? name.Substring("Deserialized.".Length) : name;
}
