using System.Linq;

namespace NumaTopology.Placement.Bindings;

/// <summary>A tool that is told a placement by its arguments alone: the text is its name and they.</summary>
internal abstract class CommandBinding(string program) : Binding
{
    public override string Text(NumaPlacement placement, NumaMemoryPolicy? policy) => string.Join(" ", Arguments(placement, policy).Prepend(program));
}
