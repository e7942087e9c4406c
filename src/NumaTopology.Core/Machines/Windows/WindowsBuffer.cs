using System;

namespace NumaTopology.Machines.Windows;

/// <summary>What a call puts into a buffer after it has told how long its answer is.</summary>
internal static unsafe class WindowsBuffer
{
    /// <summary>ERROR_INSUFFICIENT_BUFFER: after this error alone a returned length means something.</summary>
    public const uint TooSmall = 122;

    // The answer can grow between two calls, when processors are added.
    private const int MostTries = 8;

    /// <summary>Calls with a buffer of <paramref name="length"/> bytes, sets it to those that were written or are needed, and gives 0 or the error.</summary>
    public delegate uint Call(IntPtr buffer, ref uint length);

    /// <summary>The answer; null when the call fails with an error.</summary>
    public static byte[]? Fill(Call call, out uint error)
    {
        uint length = 0;
        error = call(IntPtr.Zero, ref length);
        if (error == 0)
            return [];
        for (var tries = 0; error == TooSmall && tries < MostTries; tries++)
        {
            var buffer = new byte[length];
            fixed (byte* start = buffer)
                error = call((IntPtr)start, ref length);
            if (error != 0)
                continue;
            Array.Resize(ref buffer, (int)Math.Min(length, (uint)buffer.Length));
            return buffer;
        }

        return null;
    }
}
