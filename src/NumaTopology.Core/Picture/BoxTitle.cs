namespace NumaTopology.Picture;

/// <summary>What a group of nodes is called.</summary>
internal static class BoxTitle
{
    /// <summary>Such as <c>socket 0</c>, <c>die 1</c>, <c>group 1.0 within distance 22</c>.</summary>
    public static string Of(NumaCellGroup group) => group.Kind switch
    {
        CellGroupKind.Socket or CellGroupKind.Die => group.Kind is CellGroupKind.Die ? Numbered("die", group) : Numbered("socket", group),
        _ => $"group {group.Name}{Within(group)}",
    };

    /// <summary>How far apart the nodes of a group are, where that makes it one.</summary>
    public static string Within(NumaCellGroup group) => group.Kind is CellGroupKind.Distance && group.Distance is { } distance ? $" within distance {distance}" : "";

    private static string Numbered(string kind, NumaCellGroup group) => group.Number is { } number ? $"{kind} {number}" : kind;
}
