using System;
using NumaTopology.Acts.Linux;
using Xunit;

namespace NumaTopology.Tests.Acts;

public sealed class SystemCallNumbersTests
{
    /// <summary>
    /// The kernel's own tables: set_mempolicy, get_mempolicy, move_pages of arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h,
    /// arch/powerpc/kernel/syscalls/syscall.tbl and arch/s390/kernel/syscalls/syscall.tbl.
    /// </summary>
    [Theory]
    [InlineData("x86_64", 238, 239, 279)]
    [InlineData("aarch64", 237, 236, 239)]
    [InlineData("riscv64", 237, 236, 239)]
    [InlineData("loongarch64", 237, 236, 239)]
    [InlineData("ppc64le", 261, 260, 301)]
    [InlineData("s390x", 270, 269, 310)]
    public void Each_architecture_has_the_numbers_of_its_kernel(string architecture, int set, int get, int move)
    {
        var numbers = SystemCallNumbers.Find(architecture, 8);
        Assert.Equal((set, get, move), (numbers.SetMemoryPolicy, numbers.GetMemoryPolicy, numbers.MovePages));
    }

    [Theory]
    [InlineData("x86_64", 4, "Memory policies are not supported on 32-bit x86_64.")]
    [InlineData("sparc64", 8, "Memory policies are not supported on sparc64.")]
    [InlineData(null, 8, "Memory policies are not supported on an unknown architecture.")]
    public void Without_known_numbers_nothing_is_called(string? architecture, int pointerBytes, string message) =>
        Assert.Equal(message, Assert.Throws<PlatformNotSupportedException>(() => SystemCallNumbers.Find(architecture, pointerBytes)).Message);
}
