using System;
using System.Collections;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NumaTopology.Framework;

/// <summary>Writes an object as lines, one for each value that it holds and one for the text that it is shown as.</summary>
internal sealed class ValueWriter(TextWriter output)
{
    public void Write(string path, object? value)
    {
        switch (value)
        {
            case null or string or int or long or bool or Enum:
                output.WriteLine($"{path} = {Convert.ToString(value, CultureInfo.InvariantCulture)}");
                return;
            case double number:
                // Without a format .NET Framework rounds to 15 digits.
                output.WriteLine($"{path} = {number.ToString("R", CultureInfo.InvariantCulture)}");
                return;
            case DateTimeOffset time:
                output.WriteLine($"{path} = {time.ToString("o", CultureInfo.InvariantCulture)}");
                return;
            case IEnumerable items:
                output.WriteLine($"{path} is {items}");
                var index = 0;
                foreach (var item in items)
                    Write($"{path}[{index++}]", item);
                return;
        }

        output.WriteLine($"{path} is {value}");
        // Each runtime has its own order of properties.
        foreach (var property in value.GetType().GetProperties().Where(property => property.GetMethod is { IsStatic: false }).OrderBy(property => property.Name, StringComparer.Ordinal))
            Write($"{path}.{property.Name}", property.GetValue(value));
    }
}
