using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Gets the processes of a machine: the NUMA nodes that each may run on, where its threads last ran and, with -Memory, where its memory is.</summary>
[Cmdlet(VerbsCommon.Get, "NumaProcess", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaProcess))]
public sealed class GetNumaProcessCommand : MachineQueryCommand<IReadOnlyList<NumaProcess>>
{
    private ProcessSelection _selection = new();
    private int[]? _at;

    /// <summary>The processes by name, with wildcards. Default: all but threads of the kernel.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProcessCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The processes by id. Default: all but threads of the kernel.</summary>
    [Parameter]
    [Alias("PID")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProcessCompleter))]
    public int[]? Id { get; set; }

    /// <summary>The nodes on which a thread last ran or, with -Memory, memory is. Default: all.</summary>
    [Parameter]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? CellId { get; set; }

    /// <summary>Adds the processes that these have started, and those that they have started.</summary>
    [Parameter]
    public SwitchParameter IncludeChild { get; set; }

    /// <summary>Reads where the memory of each process is.</summary>
    [Parameter]
    public SwitchParameter Memory { get; set; }

    /// <summary>Lists each thread in the property Threads.</summary>
    [Parameter]
    public SwitchParameter Thread { get; set; }

    private protected override HostQuestion Question => Memory ? HostQuestion.ProcessMemory : HostQuestion.Processes;

    private protected override string Remedy => "Pipe processes (Get-Process, Get-NumaProcess, Start-NumaProcess), nodes (Get-NumaCell) or snapshot files, or use -Id, -Name, -CellId and -Snapshot.";

    private protected override bool TakesCapabilities => false;

    private protected override Type[] Meant => [typeof(NumaProcess), typeof(NumaStartedProcess), typeof(NumaMovedProcess), typeof(NumaCell)];

    private protected override string[] Questions => [nameof(Id), nameof(Snapshot)];

    private bool IsOfProcess => Asking is not null && PipedInput.Kind(Asking) != nameof(NumaCell) && PipedInput.Value(Asking, nameof(Id)) is not null;

    private protected override void Prepare()
    {
        _at = CellIds.Valid(this, Asking is not null && !IsOfProcess ? Cells(CellId, nameof(CellId), nameof(CellId)) : CellId);
        _selection = new ProcessSelection
        {
            Ids = IsOfProcess ? [AskedId()] : Id,
            Name = Name is null ? null : Matcher(Name),
            WithChildren = IncludeChild,
            WithMemory = Memory,
            WithThreads = Thread,
        };
    }

    private protected override IReadOnlyList<NumaProcess> Read(Machine machine)
    {
        // Snapshots are read on other threads, which may write nothing, and hold no memory of processes.
        if (machine.Snapshot is not null || !Memory)
            return NumaProbe.Processes(machine, _selection);
        ReadingProgress? progress = null;
        _selection.Progress = (done, count) => (progress ??= new ReadingProgress(this, count, "Reading where memory is", "processes")).Tell(done);
        var processes = NumaProbe.Processes(machine, _selection);
        progress?.End();
        return processes;
    }

    private protected override IReadOnlyList<NumaProcess> Read(NumaCapabilities machine) => [];

    private protected override void Write(IReadOnlyList<NumaProcess> answer, Subject subject)
    {
        if (_at is not null)
            CellIds.ReportMissing(this, _at, subject.CellIds, subject);
        // Of a process in the pipe that has ended meanwhile there is nothing to say.
        if (!IsOfProcess)
            ReportMissing(answer, subject);
        Output.WriteAll(View.Of(answer.Where(process => _at is null || process.Usage.Any(cell => _at.Contains(cell.CellId))), nameof(NumaProcess.Memory), Memory));
    }

    private void ReportMissing(IReadOnlyList<NumaProcess> found, Subject subject)
    {
        foreach (var id in Id?.Where(id => !found.Any(process => process.Id == id)) ?? [])
            WriteError(Name is null ? Errors.ProcessNotFound(id, subject.Name) : Errors.ProcessNotFound(id, Name, subject.Name));
        // With names and ids both, a process needs both.
        if (Id is not null)
            return;
        foreach (var name in Name?.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)) ?? [])
        {
            var matches = Matcher([name]);
            if (!found.Any(process => process.Name is not null && matches(process.Name)))
                WriteError(Errors.ProcessNotFound(WildcardPattern.Unescape(name), subject.Name));
        }
    }

    private static Func<string, bool> Matcher(string[] names)
    {
        var patterns = names.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        return name => patterns.Exists(pattern => pattern.IsMatch(name));
    }

    /// <summary>The id of the process in the pipe.</summary>
    private int AskedId()
    {
        var value = PipedInput.Value(Asking, nameof(Id));
        if (!LanguagePrimitives.TryConvertTo<int>(value, out var id))
            throw new PipedInputException(Errors.InputNotSupported(Asking, $"'{value}' is not a process id.", Remedy));
        if (Id is not null && !Id.SequenceEqual([id]))
            throw new PipedInputException(Errors.RequestContradicts($"The input names process {id}, -Id names {string.Join(",", Id)}. Leave out -Id.", Asking!));
        return id;
    }
}
