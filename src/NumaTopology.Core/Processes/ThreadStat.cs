using System.Linq;
using System.Text;
using NumaTopology.Linux;

namespace NumaTopology.Processes;

/// <summary>
/// <c>proc/PID/stat</c>, or a thread's: <c>2381 (tmux: server) S 1 2381 2381 0 -1 4194624 …</c>. The name may hold blanks and parentheses; the fields count from 1.
/// </summary>
internal sealed record ThreadStat(string Name, char State, int ParentId, bool IsOfKernel, int ThreadCount, int LastCpu)
{
    private const int StateField = 3, ParentField = 4, FlagsField = 9, ThreadsField = 20, CpuField = 39;

    // PF_KTHREAD of include/linux/sched.h.
    private const long KernelThread = 0x00200000;

    /// <summary>Whether it has ended, and only waits for its parent to ask how.</summary>
    public bool HasEnded => State is 'Z' or 'X' or 'x';

    /// <summary>Reads the stat of a folder of a process or thread; null when there is none, or it is refused.</summary>
    public static ThreadStat? Read(FactReader reader, string folder)
    {
        var fact = folder + "/stat";
        if (!reader.TryRead(fact))
            return null;
        var bytes = reader.Bytes;
        var length = reader.Length;
        var open = System.Array.IndexOf(bytes, (byte)'(', 0, length);
        var close = open < 0 ? -1 : System.Array.LastIndexOf(bytes, (byte)')', length - 1, length);
        if (close < open || open < 0)
            throw reader.Malformed(fact, "a name in parentheses expected");
        var name = Printable(Encoding.UTF8.GetString(bytes, open + 1, close - open - 1));
        var state = '\0';
        long parent = 0, flags = 0, threads = 0, cpu = -1;
        var field = StateField;
        for (var at = close + 1; at < length && field <= CpuField; field++)
        {
            while (at < length && bytes[at] == ' ')
                at++;
            var start = at;
            while (at < length && bytes[at] is not ((byte)' ' or (byte)'\n'))
                at++;
            if (at == start)
                break;
            switch (field)
            {
                case StateField:
                    state = (char)bytes[start];
                    break;
                case ParentField:
                    parent = Number(reader, fact, start, at);
                    break;
                case FlagsField:
                    flags = Number(reader, fact, start, at);
                    break;
                case ThreadsField:
                    threads = Number(reader, fact, start, at);
                    break;
                case CpuField:
                    cpu = Number(reader, fact, start, at);
                    break;
            }
        }

        if (cpu is < 0 or >= MachineLimits.Ids || threads > int.MaxValue || parent > int.MaxValue)
            throw reader.Malformed(fact, cpu < 0 ? $"field {CpuField}, the CPU, is missing" : "a number is too large");
        return new ThreadStat(name, state, (int)parent, (flags & KernelThread) != 0, (int)threads, (int)cpu);
    }

    /// <summary>A name may hold what does something to a terminal (prctl takes any bytes); ps shows it so, too.</summary>
    private static string Printable(string name) => name.Any(char.IsControl) ? new string([.. name.Select(character => char.IsControl(character) ? '?' : character)]) : name;

    private static long Number(FactReader reader, string fact, int start, int end)
    {
        long number = 0;
        for (var at = start; at < end; at++)
        {
            var digit = reader.Bytes[at] - '0';
            if (digit is < 0 or > 9 || number > uint.MaxValue)
                throw reader.Malformed(fact, $"'{Encoding.UTF8.GetString(reader.Bytes, start, end - start)}' is not a number from 0 to 4294967295");
            number = (number * 10) + digit;
        }

        return number;
    }
}
