using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(NumaTopology.Tests.QuickTestsFirst))]

namespace NumaTopology.Tests;

/// <summary>The first test that fails ends the run of a mutant, so those that take long come last: values at random, every search, large machines.</summary>
public sealed class QuickTestsFirst : ITestCollectionOrderer
{
    private static readonly string[] s_slow = ["Property", "BruteForce", "Large", "Recorded"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(tests => s_slow.Any(word => tests.TestCollectionDisplayName.Contains(word, StringComparison.Ordinal)))];
}
