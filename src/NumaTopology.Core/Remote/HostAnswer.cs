using System.IO;
using System.Threading;
using NumaTopology.Snapshots;

namespace NumaTopology.Remote;

/// <summary>Reads what a host sent: a snapshot like any other, and no more to be trusted.</summary>
internal static class HostAnswer
{
    /// <summary>The machine.</summary>
    /// <exception cref="HostException">What came is no snapshot, a damaged one, or too large, or broke off.</exception>
    public static SnapshotMachine Read(AnswerStream answer, string host, CancellationToken cancellation)
    {
        try
        {
            return SnapshotReader.Read(answer, HostAddress.Source(host), HostAddress.Host(host), cancellation);
        }
        catch (SnapshotException e) when (e.Error is SnapshotError.NotASnapshot or SnapshotError.Xml)
        {
            var said = answer.FirstLine is { } line ? $"answered '{line}' instead of a snapshot" : "answered nothing";
            throw new HostException(HostError.AnswerInvalid, host, $"'{host}' {said}.", e);
        }
        catch (SnapshotException e)
        {
            throw new HostException(HostError.AnswerInvalid, host, e.Message, e);
        }
        catch (IOException e)
        {
            throw new HostException(HostError.Unreachable, host, $"The answer of '{host}' was cut off: {e.Message}", e);
        }
    }
}
