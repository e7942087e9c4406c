using System;
using System.Collections.Generic;
using NumaTopology.Picture.Svg;
using NumaTopology.Picture.Text;

namespace NumaTopology;

/// <summary>Draws a machine.</summary>
public static class NumaPicture
{
    /// <summary>The machine as lines of text, none longer than <see cref="PictureOptions.Width"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The width is less than 40 or more than 200.</exception>
    public static IReadOnlyList<string> Text(NumaCapabilities machine, PictureOptions? options = null)
    {
        options ??= new PictureOptions();
        if (options.Width is < PictureOptions.NarrowestWidth or > PictureOptions.WidestWidth)
            throw new ArgumentOutOfRangeException(nameof(options), options.Width, $"A picture has {PictureOptions.NarrowestWidth} to {PictureOptions.WidestWidth} columns.");
        return TextPicture.Draw(machine ?? throw new ArgumentNullException(nameof(machine)), options);
    }

    /// <summary>The machine as an SVG document without script or external reference, in light and dark as the browser is set; <see cref="PictureOptions.Width"/> and colour are not used.</summary>
    public static string Svg(NumaCapabilities machine, PictureOptions? options = null) =>
        SvgPicture.Draw(machine ?? throw new ArgumentNullException(nameof(machine)), options ?? new PictureOptions());
}
