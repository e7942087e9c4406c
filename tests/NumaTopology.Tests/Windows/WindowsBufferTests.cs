using System;
using System.Runtime.InteropServices;
using NumaTopology.Machines.Windows;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>Calls that first tell how long their answer is: GetLogicalProcessorInformationEx and its kin.</summary>
public class WindowsBufferTests
{
    private const uint TooSmall = 122;
    private const uint AccessDenied = 5;

    [Fact]
    public void A_length_after_any_other_error_is_not_trusted()
    {
        var calls = 0;
        // The document: if the function fails with another error, the value of ReturnedLength is undefined.
        Assert.Null(WindowsBuffer.Fill((IntPtr buffer, ref uint length) => (length = uint.MaxValue, ++calls, AccessDenied).AccessDenied, out var error));
        Assert.Equal((AccessDenied, 1), (error, calls));
    }

    [Fact]
    public void An_answer_that_grew_between_two_calls_is_asked_for_again()
    {
        var sizes = new uint[] { 2, 4 };
        var call = 0;
        var answer = WindowsBuffer.Fill(
            (IntPtr buffer, ref uint length) =>
            {
                var needed = sizes[Math.Min(call++, 1)];
                var given = length;
                length = needed;
                if (given < needed)
                    return TooSmall;
                Marshal.Copy(new byte[] { 1, 2, 3, 4 }, 0, buffer, 4);
                return 0;
            },
            out var error);
        Assert.Equal([1, 2, 3, 4], answer!);
        Assert.Equal(0u, error);
    }

    [Fact]
    public void An_empty_buffer_is_an_answer() => Assert.Empty(WindowsBuffer.Fill((IntPtr buffer, ref uint length) => 0, out _)!);

    [Fact]
    public void A_call_that_never_has_enough_ends() => Assert.Null(WindowsBuffer.Fill((IntPtr buffer, ref uint length) => (length = 16, TooSmall).TooSmall, out _));
}
