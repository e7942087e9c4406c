using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using NumaTopology.Remote;
using NumaTopology.Remoting;

namespace NumaTopology;

/// <summary>
/// Every error that the module writes. An id is a promise: it is never renamed. A text that is passed through is written where the trouble is found: of a fact, a snapshot, a
/// document, a host or a binding in the exception that Core throws, of parameters in the cmdlet.
/// </summary>
internal static class Errors
{
    public static ErrorRecord CellNotFound(int id, NodeSet existing, string machine) =>
        new(new ItemNotFoundException($"Node {id} does not exist on {Quoted(machine)}. Existing nodes: {(existing.IsEmpty ? "none" : existing)}."), "NumaCellNotFound", ErrorCategory.ObjectNotFound, id);

    public static ErrorRecord CellNotFound(int id, int machines) =>
        new(new ItemNotFoundException($"Node {id} does not exist on any of {machines} hosts."), "NumaCellNotFound", ErrorCategory.ObjectNotFound, id);

    public static ErrorRecord NegativeCell(int id) =>
        new(new PSArgumentException($"Node {id} does not exist; nodes are numbered from 0."), "NumaCellNegative", ErrorCategory.InvalidArgument, id);

    public static ErrorRecord DeviceNotFound(string name, int machines) =>
        new(new ItemNotFoundException($"Device '{name}' does not exist on any of {machines} hosts. Get-NumaDevice lists the devices.{Hint(name)}"), "NumaDeviceNotFound", ErrorCategory.ObjectNotFound, name);

    public static ErrorRecord DeviceNotFound(string name, string machine) =>
        new(new ItemNotFoundException($"Device '{name}' does not exist on {Quoted(machine)}. Get-NumaDevice lists the devices.{Hint(name)}"), "NumaDeviceNotFound", ErrorCategory.ObjectNotFound, name);

    public static ErrorRecord ProcessNotFound(object process, string machine) =>
        new(new ItemNotFoundException($"{(process is string ? $"No process named '{process}' runs" : $"No process has id {process}")} on {Quoted(machine)}. Get-NumaProcess lists the processes.{(int.TryParse(process as string, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? " Use -Id for an id." : Hint(process as string))}"), "NumaProcessNotFound", ErrorCategory.ObjectNotFound, process);

    /// <param name="id">The process.</param>
    /// <param name="names">The names that were asked for as well.</param>
    /// <param name="machine">Where it was looked for.</param>
    public static ErrorRecord ProcessNotFound(int id, IEnumerable<string> names, string machine) =>
        new(new ItemNotFoundException($"No process with id {id} is named '{string.Join("' or '", names)}' on {Quoted(machine)}. Leave out -Name or -Id."), "NumaProcessNotFound", ErrorCategory.ObjectNotFound, id);

    public static ErrorRecord PlacementNotFound(PlacementRequest request, PlacementAnswer answer) =>
        PlacementNotFound(request, answer.Shortfall!, answer.IsFreeMemoryUnknown);

    /// <param name="shortfall">What is missing to a request of a plan.</param>
    /// <param name="missing">How many equal requests do not fit.</param>
    /// <param name="all">How many equal requests there are.</param>
    public static ErrorRecord PlanNotFound(PlanShortfall shortfall, int missing, int all)
    {
        var which = shortfall.Request.Name is { } name ? $"'{name}' does" : all == 1 ? $"A request for {shortfall.Request} does" : $"{missing} of {all} requests for {shortfall.Request} {(missing == 1 ? "does" : "do")}";
        return PlacementNotFound(shortfall.Request, $"{which} not fit in the plan; nothing is placed. {shortfall.Text}", shortfall.IsFreeMemoryUnknown);
    }

    public static ErrorRecord RequestInvalid(string reason, IDictionary table) =>
        new(new PSArgumentException(reason), "NumaRequestInvalid", ErrorCategory.InvalidArgument, table);

    public static ErrorRecord RequestContradicts(string reason, object value) =>
        new(new PSArgumentException(reason), "NumaRequestContradicts", ErrorCategory.InvalidArgument, value);

    public static ErrorRecord InputNotSupported(object? input, string reason, string remedy) =>
        new(new PSArgumentException($"{reason} {remedy}{(input is not null && PSObject.AsPSObject(input).BaseObject is PSCustomObject ? " Objects from JSON or CSV have lost their type; keep objects with Export-Clixml." : "")}"), "NumaInputNotSupported", ErrorCategory.InvalidType, input);

    public static ErrorRecord CellNotReported(object input) =>
        new(new ItemNotFoundException($"The node of '{input}' is not reported."), "NumaCellNotReported", ErrorCategory.ObjectNotFound, input);

