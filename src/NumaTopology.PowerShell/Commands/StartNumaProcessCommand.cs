using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Acts;
using NumaTopology.Acts.Linux;
using NumaTopology.Completion;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>Starts a program that is bound to CPUs and memory from its first instruction.</summary>
[Cmdlet(VerbsLifecycle.Start, "NumaProcess", DefaultParameterSetName = OnPlacement, SupportsShouldProcess = true)]
[OutputType(typeof(NumaStartedProcess))]
public sealed class StartNumaProcessCommand : NumaCommand
{
    private const string OnPlacement = "Placement";
    private const string OnCells = "Cell";
    private const string OnRequest = "Request";

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(50);

    private readonly List<NumaStartedProcess> _waited = [];
    private bool _isWritten;

    /// <summary>The program: a path, or the name of one on the path.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "Path")]
    public string? FilePath { get; set; }

    /// <summary>Its arguments; each is passed to the program as it is, blanks and quotes included.</summary>
    [Parameter(Position = 1)]
    [Alias("Args")]
    [AllowEmptyCollection]
    public string[]? ArgumentList { get; set; }

    /// <summary>The placement.</summary>
    [Parameter(ParameterSetName = OnPlacement, ValueFromPipeline = true)]
    [Rehydrate(typeof(NumaPlacement))]
    public NumaPlacement? InputObject { get; set; }

    /// <summary>Nodes, all of whose CPUs are used.</summary>
    [Parameter(ParameterSetName = OnCells, Mandatory = true)]
    [CellRange(OfThisMachine = true)]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? CellId { get; set; }

    /// <summary>Number of CPUs: starts on the best placement.</summary>
    [Parameter(ParameterSetName = OnRequest, Mandatory = true)]
    [ValidateRange(1, CpuSet.Limit)]
    public int Cpu { get; set; }

    /// <summary>Bytes of memory of the best placement, such as 4GB. Default 0.</summary>
    [Parameter(ParameterSetName = OnRequest)]
    [ByteSize]
    [ValidateRange(0, long.MaxValue)]
    public long Memory { get; set; }

    /// <summary>The nodes that its memory comes from; Bind if the placement takes memory.</summary>
    [Parameter]
    public NumaMemoryPolicy? MemoryPolicy { get; set; }

    /// <summary>The folder in which it starts; the current one if not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>Environment variables to set, or with $null to remove.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Environment { get; set; }

    /// <summary>The file that its input comes from.</summary>
    [Parameter]
    [Alias("RSI")]
    [ValidateNotNullOrEmpty]
    public string? RedirectStandardInput { get; set; }

    /// <summary>The file that its output goes to.</summary>
    [Parameter]
    [Alias("RSO")]
    [ValidateNotNullOrEmpty]
    public string? RedirectStandardOutput { get; set; }

    /// <summary>The file that its error output goes to.</summary>
    [Parameter]
    [Alias("RSE")]
    [ValidateNotNullOrEmpty]
    public string? RedirectStandardError { get; set; }

    /// <summary>Windows: uses this console instead of a new window.</summary>
    [Parameter]
    [Alias("nnw")]
    public SwitchParameter NoNewWindow { get; set; }

