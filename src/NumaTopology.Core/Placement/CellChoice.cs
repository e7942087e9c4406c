using System.Linq;

namespace NumaTopology.Placement;

/// <summary>Which cells the user chose from.</summary>
internal static class CellChoice
{
    /// <summary>Why the cell is not one of them: as a reason for the cell, and as the words behind an amount that is lost with it; null when it is one.</summary>
    public static (string Reason, string Why)? Refusal(int cell, PlacementRequest request) =>
        request.ExcludedCells.Contains(cell) ? ("excluded", "on excluded nodes")
        : request.Cells?.Contains(cell) == false ? ("not among the given nodes", "on nodes not given")
        : null;
}
