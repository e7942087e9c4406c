using System;
using System.Management.Automation;

namespace NumaTopology.Remoting;

/// <summary>Lets a parameter take what remoting or Import-Clixml left of its type's objects.</summary>
internal sealed class RehydrateAttribute : ArgumentTransformationAttribute
{
    private readonly Type _type;

    public RehydrateAttribute(Type type) => _type = type;

    /// <summary>The object anew; what is no bag of that type as it is.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The bag holds what no such object can.</exception>
    public static object? Restore(Type type, object? value)
    {
        if (!Rehydration.Is(value, type))
            return value;
        try
        {
            return Rehydration.To(type, value);
        }
        catch (Exception e) when (e is PSInvalidCastException or FormatException or System.Reflection.TargetInvocationException or ArgumentException)
        {
            throw new ArgumentTransformationMetadataException($"The received object cannot be read as {type.Name}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Restore(_type, inputData);
}
