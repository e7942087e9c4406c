using NumaTopology.Acts.Linux;
using NumaTopology.Linux;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>Who may bind whose process: check_same_owner of the kernel compares the own effective user with the other's real and effective one; CAP_SYS_NICE is bit 23.</summary>
public sealed class ProcessAccessTests
{
    [Theory]
    [InlineData("1000\t1000\t1000\t1000", "0000000000000000", "1000\t1000\t1000\t1000", true)]
    [InlineData("65534\t65534\t65534\t65534", "0000000000000000", "0\t0\t0\t0", false)]
    [InlineData("0\t0\t0\t0", "000001ffffffffff", "1000\t1000\t1000\t1000", true)]
    [InlineData("0\t0\t0\t0", "00000000a80425fb", "1000\t1000\t1000\t1000", false)] // Docker's default has no CAP_SYS_NICE
    [InlineData("1000\t1000\t1000\t1000", "0000000000800000", "0\t0\t0\t0", true)]
    [InlineData("1000\t1000\t1000\t1000", "0000000000000000", "1000\t0\t0\t0", true)] // a setuid program of the user's
    [InlineData("1000\t1000\t1000\t1000", "0000000000000000", "0\t1000\t0\t0", true)]
    [InlineData("1000\t0\t0\t0", "0000000000000000", "1000\t1000\t1000\t1000", false)]
    [InlineData("1000\t1000\t1000\t1000", "0000000000000000", null, true)] // hidden (hidepid): the kernel says it
    public void A_process_of_another_user_needs_the_capability(string own, string capabilities, string? other, bool mayBind)
    {
        using var described = new MachineBuilder().File("proc/self/status", $"Name:\tpwsh\nUid:\t{own}\nCapEff:\t{capabilities}\n");
        if (other is not null)
            described.File("proc/2381/status", $"Name:\tserve\nUid:\t{other}\nCapEff:\t0000000000000000\n");
        var error = Record.Exception(() => ProcessAccess.Require(new FactReader(described.Machine), 2381));
        Assert.Equal(mayBind ? (null, null) : (NumaActError.AccessDenied, "Process 2381 belongs to another user."), ((error as NumaActException)?.Error, error?.Message));
    }

    /// <summary>The lines of ps on Debian 12: kthreadd has the flag PF_KTHREAD, 0x00200000; init has not.</summary>
    [Theory]
    [InlineData("2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 27 0 0 20 0 1 0 2 0 0 18446744073709551615 0 0 0 0 0 0 0 2147483647 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0", "kthreadd (2) is a kernel thread; those are not moved.")]
    [InlineData("2 (init) S 0 1 1 0 -1 4194560 0 0 0 0 0 27 0 0 20 0 1 0 2 0 0 18446744073709551615 0 0 0 0 0 0 0 2147483647 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0", null)]
    public void A_kernel_thread_is_not_bound_by_anyone(string stat, string? said)
    {
        using var described = new MachineBuilder().File("proc/self/status", "Uid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n").File("proc/2/stat", stat + "\n");
        var error = (NumaActException?)Record.Exception(() => ProcessAccess.Require(new FactReader(described.Machine), 2));
        Assert.Equal((said is null ? null : NumaActError.KernelThread, said), (error?.Error, error?.Message));
    }
}
