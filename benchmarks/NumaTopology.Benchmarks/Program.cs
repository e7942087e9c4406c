using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NumaTopology.Benchmarks.Compare;

if (args is ["compare", "fleet"])
{
    Table.Head();
    FleetRows.Print(5);
    PlanRows.Print(5);
    return;
}

if (args is ["compare", "watch"])
{
    using var loop = new CLoop();
    WatchRows.PrintLive(loop, 15);
    return;
}

if (args is ["compare", "processes"])
{
    using var loop = new CLoop();
    Table.Head();
    ProcessRows.Print(loop, 15);
    return;
}

if (args is ["compare", "health"])
{
    Table.Head();
    HealthRows.Print(15);
    return;
}

if (args is ["compare"])
{
    Comparison.Run();
    return;
}

// In this process: it needs no second build and runs wherever this runs. ShortRun: the described machines take longer to write than to read.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