    public static ErrorRecord SnapshotNotSampled(string snapshot) =>
        new(new PSInvalidOperationException($"-SampleSecond measures this machine only; '{snapshot}' is a snapshot or another host."), "SnapshotNotSampled", ErrorCategory.InvalidOperation, snapshot);

    public static ErrorRecord SnapshotNotWatched(string snapshot) =>
        new(new PSInvalidOperationException($"Watch-NumaCell needs a live machine; '{snapshot}' is a snapshot."), "SnapshotNotWatched", ErrorCategory.InvalidOperation, snapshot);

    public static ErrorRecord BindingNotExpressible(NumaBindingException e, object placement) =>
        new(BindingRemedy(e.Obstacle) is { } remedy ? new NumaBindingException($"{e.Message} {remedy}", e) : e, "NumaBindingNotExpressible", ErrorCategory.InvalidOperation, placement);

    public static ErrorRecord DeviceAmbiguous(string name, IEnumerable<string> addresses) =>
        new(new PSArgumentException($"Devices of several nodes are named '{name}'. Use the address of one: {string.Join(", ", addresses)}."), "NumaDeviceAmbiguous", ErrorCategory.InvalidArgument, name);

    public static ErrorRecord ExpectationInvalid(string reason, object? value) =>
        new(new PSArgumentException(reason), "NumaExpectationInvalid", ErrorCategory.InvalidArgument, value);

    public static ErrorRecord RuleNotFound(string name, IEnumerable<string> rules) =>
        new(new ItemNotFoundException($"Rule '{name}' does not exist. Rules: {string.Join(", ", rules)}.{Hint(name)}"), "NumaRuleNotFound", ErrorCategory.ObjectNotFound, name);

    public static ErrorRecord RemoteObject(string computer, bool takesCapabilities) =>
        new(new PSInvalidOperationException($"The object comes from '{computer}', not from this machine. Run the command there (Invoke-Command {computer} {{ … }}){(takesCapabilities ? ", or pipe the capabilities themselves" : "")}."), "NumaObjectRemote", ErrorCategory.InvalidOperation, computer);

    public static ErrorRecord SnapshotPathEmpty(string? path, string parameter) =>
        new(new PSArgumentException($"-{parameter} needs the path of a snapshot."), "SnapshotPathEmpty", ErrorCategory.InvalidArgument, path);

    public static ErrorRecord Snapshot(SnapshotException e) => e.Error switch
    {
        SnapshotError.NotFound => new(e, "SnapshotNotFound", ErrorCategory.ObjectNotFound, e.Path),
        SnapshotError.NoSysFolder => new(e, "SnapshotWithoutSys", ErrorCategory.InvalidData, e.Path),
        SnapshotError.Damaged => new(e, "SnapshotDamaged", ErrorCategory.InvalidData, e.Path),
        SnapshotError.Unreadable => new(e, "SnapshotUnreadable", ErrorCategory.ReadError, e.Path),
        SnapshotError.Xml => new(new SnapshotException(e.Error, e.Path, $"{e.Message} Use ConvertFrom-NumaXml -Path.", e), "SnapshotInvalid", ErrorCategory.InvalidData, e.Path),
        _ => new(e, "SnapshotInvalid", ErrorCategory.InvalidData, e.Path),
    };

    public static ErrorRecord Host(HostException e) => e.Error switch
    {
        HostError.NameInvalid => new(e, "NumaHostNameInvalid", ErrorCategory.InvalidArgument, e.Host),
        HostError.ClientMissing => new(e, "SshClientMissing", ErrorCategory.NotInstalled, e.Host),
        HostError.Unreachable => new(e, "NumaHostUnreachable", ErrorCategory.ConnectionError, e.Host),
        HostError.AccessDenied => new(e, "NumaHostAccessDenied", ErrorCategory.AuthenticationError, e.Host),
        HostError.Failed => new(e, "NumaHostFailed", ErrorCategory.InvalidResult, e.Host),
        HostError.AnswerInvalid => new(e, "NumaHostAnswerInvalid", ErrorCategory.InvalidData, e.Host),
        HostError.AnswerTooLarge => new(e, "NumaHostAnswerTooLarge", ErrorCategory.LimitsExceeded, e.Host),
        _ => new(e, "NumaHostAnswerEndless", ErrorCategory.OperationTimeout, e.Host),
    };

    public static ErrorRecord SnapshotExists(string path) =>
        new(new System.IO.IOException($"The file '{path}' exists. Use -Force to overwrite it."), "SnapshotExists", ErrorCategory.ResourceExists, path);

    public static ErrorRecord SnapshotNotWritten(Exception e, string path) =>
        new(e, "SnapshotNotWritten", ErrorCategory.WriteError, path);

