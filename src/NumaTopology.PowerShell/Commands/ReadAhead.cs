using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace NumaTopology.Commands;

/// <summary>Reads the next few on other threads while the one before is worked with. A few: what is read ahead is held in memory.</summary>
internal static class ReadAhead
{
    private const int MostAhead = 4;

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(200);

    /// <summary>What was read, in the order of what is named; null now and then while it is not there yet.</summary>
    /// <remarks>Whoever stops taking leaves those on their way to themselves: they end soon, and at once when <paramref name="cancellation"/> is asked for.</remarks>
    public static IEnumerable<T?> Of<T>(IReadOnlyList<string> names, Func<string, T> read, CancellationToken cancellation)
        where T : class
    {
        var reading = new Queue<Task<T>>();
        var most = Math.Max(2, Math.Min(MostAhead, Environment.ProcessorCount));
        for (var next = 0; next < names.Count || reading.Count > 0;)
        {
            while (next < names.Count && reading.Count < most)
            {
                var name = names[next++];
                reading.Enqueue(Task.Run(() => read(name), CancellationToken.None));
            }

            var first = reading.Dequeue();
            while (!((IAsyncResult)first).AsyncWaitHandle.WaitOne(s_tick))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return null;
            }

            yield return first.GetAwaiter().GetResult();
        }
    }
}