    /// <summary>Waits until the program ends.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Returns the process, with what was requested and what the system made of it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private object? Asked => (object?)InputObject ?? CellId;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        CellId = CellIds.Valid(this, CellId);
        var files = new[] { RedirectStandardInput, RedirectStandardOutput, RedirectStandardError }.Where(path => path is not null).Select(path => GetUnresolvedProviderPathFromPSPath(path)).ToList();
        if (files.Distinct(StringComparer.Ordinal).Count() < files.Count)
            ThrowTerminatingError(Errors.RequestContradicts($"'{files[0]}' is named for two streams. Use a file for each.", files[0]));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == OnPlacement && InputObject is null)
        {
            WriteError(Errors.InputNotSupported(null, "No placement is given.", "Use -Cpu or -CellId, or pipe placements of Find-NumaPlacement."));
            return;
        }

        if (InputObject is { Snapshot: not null })
        {
            WriteError(Errors.PlacementElsewhere(InputObject));
            return;
        }

        Machine? machine = null;
        NumaProcessBinding? binding = null;
        Probe(null, live => Try(() =>
        {
            machine = live;
            binding = Choose(live);
        }), isTold: ParameterSetName == OnPlacement);
        // Not while the machine is read: what is noticed there is said before the program runs.
        if (binding is not null)
            Try(() => Start(machine!, binding));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // The programs of a plan run side by side.
        foreach (var started in _waited)
        {
            while (!started.WaitForExit(s_step))
                Cancellation.ThrowIfCancellationRequested();
        }
    }

    private void Try(Action act)
    {
        try
        {
            act();
        }
        catch (NumaBindingException e)
        {
            WriteError(Errors.BindingNotExpressible(e, Asked!));
        }
        catch (NumaActException e)
        {
            WriteError(Errors.NotActed(e, e.Error == NumaActError.NotStarted ? FilePath : Asked));
        }
        catch (TopologyFormatException e)
        {
            Tell(e);
        }
    }

    private NumaProcessBinding? Choose(Machine machine)
    {
        if (CellId is not null)
        {
            var capabilities = NumaProbe.Capabilities(machine);
            var cells = CellIds.Pick(capabilities.Cells, CellId);
            CellIds.ReportMissing(this, CellId, cells.ConvertAll(cell => cell.Id), new Subject(capabilities));
            // A program on some of the nodes is not what was asked for.
            return cells.Count < CellId.Length || cells.Count == 0 ? null : BindingChoice.Of(cells, capabilities.AllowedCpus, MemoryPolicy);
        }

        if (ParameterSetName == OnRequest)
        {
            var request = new PlacementRequest { Cpu = Cpu, Memory = Memory, Count = 1 };
            var found = PlacementFinder.Find(NumaProbe.Capabilities(machine), request, Cancellation);
            if (found.Placements.Count == 0)
            {
                WriteError(Errors.PlacementNotFound(request, found));
                return null;
            }

            InputObject = found.Placements[0];
        }

        var binding = BindingChoice.Of(InputObject!, MemoryPolicy);
        if (binding.MemoryPolicy == NumaMemoryPolicy.Bind)
            BindingChoice.RequireFree(InputObject!, BindableMemory.Of(machine, NumaProbe.Cells(machine, binding.MemoryCells)));
        return binding;
    }

    private void Start(Machine machine, NumaProcessBinding binding)
    {
        var start = NewStart();
        if (_isWritten)
        {
            var file = start.Output ?? start.Error!;
            WriteError(Errors.RequestContradicts($"'{file}' takes what another program of this command writes; '{FilePath}' is not started on {binding}. Start each program by a command of its own, with files of its own.", file));
            return;
        }

        var isWanted = ShouldProcess(start.ToString(), $"Start on {binding}", out var isMeant);
        _isWritten = isMeant && (start.Output ?? start.Error) is not null;
        if (!isWanted)
            return;
        NumaStartedProcess started;
        try
        {
            started = ProcessActs.Of(machine).Start(start, binding);
        }
        catch (PlatformNotSupportedException e)
        {
            ThrowTerminatingError(Errors.ArchitectureUnsupported(e));
            throw;
        }

        if (started.Differences.Count > 0)
            WriteWarning($"Process {started} is not bound as requested: {string.Join(", ", started.Differences)}.");
        if (PassThru)
            WriteObject(started);
        if (Wait)
            _waited.Add(started);
    }

    private ProcessStart NewStart()
    {
        var folder = WorkingDirectory is null ? SessionState.Path.CurrentFileSystemLocation.ProviderPath : GetUnresolvedProviderPathFromPSPath(WorkingDirectory);
        if (!Directory.Exists(folder))
            throw new NumaActException(NumaActError.NotStarted, $"'{FilePath}' cannot be started: the folder '{folder}' does not exist.");
        return new ProcessStart
        {
            FilePath = Program(),
            Arguments = ArgumentList ?? [],
            WorkingDirectory = folder,
            Environment = Variables(),
            Input = Resolved(RedirectStandardInput),
            Output = Resolved(RedirectStandardOutput),
            Error = Resolved(RedirectStandardError),
            NoNewWindow = NoNewWindow,
        };
    }

    /// <summary>The program as the shell finds it, which for a path is from where the user is.</summary>
    private string Program()
    {
        if (InvokeCommand.GetCommand(FilePath, CommandTypes.Application) is ApplicationInfo { Path: { Length: > 0 } path })
            return path;
        throw new NumaActException(NumaActError.NotStarted, $"The program '{FilePath}' does not exist, or cannot be executed.");
    }

    private Dictionary<string, string?> Variables()
    {
        var variables = new Dictionary<string, string?>();
        foreach (DictionaryEntry variable in Environment ?? [])
            variables[variable.Key.ToString()!] = variable.Value?.ToString();
        return variables;
    }

    private string? Resolved(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);
}
