using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using NumaTopology.Framework;

// Dump FOLDER CULTURE: everything that the library answers about the snapshots and documents in a folder, under a culture, as lines on stdout.
Directory.SetCurrentDirectory(args[0]);
var culture = CultureInfo.GetCultureInfo(args[1]);
if (args[1].Length > 0 && culture.NumberFormat.CurrencySymbol == CultureInfo.InvariantCulture.NumberFormat.CurrencySymbol)
    throw new CultureNotFoundException($"The culture {args[1]} has no data here.");
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = culture;
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
var values = new ValueWriter(output);
foreach (var path in Directory.GetFiles(".", "*.numa").Select(Path.GetFileName).OrderBy(name => name, StringComparer.Ordinal))
    new Questions(values, path!).Ask();
foreach (var path in Directory.GetFiles(".", "*.libvirt.xml").Select(Path.GetFileName).OrderBy(name => name, StringComparer.Ordinal))
    values.Write(path!, NumaTopology.NumaXml.Read(File.ReadAllText(path!)));
