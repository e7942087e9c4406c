using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>How one tool is told a placement. A policy is one of <see cref="Policies"/>; null is to say nothing of memory.</summary>
internal abstract class Binding
{
    /// <summary>The memory policies that the tool can express. With <see cref="NumaMemoryPolicy.Bind"/> among them it is told that unless another is requested.</summary>
    public abstract IReadOnlyList<NumaMemoryPolicy> Policies { get; }

    /// <summary>The text to paste.</summary>
    public abstract string Text(NumaPlacement placement, NumaMemoryPolicy? policy);

    /// <summary>The arguments of the program that binds, one string each; the program itself is not among them.</summary>
    public abstract IReadOnlyList<string> Arguments(NumaPlacement placement, NumaMemoryPolicy? policy);
}
