using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Reads a set of CPUs: a <c>CpuSet</c>, the kernel's list <c>0-3,8</c>, <c>0..3</c>, numbers, or several of these.</summary>
internal sealed class CpuListAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData is null ? null : Read(inputData);

    private static CpuSet Read(object? value)
    {
        var item = value is PSObject wrapped ? wrapped.BaseObject : value;
        try
        {
            return item switch
            {
                CpuSet set => set,
                string text => CpuSet.Parse(text.Replace("..", "-")),
                int or long or short or byte or sbyte or ushort or uint => CpuSet.Of(LanguagePrimitives.ConvertTo<int>(item)),
                IEnumerable several => several.Cast<object?>().Aggregate(CpuSet.Empty, (all, part) => all.Union(Read(part))),
                _ => throw new FormatException($"'{item}' is not a CPU."),
            };
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException or PSInvalidCastException)
        {
            throw new ArgumentTransformationMetadataException($"'{item}' is not a list of CPUs such as 0-3,8. {e.Message}", e);
        }
    }
}