    public static ErrorRecord TopologyMalformed(TopologyFormatException e) =>
        new(e, "TopologyMalformed", ErrorCategory.InvalidData, e.Fact);

    public static ErrorRecord XmlNotRead(Exception e, string path) =>
        new(new System.IO.IOException($"'{path}' cannot be read: {e.Message}", e), "NumaXmlNotRead", ErrorCategory.ReadError, path);

    public static ErrorRecord XmlMalformed(TopologyFormatException e) =>
        new(e, "NumaXmlMalformed", ErrorCategory.InvalidData, e.Fact);

    public static ErrorRecord NotActed(NumaActException e, object? target) => e.Error switch
    {
        NumaActError.NotStarted => new(e, "NumaProcessNotStarted", ErrorCategory.OpenError, target),
        NumaActError.CpusNotAllowed => new(e, "NumaCpuNotAllowed", ErrorCategory.PermissionDenied, target),
        NumaActError.CellsNotAllowed => new(e, "NumaCellNotAllowed", ErrorCategory.PermissionDenied, target),
        NumaActError.PolicyRefused => new(e, "NumaPolicyRefused", ErrorCategory.PermissionDenied, target),
        NumaActError.Unsupported => new(e, "NumaBindingNotSupported", ErrorCategory.NotImplemented, target),
        NumaActError.MemoryNotFree => new(new NumaActException(e.Error, $"{e.Message} Find a new placement, request less memory, or use -MemoryPolicy Preferred to take the rest from elsewhere.", e), "NumaMemoryNotFree", ErrorCategory.ResourceUnavailable, target),
        NumaActError.ProcessNotFound => new(e, "NumaProcessNotFound", ErrorCategory.ObjectNotFound, target),
        NumaActError.KernelThread => new(e, "NumaKernelThread", ErrorCategory.InvalidArgument, target),
        NumaActError.AccessDenied => new(e, "NumaProcessAccessDenied", ErrorCategory.PermissionDenied, target),
        _ => new(e, "NumaProcessNotBound", ErrorCategory.NotSpecified, target),
    };

    public static ErrorRecord PlacementElsewhere(NumaPlacement placement) =>
        new(new PSInvalidOperationException($"The placement {(placement.Snapshot == Elsewhere.Source ? "was found in another session" : $"is on '{placement.Snapshot}', not on this machine")}. Find one on this machine, in this session."), "NumaPlacementElsewhere", ErrorCategory.InvalidOperation, placement);

    public static ErrorRecord ProcessElsewhere(object input, string process, string machine) =>
        new(new PSInvalidOperationException($"{process} is on '{machine}', not on this machine. Pipe processes of this machine."), "NumaProcessElsewhere", ErrorCategory.InvalidOperation, input);

    public static ErrorRecord ArchitectureUnsupported(PlatformNotSupportedException e) =>
        new(e, "PlatformUnsupported", ErrorCategory.NotImplemented, Environment.OSVersion.Platform);

    public static ErrorRecord PlatformUnsupported(PlatformNotSupportedException e) =>
        new(new PlatformNotSupportedException($"{e.Message} Use -Snapshot to read a snapshot of another machine.", e), "PlatformUnsupported", ErrorCategory.NotImplemented, Environment.OSVersion.Platform);

    private static ErrorRecord PlacementNotFound(PlacementRequest request, string reason, bool isFreeMemoryUnknown) =>
        new(new ItemNotFoundException(reason + (isFreeMemoryUnknown ? " Use -Capacity to plan with the total memory of an empty host." : "")), "NumaPlacementNotFound", ErrorCategory.ResourceUnavailable, request);

    private static string? BindingRemedy(BindingObstacle obstacle) => obstacle switch
    {
        BindingObstacle.WindowsHost => "Use -For Windows.",
        BindingObstacle.NoArguments => "Leave out -AsArgument.",
        BindingObstacle.DropIn => "Use -For SystemdRun, or leave out -AsArgument.",
        BindingObstacle.HugePages => "Leave out -HugePage.",
        BindingObstacle.MemoryPolicy => "Leave out -MemoryPolicy or use another -For.",
        BindingObstacle.NoMemory => "Request -Memory or -HugePage.",
        BindingObstacle.SeveralPreferred => "Use another -MemoryPolicy, or -MaxCell 1 in the request.",
        BindingObstacle.TwoPageSizes => "Request -Memory or -HugePage, not both.",
        _ => null,
    };

    /// <summary>A snapshot stands where a name is expected: its parameter has no position in the cmdlet.</summary>
    private static string Hint(string? name) => name?.EndsWith(".numa", StringComparison.OrdinalIgnoreCase) == true ? " Use -Snapshot for a file." : "";

    private static string Quoted(string machine) => machine == NumaCapabilities.ThisMachine ? machine : $"'{machine}'";
}
