using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>Times two things in alternation, so that what else the computer does meets both, and prints the ratio of each round's pair.</summary>
internal static class Table
{
    private const int UncountedRounds = 2;

    // The compiler replaces the first code of a method some hundred milliseconds after its thirtieth call.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);

    public static void Head()
    {
        Console.WriteLine("| measured | compared with | ratio: min | median | max | goal | time (median) | of the other |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|");
    }

    /// <summary>One row: this library's time by the other's.</summary>
    public static void Row(string what, string against, string goal, int rounds, Func<double> ours, Func<double> theirs)
    {
        List<double> first = [], second = [];
        for (var round = -UncountedRounds; round < rounds; round++)
        {
            // What comes second finds warmer caches; they take turns.
            double other = round % 2 == 0 ? theirs() : 0, own = ours();
            other = round % 2 == 0 ? other : theirs();
            if (round < 0)
                continue;
            first.Add(own);
            second.Add(other);
        }

        Row(what, against, goal, first, second);
    }

    /// <summary>The same of times that were measured in turn elsewhere, in milliseconds.</summary>
    public static void Row(string what, string against, string goal, IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var ratios = first.Zip(second, (own, other) => own / other).Order().ToList();
        Console.WriteLine($"| {what} | {against} | {Ratio(ratios[0])} | {Ratio(Median(ratios))} | {Ratio(ratios[^1])} | {goal} | {Time(Median(first))} | {Time(Median(second))} |");
    }

    /// <summary>A row of one number that is no ratio.</summary>
    public static void Row(string what, string goal, IReadOnlyCollection<double> values, Func<double, string> text) =>
        Console.WriteLine($"| {what} | | {text(values.Min())} | {text(Median(values))} | {text(values.Max())} | {goal} | | |");

    /// <summary>Repeats an action until its code is the one that a long-running program has.</summary>
    public static void WarmUp(Action action)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < s_warmUp;)
            action();
    }

    /// <summary>How long an action takes, in milliseconds, by the mean of several.</summary>
    public static Func<double> Time(int times, Action action) => () =>
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < times; i++)
            action();
        return watch.Elapsed.TotalMilliseconds / times;
    };

    public static string Time(double milliseconds) => milliseconds < 1
        ? (milliseconds * 1000).ToString("0.0", CultureInfo.InvariantCulture) + " µs"
        : milliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms";

    private static string Ratio(double ratio) => ratio.ToString(ratio < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
