using System.Collections.Generic;

namespace NumaTopology;

/// <summary>How a picture is drawn (<see cref="NumaPicture"/>).</summary>
public sealed record PictureOptions
{
    /// <summary>The fewest columns of a text picture.</summary>
    public const int NarrowestWidth = 40;

    /// <summary>The most columns of a text picture.</summary>
    public const int WidestWidth = 200;

    /// <summary>The columns of a text picture, 40 to 200.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Whether a text picture has only characters of ASCII.</summary>
    public bool Ascii { get; init; }

    /// <summary>Whether a text picture has the escape sequences that colour a terminal.</summary>
    public bool Color { get; init; }

    /// <summary>Whether what is alike is drawn once.</summary>
    public bool Fold { get; init; } = true;

    /// <summary>The placements to mark.</summary>
    public IReadOnlyList<NumaPlacement> Placements { get; init; } = [];

    /// <summary>The reservations to mark.</summary>
    public IReadOnlyList<NumaReservation> Reservations { get; init; } = [];

    /// <summary>The processes to mark where their threads and memory are.</summary>
    public IReadOnlyList<NumaProcess> Processes { get; init; } = [];
}
