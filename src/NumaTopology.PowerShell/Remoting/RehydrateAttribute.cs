using System;
using System.Management.Automation;

namespace NumaTopology.Remoting;

/// <summary>Lets a parameter take what remoting or Import-Clixml left of its type's objects.</summary>
internal sealed class RehydrateAttribute : ArgumentTransformationAttribute
{
    private readonly Type _type;

    public RehydrateAttribute(Type type) => _type = type;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (!Rehydration.Is(inputData, _type))
            return inputData;
        try
        {
            return Rehydration.To(_type, inputData);
        }
        catch (Exception e) when (e is PSInvalidCastException or FormatException or System.Reflection.TargetInvocationException or ArgumentException)
        {
            throw new ArgumentTransformationMetadataException($"The object that was received is no {_type.Name}: {e.Message}", e);
        }
    }
}
